/** Judges what passes through the proxy, and tells of it at once. */

import { getHeader } from '../../engine/http/headers.ts';
import type { ContractOperation, HttpRequest, HttpResponse } from '../../engine/types.ts';
import type { Recorded, Sent } from '../record/entry.ts';
import { packedReason, standIn, titleOf } from '../report/collector.ts';
import { takeExchange, takeFault, type Taker } from '../report/take-exchange.ts';
import { groupKey } from '../report/groups.ts';
import type { ReportFinding } from '../report/types.ts';
import { codingsOf, unpack, unpackedHeaders } from '../send/unpack.ts';
import type { ProxyEvent } from './event.ts';

export interface JudgeOptions extends Taker {
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation> | undefined;
  /** Bodies that are larger when they are unpacked are not judged, in bytes. */
  readonly bodyLimit: number;
  /** Told each kind of finding, and each request that was not passed on, once. */
  readonly tell: (line: string) => void;
  readonly record?: ((recorded: Recorded) => void) | undefined;
}

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

  function tellFinding(finding: ReportFinding): void {
    const { severity, status, message } = finding;
    tell(groupKey(finding), `${severity.padEnd(8)}  ${titleOf(finding)}  ${status ?? '---'}  ${message}`);
  }

  function judge(
    operation: ContractOperation | undefined,
    request: Opened<HttpRequest>,
    response: Opened<HttpResponse>,
  ): void {
    for (const finding of takeExchange(options, operation, judged(request), judged(response))) tellFinding(finding);
    if (request.isPacked || response.isPacked) collector.skipEntry(packedReason);
    if (request.side.body === undefined || response.side.body === undefined)
      collector.skipEntry('their bodies are too large to be kept; all else of them was judged');
  }

  return (event) => {
    const request = event.kind === 'exchange' ? event.passed.request : event.request;
    const match = contract.match(request);
    const operation = match.kind === 'operation' ? match.operation : undefined;
    const isWanted = !wanted || (operation !== undefined && wanted.has(operation));
    const path = match.kind === 'unknown-method' ? match.path : (operation?.path ?? unknownPath);
    const title = titleOf({ method: request.method, path });
    switch (event.kind) {
      case 'exchange': {
        const { passed } = event;
        const [sent, got] = [open(passed.request, bodyLimit), open(passed.response, bodyLimit)];
        record?.({ ...passed, request: sent.side, response: got.side });
        if (isWanted) judge(operation, sent, got);
        return;
      }
      case 'failure': {
        if (!isWanted) return;
        const { fault, message } = event.failure;
        const about = operation ?? standIn(request.method, path);
        tellFinding(takeFault(options, about, fault, event.status, message));
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

/** A side of an exchange, unpacked. */
interface Opened<Side> {
  readonly side: Side & Sent;
  /** It is packed in a way that cannot be undone: it is kept like that, and what is in it is unknown. */
  readonly isPacked: boolean;
}

function judged<Side>({ side, isPacked }: Opened<Side>): Side {
  return isPacked ? { ...side, body: undefined } : side;
}

function open<Side extends Sent>(side: Side, limit: number): Opened<Side> {
  const { headers, body } = side;
  const codings = codingsOf(getHeader(headers, 'content-encoding'));
  if (!body || body.length === 0 || codings.length === 0) return { side, isPacked: false };
  const plain = unpack(body, codings, limit);
  if (!plain) return { side, isPacked: true };
  return { side: { ...side, headers: unpackedHeaders(headers), body: plain }, isPacked: false };
}

/** Not shown as it was asked for: a path that nobody knows may hold anything. */
const unknownPath = '(a path that is not in the description)';
