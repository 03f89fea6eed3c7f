import type { Layer } from './layer.ts';
import { wait } from './wait.ts';

export interface LimiterOptions {
  /** Requests that may start within `per`. Default 570: Ecwid allows 600, and not all travel equally fast. */
  readonly requests?: number;
  /** Milliseconds. Default 60,000. */
  readonly per?: number;
}

/**
 * Delays requests so that never more than so many start within any span of so many milliseconds. Short bursts are not
 * delayed, and one that is aborted while it waits takes no place. A limit belongs to a token: give all clients with that
 * token the same limiter.
 */
export function limiter({ requests = 570, per = 60_000 }: LimiterOptions = {}): Layer {
  /** When the latest requests started, at most `requests` of them. */
  const starts: number[] = [];
  /** The last of those that wait; each looks at the clock when the one before it has started. */
  let last: Promise<unknown> = Promise.resolve();

  const start = async (signal: AbortSignal): Promise<void> => {
    // Timers may fire a little early.
    while (starts.length >= requests && !signal.aborted) {
      const left = starts[0]! + per - performance.now();
      if (left > 0) await wait(left, signal);
      else starts.shift();
    }
    if (!signal.aborted) starts.push(performance.now());
  };

  return (send) => async (request, call) => {
    const { signal } = request;
    const turn = last.then(() => start(signal));
    last = turn.catch(() => {});
    await Promise.race([turn, aborted(signal)]);
    return send(request, call);
  };
}

/** Rejects when a signal aborts. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
