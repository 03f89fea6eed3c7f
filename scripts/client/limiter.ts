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
 * delayed. A limit belongs to a token: give all clients with that token the same limiter.
 */
export function limiter({ requests = 570, per = 60_000 }: LimiterOptions = {}): Layer {
  /** When the latest requests start, at most `requests` of them. */
  const starts: number[] = [];
  return (send) => async (request, call) => {
    const now = performance.now();
    const start = starts.length < requests ? now : Math.max(now, starts.shift()! + per);
    starts.push(start);
    if (start > now) await wait(start - now, request.signal);
    return send(request, call);
  };
}
