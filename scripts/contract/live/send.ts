/** Sends a read until it is answered: obeys 429 and Retry-After, tries again within bounds, follows redirects of the same origin. */

import { setTimeout as sleep } from 'node:timers/promises';
import { getHeader } from '../../engine/http/headers.ts';
import type { HttpRequest, HttpResponse } from '../../engine/types.ts';
import { attempt, type Attempt, type Fault } from '../send/attempt.ts';
import type { Pacer } from './pacer.ts';
import type { Refuses } from './refusals.ts';

export type SendOutcome =
  | {
      readonly kind: 'answer';
      readonly response: HttpResponse & { readonly body: Uint8Array };
      readonly tries: number;
    }
  /** It must not be sent; as a clause. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The server wants no more requests for now; that says nothing about the contract. */
  | { readonly kind: 'rate-limited'; readonly message: string }
  | {
      readonly kind: 'fault';
      readonly fault: Fault | 'redirect-loop' | 'redirect-elsewhere';
      readonly status: number | null;
      readonly message: string;
    };

export interface SendOptions extends SendLimits {
  readonly pacer: Pacer;
  /** Asked about every request, redirected ones too, right before it is sent. */
  readonly refuses: Refuses;
  readonly signal?: AbortSignal | undefined;
}

/** What of the options can be written down. */
export interface SendLimits {
  readonly timeoutMs: number;
  /** How often a request is sent at most before its fault is reported. */
  readonly tries: number;
  /** The longest time that a server may ask to wait, in milliseconds. */
  readonly maxWaitMs: number;
  /** Wait before the second try, doubled for each further one, in milliseconds. */
  readonly backoffMs: number;
}

export const defaultSendOptions = { timeoutMs: 10_000, tries: 3, maxWaitMs: 60_000, backoffMs: 500 } as const;

const maxRedirects = 5;

/**
 * Sends a request that changes nothing. `documented` says whether a status is one of the operation's, for a redirect that
 * the description promises is an answer and not a way to go.
 */
export async function sendRead(
  request: HttpRequest,
  documented: (status: number) => boolean,
  options: SendOptions,
): Promise<SendOutcome> {
  const visited = new Set<string>();
  let current = request;
  for (;;) {
    const outcome = await sendUntilAnswered(current, options);
    if (outcome.kind !== 'answer') return outcome;
    const { status, headers } = outcome.response;
    const location = getHeader(headers, 'location');
    // What comes at the end of a redirect is the answer to what was asked at first.
    if (status < 300 || status > 399 || location === undefined || documented(status)) return outcome;

    visited.add(current.url);
    const target = URL.canParse(location, current.url) ? new URL(location, current.url) : undefined;
    if (target?.origin !== new URL(current.url).origin)
      return redirectFault(
        'redirect-elsewhere',
        status,
        `was sent to another host (${target?.host ?? 'no valid address'})`,
      );
    if (visited.has(target.href) || visited.size > maxRedirects)
      return redirectFault('redirect-loop', status, `was sent in a circle, ${visited.size} redirects long`);
    current = { ...current, url: target.href };
  }
}

/**
 * Sends a request that changes something, and so only once: whether a request without an answer was carried out, nobody
 * knows. A 429 was not carried out; it is sent again when the server allows it.
 */
export async function sendOnce(request: HttpRequest, options: SendOptions): Promise<SendOutcome> {
  return sendUntilAnswered(request, options, (result) => result.kind === 'answer' && result.response.status === 429);
}

function redirectFault(fault: 'redirect-loop' | 'redirect-elsewhere', status: number, what: string): SendOutcome {
  const note = fault === 'redirect-elsewhere' ? '; neither the request nor the token went there' : '';
  return { kind: 'fault', fault, status, message: `the request ${what}${note}` };
}

async function sendUntilAnswered(
  request: HttpRequest,
  options: SendOptions,
  again: (result: Attempt) => boolean = isWorthAnotherTry,
): Promise<SendOutcome> {
  const { pacer, refuses, tries, maxWaitMs, signal } = options;
  const refusal = refuses(request);
  if (refusal !== undefined) return { kind: 'refused', message: `it was not sent: ${refusal}` };
  for (let count = 1; ; count += 1) {
    const result = await pacer.run(() => attempt(request, { timeoutMs: options.timeoutMs, signal }), signal);
    if (!again(result)) return finish(result, count);

    const asked = result.kind === 'answer' ? retryAfter(result.response) : undefined;
    const wait = asked ?? options.backoffMs * 2 ** (count - 1);
    const limited = result.kind === 'answer' && result.response.status === 429;
    if (wait > maxWaitMs) {
      const seconds = Math.ceil(wait / 1000);
      return limited ? rateLimited(`asks to wait ${seconds} s, which is too long`) : finish(result, count);
    }
    if (count >= tries) return limited ? rateLimited(`kept answering 429 (${count} tries)`) : finish(result, count);
    if (limited || asked !== undefined) pacer.pause(wait);
    await sleep(wait, undefined, signal && { signal });
  }
}

function rateLimited(what: string): SendOutcome {
  return { kind: 'rate-limited', message: `the server ${what}` };
}

function isWorthAnotherTry(result: Attempt): boolean {
  if (result.kind === 'answer') return result.response.status === 429 || isServerError(result.response.status);
  return result.fault !== 'too-large' && result.fault !== 'not-http';
}

/** 501 and 505 are final: the server says what it cannot do. */
function isServerError(status: number): boolean {
  return status === 500 || status === 502 || status === 503 || status === 504;
}

function finish(result: Attempt, tries: number): SendOutcome {
  if (result.kind === 'answer') return { ...result, tries };
  const often = tries === 1 ? '' : ` (${tries} tries)`;
  return { ...result, status: null, message: `${result.message}${often}` };
}

/** `Retry-After` in milliseconds: seconds, or a date. Undefined when there is none that makes sense. */
export function retryAfter({ headers }: Pick<HttpResponse, 'headers'>, now = Date.now()): number | undefined {
  const value = getHeader(headers, 'retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
