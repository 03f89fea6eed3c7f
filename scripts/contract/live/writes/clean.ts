/** Deletes what a run has made, the latest first, since it may hang on what came before. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '../../../engine/types.ts';
import { attempt } from '../../send/attempt.ts';
import { retryAfter } from '../send.ts';

export interface CleanOptions {
  /** Makes the request that deletes a target, token included; or says why it must not be sent, as a clause. */
  readonly request: (target: string) => HttpRequest | string;
  /** Called for each target that is gone. */
  readonly onGone: (target: string) => void;
  readonly timeoutMs: number;
  readonly tries: number;
  /** Wait before the second try, doubled for each further one, in milliseconds. */
  readonly backoffMs: number;
  /** How long to go on when nothing can be deleted, in milliseconds. */
  readonly patienceMs: number;
}

export interface LeftBehind {
  readonly target: string;
  /** A clause: `the server answered 500`. */
  readonly reason: string;
}

/** Returns what could not be deleted. */
export async function cleanUp(made: readonly string[], options: CleanOptions): Promise<LeftBehind[]> {
  const left: LeftBehind[] = [];
  let until = performance.now() + options.patienceMs;
  for (const target of made.toReversed()) {
    const reason =
      performance.now() > until ? 'the server had stopped answering' : await remove(target, options, until);
    if (reason === undefined) {
      options.onGone(target);
      until = performance.now() + options.patienceMs;
    } else left.push({ target, reason });
  }
  return left;
}

/** Undefined when the target is gone. What the server does not know (404, 410) is gone too. */
async function remove(target: string, options: CleanOptions, until: number): Promise<string | undefined> {
  const { tries, timeoutMs, backoffMs } = options;
  const request = options.request(target);
  if (typeof request === 'string') return request;
  let reason = '';
  for (let count = 1; count <= tries; count += 1) {
    const result = await attempt(request, { timeoutMs });
    let wait = backoffMs * 2 ** (count - 1);
    if (result.kind === 'answer') {
      const { status } = result.response;
      if ((status >= 200 && status < 300) || status === 404 || status === 410) return undefined;
      reason = `the server answered ${status}`;
      if (status < 500 && status !== 429 && status !== 408 && status !== 409) return reason;
      wait = Math.min(retryAfter(result.response) ?? wait, 60_000);
    } else reason = result.message;
    if (performance.now() + wait > until) return reason;
    if (count < tries) await sleep(wait);
  }
  return reason;
}
