import { call, type Caller } from './call.ts';
import type { CallOptions } from './types.ts';

/**
 * Calls an operation that takes some of its parameters as headers.
 *
 * @param names names of those that are headers
 * @throws {ApiError} when the API answers with an error
 */
export function callWithHeaders<Answer>(
  client: Caller,
  method: keyof Caller,
  path: string,
  names: readonly string[],
  parameters: object = {},
  options?: CallOptions,
): Promise<Answer> {
  const rest: Record<string, unknown> = { ...parameters };
  const headers = new Headers(options?.headers);
  for (const name of names) {
    if (rest[name] != null) headers.set(name, `${rest[name]}`);
    delete rest[name];
  }
  return call(client, method, path, rest, { ...options, headers });
}
