/** Judges what passes through the proxy, and tells of it at once. */

import { getHeader } from '../../engine/http/headers.ts';
import type { Contract, ContractOperation, HttpRequest, HttpResponse } from '../../engine/types.ts';
import type { Recorded, Sent } from '../record/entry.ts';
import { operationFinding, type Collector } from '../report/collector.ts';
import { groupKey } from '../report/groups.ts';
import type { ReportFinding, TransportFaultKind } from '../report/types.ts';
import type { Fault } from '../send/attempt.ts';
import { codingsOf, unpack, unpackedHeaders } from '../send/unpack.ts';
import type { ProxyEvent } from './server.ts';

export interface JudgeOptions {
  readonly contract: Contract;
  readonly collector: Collector;
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation> | undefined;
  /** Bodies that are larger when they are unpacked are not judged, in bytes. */
  readonly bodyLimit: number;
  /** Told each kind of finding, and each request that was not passed on, once. */
  readonly tell: (line: string) => void;
  readonly record?: ((recorded: Recorded) => void) | undefined;
}

const kinds: Readonly<Record<Fault, TransportFaultKind>> = {
  unreachable: 'connection-reset',
  reset: 'connection-reset',
  'not-http': 'connection-reset',
  timeout: 'no-answer-in-time',
  'cut-off': 'answer-cut-off',
  'too-large': 'answer-too-large',
};

/** Lines that are kept to tell none of them twice. */
const maxTold = 20_000;

export function createJudge(options: JudgeOptions): (event: ProxyEvent) => void {
  const { contract, collector, wanted, bodyLimit, record } = options;
  const told = new Set<string>();

  function tell(key: string, line: string): void {
    if (told.has(key) || told.size >= maxTold) return;
    told.add(key);
    options.tell(line);
  }

  function add(findings: readonly ReportFinding[]): void {
    collector.add(findings);
    for (const finding of findings) {
      const { severity, method, path, status, message } = finding;
      tell(groupKey(finding), `${severity.padEnd(8)}  ${method} ${path}  ${status ?? '---'}  ${message}`);
    }
  }

  function takeExchange(operation: ContractOperation | undefined, request: HttpRequest, response: HttpResponse): void {
    const { status } = response;
    if (request.body === undefined || response.body === undefined)
      collector.skipEntry('their bodies could not be unpacked, or are too large; all else of them was judged');
    add(contract.checkExchange(request, response, { exchange: collector.exchanges }));
    collector.countExchange(status < 400 ? operation : undefined);
    if (operation && status >= 400)
      collector.skip(operation, `The server answered ${status}, so there was nothing to check.`);
  }

  return (event) => {
    const request = event.kind === 'exchange' ? event.passed.request : event.request;
    const match = contract.match(request);
    const operation = match.kind === 'operation' ? match.operation : undefined;
    const isWanted = !wanted || (operation !== undefined && wanted.has(operation));
    const path = match.kind === 'unknown-method' ? match.path : (operation?.path ?? unknownPath);
    const title = `${request.method} ${path}`;
    switch (event.kind) {
      case 'exchange': {
        const { passed } = event;
        const [sent, got] = [open(passed.request, bodyLimit), open(passed.response, bodyLimit)];
        record?.({
          ...passed,
          request: { ...passed.request, ...sent.kept },
          response: { ...passed.response, ...got.kept },
        });
        if (isWanted)
          takeExchange(operation, { ...passed.request, ...sent.judged }, { ...passed.response, ...got.judged });
        return;
      }
      case 'failure': {
        if (!isWanted) return;
        const { fault, message } = event.failure;
        if (operation) collector.skip(operation, `Not answered: ${message}.`);
        const sentence = `${title} got no answer that could be checked: ${message}.`;
        const about = operation ?? unknownOperation(request.method, path);
        add([operationFinding(about, { kind: kinds[fault], status: event.status, message: sentence })]);
        return;
      }
      case 'refused':
        collector.skipEntry(`they were not passed on, since ${event.reason}`);
        if (operation) collector.skip(operation, `It was not passed on: ${event.reason}.`);
        tell(`${title} ${event.reason}`, `refused   ${title}  ${event.reason}`);
        return;
      case 'left':
        collector.skipEntry('the client did not wait for the whole answer');
    }
  };
}

/** As it is recorded, and as it is judged: what cannot be unpacked is kept packed, and counts as unknown. */
function open({ headers, body }: Sent, limit: number): { readonly kept: Sent; readonly judged: Sent } {
  const codings = codingsOf(getHeader(headers, 'content-encoding'));
  if (!body || body.length === 0 || codings.length === 0) return { kept: { headers, body }, judged: { headers, body } };
  const plain = unpack(body, codings, limit);
  if (!plain) return { kept: { headers, body }, judged: { headers, body: undefined } };
  const opened = { headers: unpackedHeaders(headers), body: plain };
  return { kept: opened, judged: opened };
}

/** Not shown as it was asked for: a path that nobody knows may hold anything. */
const unknownPath = '(a path that is not in the description)';

function unknownOperation(method: string, path: string): ContractOperation {
  return { key: '', operationId: null, method, path, docs: null, statuses: [], servers: [] };
}
