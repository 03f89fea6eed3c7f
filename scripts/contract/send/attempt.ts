/** Sends one request once and says what came of it: an answer, or the fault that prevented one. Never follows a redirect. */

import type { HttpRequest, HttpResponse } from '../../engine/types.ts';
import { unpackedHeaders } from './unpack.ts';

export type Fault =
  /** Nothing listens there, the name is unknown, no route, or no trust: no request gets through. */
  | 'unreachable'
  | 'timeout'
  | 'reset'
  /** The connection ended in the middle of the body. */
  | 'cut-off'
  | 'too-large'
  /** What answers does not speak HTTP. */
  | 'not-http';

export interface Failure {
  readonly kind: 'fault';
  readonly fault: Fault;
  /** As a clause. */
  readonly message: string;
}

export type Attempt =
  { readonly kind: 'answer'; readonly response: HttpResponse & { readonly body: Uint8Array } } | Failure;

export interface AttemptOptions {
  /** From the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
  /** Longer bodies are not read to the end. */
  readonly maxBodyBytes?: number;
  /** Ends the attempt early. */
  readonly signal?: AbortSignal | undefined;
}

/** The largest body that is read to be judged. */
export const defaultMaxBodyBytes = 64 * 1024 * 1024;

/** Resolves to an answer or a fault; rejects only with the reason of an aborted `signal`. */
export async function attempt(request: HttpRequest, options: AttemptOptions): Promise<Attempt> {
  const { timeoutMs, maxBodyBytes = defaultMaxBodyBytes, signal } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const seconds = `${timeoutMs / 1000} s`;
  let received = 0;
  let status: number | undefined;
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      body: request.body === undefined || request.body.length === 0 ? null : (request.body as BodyInit),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
    });
    status = answer.status;
    const tooLarge = `the answer is larger than ${Math.round(maxBodyBytes / 1024 / 1024)} MB, and was left where it is`;
    if (Number(answer.headers.get('content-length')) > maxBodyBytes) {
      await answer.body?.cancel();
      return fault('too-large', tooLarge);
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body ?? []) {
      received += chunk.length;
      // Whoever leaves the loop cancels the body with it.
      if (received > maxBodyBytes) return fault('too-large', tooLarge);
      chunks.push(chunk);
    }
    return {
      kind: 'answer',
      // fetch has undone the content encoding.
      response: { status, headers: unpackedHeaders([...answer.headers]), body: Buffer.concat(chunks) },
    };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (deadline.aborted) {
      if (status === undefined) return fault('timeout', `there was no answer within ${seconds}`);
      return fault(
        'timeout',
        `the answer (${status}) was not complete within ${seconds}; ${received} bytes of its body came`,
      );
    }
    return classify(error, status, received);
  }
}

function fault(kind: Fault, message: string): Failure {
  return { kind: 'fault', fault: kind, message };
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the host',
  ETIMEDOUT: 'the connection could not be opened in time',
  UND_ERR_CONNECT_TIMEOUT: 'the connection could not be opened in time',
};

/**
 * What a failure of the connection means. fetch hides the system's error in `cause`, sometimes several at once (one per address of
 * the host).
 * @param status of the answer whose body broke off; undefined when none had come
 */
export function classify(error: unknown, status: number | undefined, received: number): Failure {
  const code = codeOf(error);
  if (status !== undefined)
    return fault('cut-off', `the answer (${status}) broke off after ${received} bytes of its body`);
  if (code in unreachable) return fault('unreachable', unreachable[code]!);
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code))
    return fault('unreachable', `its certificate cannot be trusted (${code})`);
  if (/^(?:HPE_|UND_ERR_RES_CONTENT_LENGTH)/.test(code))
    return fault('not-http', `what answers does not speak HTTP (${code})`);
  return fault('reset', `the connection was closed before an answer came${code === '' ? '' : ` (${code})`}`);
}

function codeOf(error: unknown): string {
  const { code, name, cause } = (error ?? {}) as { code?: unknown; name?: unknown; cause?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  // Node 24 gives what its parser refuses no code.
  if (name === 'HTTPParserError') return 'HPE_INVALID';
  return cause === undefined ? '' : codeOf(cause);
}
