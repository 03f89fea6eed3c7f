/**
 * A server on 127.0.0.1 between the workflows and the live API. It alone knows the token; it lets through what the run may
 * do, writes down what is made before it is made, and deletes in the end what is still there.
 */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../../../cli/listen.ts';
import { parseJson } from '../../../engine/http/json-text.ts';
import type { HttpRequest, HttpResponse } from '../../../engine/types.ts';
import type { PlannedOperation } from '../../plan/description.ts';
import { requestFaults } from '../../plan/request.ts';
import { titleOf } from '../../report/collector.ts';
import { defaultMaxBodyBytes } from '../../send/attempt.ts';
import { hopByHop, linesOf } from '../../send/header-lines.ts';
import { createTap } from '../../send/tap.ts';
import { contextOf, type LiveApi } from '../call.ts';
import { sendOnce, sendRead, type SendOptions, type SendOutcome } from '../send.ts';
import { cleanUp, type LeftBehind } from './clean.ts';
import type { Journal } from './journal.ts';
import { listedIds, listOf, mayBeTheSame } from './ownership.ts';
import { decide, type Permission } from './permission.ts';

export interface GuardOptions extends LiveApi {
  readonly journal: Journal;
  readonly send: SendOptions;
  /** How long to go on cleaning up without success, in milliseconds. */
  readonly patienceMs: number;
  /** Left by an earlier run; deleted first. */
  readonly leftBefore: readonly string[];
  readonly onEvent: (event: GuardEvent) => void;
}

export type GuardEvent =
  /** An exchange to be checked; the request has no token in it. */
  | { readonly kind: 'exchange'; readonly request: HttpRequest; readonly response: HttpResponse }
  /** A request that was not sent, or not answered, and why, as a sentence. */
  | { readonly kind: 'trouble'; readonly operationKey: string | undefined; readonly message: string };

export interface GuardEnd {
  readonly left: readonly LeftBehind[];
  /** A sentence for each request that may have made something that nothing can name. */
  readonly uncertain: readonly string[];
  readonly deleted: number;
}

export interface Guard {
  /** Where workflows find the API: `http://127.0.0.1:49152/SECRET`. */
  readonly url: string;
  /** Lets no further request through, waits for those under way, and deletes what the run has made. Safe to call twice. */
  finish(): Promise<GuardEnd>;
}

const cleaning = { tries: 5, backoffMs: 500 } as const;

/** Cleans up after an earlier run, then starts to listen. */
export async function startGuard(options: GuardOptions): Promise<Guard> {
  const { baseUrl, contract, operations, authorize, journal, send, patienceMs, onEvent } = options;
  const byKey = new Map(operations.map((operation) => [operation.contract.key, operation]));
  const prefix = `/${randomUUID()}`;
  const made = new Set<string>(options.leftBefore);
  const uncertain: string[] = [];
  /** Ids that were there before, by the creation that they could be mistaken for. */
  const before = new Map<PlannedOperation, Promise<ReadonlySet<string>>>();
  const underWay = new Set<Promise<void>>();
  // At the end nobody waits for a read or a change any more; only a creation's answer says what there is to delete.
  const stop = new AbortController();
  const stoppable: SendOptions = { ...send, signal: stop.signal };
  let closing: Promise<GuardEnd> | undefined;
  let deleted = 0;
  let nextId = 1;

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // Other programs of this machine can reach the port as well; they do not know the prefix.
    if (!message.url?.startsWith(`${prefix}/`)) return refuseStranger(response);
    const plain = await readRequest(message, baseUrl + message.url.slice(prefix.length));
    const operation = operationOf(plain);
    if (!operation)
      return refuse(response, undefined, `${plain.method} ${pathOf(plain.url)} is not in the description.`);
    const permission = permit(operation, plain);
    const title = titleOf(operation.contract);
    if (permission.kind === 'refused')
      return refuse(response, operation, `${title} was not sent: ${permission.reason}.`);
    const outcome = await forward(operation, plain, permission);
    if (outcome.kind === 'answer') {
      onEvent({ kind: 'exchange', request: plain, response: outcome.response });
      return answer(response, outcome.response);
    }
    refuse(response, operation, `${title}: ${outcome.message}.`);
  }

  function operationOf(request: Pick<HttpRequest, 'method' | 'url'>): PlannedOperation | undefined {
    const match = contract.match(request);
    return match.kind === 'operation' ? byKey.get(match.operation.key) : undefined;
  }

  function permit(operation: PlannedOperation, plain: HttpRequest): Permission {
    const reason = send.refuses(plain) ?? (closing ? 'the run is over' : undefined);
    if (reason !== undefined) return { kind: 'refused', reason };
    return decide({ operation, path: pathOf(plain.url), made, operations });
  }

  async function forward(
    operation: PlannedOperation,
    plain: HttpRequest,
    permission: Permission,
  ): Promise<SendOutcome> {
    const { method } = operation.contract;
    const request = { ...plain, headers: [...plain.headers, ...authorize(operation)] };
    if (method === 'GET' || method === 'HEAD') return sendRead(request, () => true, stoppable);
    if (permission.kind !== 'creation') {
      const outcome = await sendOnce(request, stoppable);
      if (method === 'DELETE' && outcome.kind === 'answer') noteDeleted(pathOf(plain.url), outcome.response.status);
      return outcome;
    }
    await idsBefore(operation);
    const id = nextId;
    nextId += 1;
    journal.append({ event: 'intended', id, what: titleOf(operation.contract) });
    const outcome = await sendOnce(request, send);
    await noteCreation(id, operation, outcome, plain, permission);
    return outcome;
  }

  function noteDeleted(target: string, status: number): void {
    if (!made.has(target) || !((status >= 200 && status < 300) || status === 404)) return;
    made.delete(target);
    journal.append({ event: 'gone', target });
  }

  /** Reads something for the guard's own sake; undefined when there is no answer with JSON. */
  async function read(url: string): Promise<unknown> {
    const request = { method: 'GET', url, headers: [['Accept', 'application/json']] } as const;
    const operation = operationOf(request);
    if (!operation) return undefined;
    const headers = [...request.headers, ...authorize(operation)];
    const outcome = await sendRead({ ...request, headers }, () => true, stoppable).catch(() => undefined);
    if (outcome?.kind !== 'answer' || outcome.response.status !== 200) return undefined;
    return contextOf(contract, request, outcome.response).response.body;
  }

  /** Asked before the first creation of its kind. */
  function idsBefore(creation: PlannedOperation): Promise<ReadonlySet<string>> {
    const list = listOf(creation, operations);
    const known = before.get(creation) ?? (list ? read(baseUrl + list.contract.path).then(listedIds) : noIds);
    before.set(creation, known);
    return known;
  }

  /** Why a target is not to be deleted in the end, as a clause; undefined when the run has made it. */
  async function whyNotOwn(target: string, creation: PlannedOperation, sent: HttpRequest): Promise<string | undefined> {
    const faults = requestFaults(contract, { method: 'DELETE', url: baseUrl + target, headers: [] });
    if (typeof cleanRequest(target) === 'string' || faults.some(({ pointer }) => pointer.startsWith('/path/')))
      return 'an id that no such thing can have';
    const known = await idsBefore(creation);
    if (!made.has(target) && known.has(decodeURIComponent(target.slice(target.lastIndexOf('/') + 1))))
      return 'the id of something that was there before';
    const body = parseJson(Buffer.from(sent.body ?? '').toString('utf8'));
    return mayBeTheSame(body.ok ? body.value : undefined, await read(baseUrl + target))
      ? undefined
      : 'the id of something else';
  }

  async function noteCreation(
    id: number,
    operation: PlannedOperation,
    outcome: SendOutcome,
    plain: HttpRequest,
    permission: Extract<Permission, { kind: 'creation' }>,
  ): Promise<void> {
    const what = titleOf(operation.contract);
    const turnedAway =
      outcome.kind === 'rate-limited' ||
      outcome.kind === 'refused' ||
      (outcome.kind === 'fault' && outcome.fault === 'unreachable') ||
      (outcome.kind === 'answer' && outcome.response.status >= 300 && outcome.response.status < 500);
    if (turnedAway) return journal.append({ event: 'void', id });
    const target =
      outcome.kind === 'answer' ? permission.undo.targetOf(contextOf(contract, plain, outcome.response)) : undefined;
    if (target === undefined) {
      const answer = outcome.kind === 'answer' ? 'no answer that names one thing' : 'no answer';
      uncertain.push(`${what} got ${answer}; look for what it may have made.`);
      return;
    }
    const foreign = await whyNotOwn(target, operation, plain);
    if (foreign !== undefined) {
      uncertain.push(`${what} was answered with ${foreign}, which is left alone; look for what it may have made.`);
      return;
    }
    made.add(target);
    journal.append({ event: 'made', id, target });
  }

  function refuse(response: ServerResponse, operation: PlannedOperation | undefined, message: string): void {
    onEvent({ kind: 'trouble', operationKey: operation?.contract.key, message });
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ errorMessage: message }));
  }

  function refuseStranger(response: ServerResponse): void {
    refuse(response, undefined, 'A request without the prefix of this run came.');
  }

  /** The same guard as for the workflows, on the URL as it will be sent. */
  function cleanRequest(target: string): HttpRequest | string {
    const request = { method: 'DELETE', url: baseUrl + target, headers: [] };
    if (/[?#]/.test(target) || new URL(request.url).href !== request.url) return 'its path is not plain';
    const refusal = send.refuses(request);
    if (refusal !== undefined) return refusal;
    const operation = operationOf(request);
    if (!operation?.contract.path.endsWith('}')) return 'its path is not that of one thing';
    const permission = decide({ operation, path: target, made: new Set([target]), operations });
    return permission.kind === 'own' ? { ...request, headers: authorize(operation) } : 'it must not be deleted';
  }

  async function clean(): Promise<LeftBehind[]> {
    const onGone = (target: string): void => {
      made.delete(target);
      deleted += 1;
      journal.append({ event: 'gone', target });
    };
    return cleanUp([...made], { ...cleaning, timeoutMs: send.timeoutMs, patienceMs, request: cleanRequest, onGone });
  }

  async function finish(): Promise<GuardEnd> {
    stop.abort();
    // Those under way may still make something, which is then to be deleted as well.
    while (underWay.size > 0) await Promise.all(underWay);
    await server.close();
    send.pacer.close();
    const left = await clean();
    if (left.length === 0 && uncertain.length === 0) journal.remove();
    else journal.close();
    return { left, uncertain, deleted };
  }

  await clean();
  const server = await listen({
    port: 0,
    host: undefined,
    refuse: (_status, _message, response) => refuseStranger(response),
    handle(message, response) {
      const task = handle(message, response)
        .catch((error: unknown) => refuse(response, undefined, `The request failed: ${(error as Error).message}.`))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
  });
  return {
    url: server.url + prefix,
    finish: () => (closing ??= finish()),
  };

  function pathOf(url: string): string {
    return new URL(url).pathname.slice(new URL(baseUrl).pathname.replace(/\/+$/, '').length);
  }
}

const noIds: Promise<ReadonlySet<string>> = Promise.resolve(new Set<string>());

/** What clients must not say, since the guard alone carries the token, and what is written anew. */
const notForwarded = ['host', 'content-length', 'accept-encoding', 'authorization', 'x-auth-token', 'cookie'];

async function readRequest(message: IncomingMessage, url: string): Promise<HttpRequest> {
  const tap = createTap(defaultMaxBodyBytes);
  for await (const chunk of message as AsyncIterable<Buffer>) tap.take(chunk);
  const body = tap.body();
  if (!body) throw new Error('its body is larger than 64 MB');
  const headers = linesOf(message.rawHeaders, new Set([...hopByHop(message.headers), ...notForwarded]));
  return { method: message.method ?? 'GET', url, headers, body };
}

/** `location` is kept back: the workflow runner would follow it to wherever it leads. */
const notPassedOn = new Set([...hopByHop({}), 'content-length', 'location', 'set-cookie']);

function answer(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const passed = headers.filter(([name]) => !notPassedOn.has(name.toLowerCase()));
  response.writeHead(status, Object.fromEntries(passed)).end(body);
}
