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
  { body, ...values }: object & { readonly body?: unknown } = {},
  options?: object,
): Promise<Answer> {
  type Send = (path: string, init: object) => Promise<CallResult<Answer>>;
  // What the path takes is left out of the query.
  return unwrap(
    (client[method] as Send)(path, { ...options, params: { path: values, query: values }, body }),
  ) as Promise<Answer>;
}
