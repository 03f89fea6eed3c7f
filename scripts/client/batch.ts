import { unwrap, type CallResult } from './errors.ts';
import { fillPath } from './path.ts';
import { serializeQuery } from './query.ts';
import { wait } from './wait.ts';

/** A request that is sent with others. Made by `batchRequest()`, which types it and its answer. */
export interface BatchRequest<Data = unknown> {
  readonly method: string;
  /** Path with its parameters and its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Type of the data that it is answered with; has no value. */
  readonly data?: Data;
}

/** What became of one request of a batch. */
export interface BatchAnswer<Data = unknown> {
  /** `NOT_EXECUTED` when the batch was stopped before its turn. */
  readonly state: 'COMPLETED' | 'FAILED' | 'NOT_EXECUTED';
  /** HTTP status, when it was executed. */
  readonly status: number | undefined;
  /** Body of a success. */
  readonly data: Data | undefined;
  /** Body of a failure. */
  readonly error: unknown;
}

/** The answers to a list of requests, each in the place of its request. */
export type BatchAnswers<Requests extends readonly BatchRequest[]> = {
  readonly [Index in keyof Requests]: BatchAnswer<NonNullable<Requests[Index]['data']>>;
};

export interface BatchOptions {
  /** Executes up to 100 requests at a time, in no order. */
  readonly allowParallelMode?: boolean | undefined;
  /** Executes nothing after the first failure. The API does so by default: `false` makes it go on. */
  readonly stopOnFirstFailure?: boolean | undefined;
  /** Name of your own, by which `POST /batch/cancel-group` stops what was handed in. */
  readonly groupId?: string | undefined;
  /** Ends the waiting. What was handed in already goes on: the API has operations that stop it. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever more is known, with the number of requests that are done and of all. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
  /** Milliseconds before the first look at the state; they grow to ten times as much. Default 500. */
  readonly interval?: number | undefined;
}

/** As much of a client as a batch needs. */
export interface BatchClient {
  readonly GET: (path: never, init: never) => Promise<CallResult<unknown>>;
  readonly POST: (path: never, init: never) => Promise<CallResult<unknown>>;
}

/** What the API tells of a batch. */
interface State {
  readonly status: string;
  readonly completedRequests?: number;
  readonly responses?: readonly {
    readonly id?: string;
    readonly status?: BatchAnswer['state'];
    readonly httpStatusCode?: number;
    readonly httpBody?: unknown;
  }[];
}

/** Most requests that the API takes at once. */
const most = 500;

/** A request for a batch, with its parameters checked and written as the API reads them. */
export function batchRequest(
  method: string,
  path: string,
  { params = {}, body }: { params?: { path?: object; query?: object }; body?: unknown } = {},
): BatchRequest {
  const operation = `${method} ${path}`;
  const query = serializeQuery(operation, params.query);
  const filled = fillPath(operation, path, params.path as Readonly<Record<string, unknown>> | undefined);
  return { method, path: query ? `${filled}?${query}` : filled, ...(body !== undefined && { body }) };
}

/**
 * Hands in requests, waits until they are executed, and resolves to their answers in the same order. A request that
 * fails is an answer too. More than 500 requests are handed in one part after the other. Each part has a key of its own
 * by which the API knows it again, so that `retry()` can hand it in twice without its being executed twice.
 *
 * @throws {ApiError} when the API does not take the batch
 */
export async function batch<const Requests extends readonly BatchRequest[]>(
  client: BatchClient,
  requests: Requests,
  { signal, onProgress, interval = 500, ...query }: BatchOptions = {},
): Promise<BatchAnswers<Requests>> {
  const post = client.POST as (path: string, init: object) => Promise<CallResult<{ ticket: string }>>;
  const get = client.GET as (path: string, init: object) => Promise<CallResult<State>>;
  const answers: BatchAnswer[] = [];

  for (let start = 0; start < requests.length; start += most) {
    const part = requests.slice(start, start + most);
    const body = part.map(({ method, path, body }, index) => ({
      id: `${index}`,
      method,
      path,
      ...(body !== undefined && { body }),
    }));
    const key = { ...query, deduplicationKey: crypto.randomUUID() };
    const { ticket } = await unwrap(post('/batch', { params: { query: key }, body, signal, idempotent: true }));

    let state: State;
    let pause = interval;
    do {
      await wait(pause, signal);
      pause = Math.min(pause * 1.5, interval * 10);
      state = await unwrap(get('/batch', { params: { query: { ticket } }, signal }));
      onProgress?.(start + (state.completedRequests ?? 0), requests.length);
    } while (state.status !== 'COMPLETED');

    const byId = new Map(state.responses?.map((response) => [response.id, response]));
    for (const { id } of body) {
      const { status: outcome = 'NOT_EXECUTED', httpStatusCode: status, httpBody } = byId.get(id) ?? {};
      const ok = outcome === 'COMPLETED' && !(status && status >= 400);
      answers.push({ state: outcome, status, data: ok ? httpBody : undefined, error: ok ? undefined : httpBody });
    }
    const failed = query.stopOnFirstFailure !== false && answers.some(({ state }) => state !== 'COMPLETED');
    if (failed) break;
  }
  while (answers.length < requests.length) {
    answers.push({ state: 'NOT_EXECUTED', status: undefined, data: undefined, error: undefined });
  }
  return answers as BatchAnswers<Requests>;
}
