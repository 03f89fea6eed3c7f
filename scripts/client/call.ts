import { unwrap, type CallResult } from './errors.ts';

/** As much of a client as the call of an operation needs. */
export type Caller = { readonly [Method in 'GET' | 'PUT' | 'POST' | 'DELETE']: unknown };

/**
 * Calls an operation by what it takes in one object, and resolves to the body of its answer.
 *
 * @param parameters values of the path and of the query, and the body under `body`
 * @throws {ApiError} when the API answers with an error
 */
export function call<Answer>(
  client: Caller,
  method: keyof Caller,
  path: string,
  parameters: object = {},
  options?: object,
): Promise<Answer> {
  const { body, ...query } = parameters as Record<string, unknown>;
  // What the path names is taken from all of them; only what is left is the query.
  for (const [, name = ''] of path.matchAll(/{(.+?)}/g)) delete query[name];
  const send = client[method] as (path: string, init: object) => Promise<CallResult<Answer>>;
  return unwrap(send(path, { ...options, params: { path: parameters, query }, body })) as Promise<Answer>;
}
