import { call, type Caller } from './call.ts';
import type { CallOptions } from './types.ts';

/**
 * Calls an operation that takes its body as a form.
 *
 * @param parameters as for `call()`; members of the body that are undefined are left out
 * @throws {ApiError} when the API answers with an error
 */
export function callWithForm<Answer>(
  client: Caller,
  method: keyof Caller,
  path: string,
  { body = {}, ...values }: object & { readonly body?: object },
  options?: CallOptions,
): Promise<Answer> {
  const fields =
    body instanceof URLSearchParams ? [...body] : Object.entries(body).filter(([, value]) => value != null);
  return call(client, method, path, { ...values, body: new URLSearchParams(fields) }, options);
}
