/** Decides when a live run has no sense any more, and what its end means. */

import type { CallResult } from './call.ts';

/** `done`: the report says what was found. Otherwise nothing could be checked, for the reason in the message. */
export type LiveResult =
  | { readonly kind: 'done' }
  /** `stopped`: the rest was not tried. */
  | { readonly kind: 'unreachable' | 'token-refused' | 'stopped'; readonly message: string };

export interface Verdict {
  take(result: CallResult): void;
  /** Why the run was ended early, as a clause; undefined when it was not. */
  readonly stopped: string | undefined;
  result(): LiveResult;
}

/** Calls without an answer, one after the other, after which the rest is not tried: with every try and wait, they take minutes. */
const maxUnansweredInRow = 5;

/** As many refusals of the token with no other answer say that it is wrong. */
const maxRefusals = 5;

/** Aborts `abort` when the server does not answer any more, or wants no further request. */
export function createVerdict(abort: AbortController): Verdict {
  let answers = 0;
  let refusals = 0;
  let unansweredInRow = 0;
  let lastMessage = '';
  let stopped: string | undefined;

  function stop(reason: string): void {
    stopped ??= reason;
    abort.abort();
  }

  function takeAnswer(status: number): void {
    answers += 1;
    unansweredInRow = 0;
    if (status === 401) refusals += 1;
    if (refusals === answers && refusals >= maxRefusals) stop('the server did not accept the token (401)');
  }

  function takeSilence(message: string, hopeless: boolean): void {
    lastMessage = message;
    unansweredInRow += 1;
    if (answers === 0 && hopeless) stop(message);
    else if (unansweredInRow >= maxUnansweredInRow) stop(`the server had stopped answering (${message})`);
  }

  return {
    take(result) {
      if (result.kind === 'answer') takeAnswer(result.context.status);
      else if (result.kind === 'rate-limited') takeSilence(result.message, false);
      else if (result.kind !== 'fault' || result.fault.startsWith('redirect')) return;
      else if (result.fault === 'too-large') unansweredInRow = 0;
      // No request gets through, not just this one.
      else takeSilence(result.message, result.fault === 'unreachable');
    },
    get stopped() {
      return stopped;
    },
    result() {
      if (answers === 0 && unansweredInRow > 0) return { kind: 'unreachable', message: lastMessage };
      if (answers > 0 && answers === refusals)
        return { kind: 'token-refused', message: 'the server did not accept the token (401)' };
      return stopped === undefined ? { kind: 'done' } : { kind: 'stopped', message: stopped };
    },
  };
}
