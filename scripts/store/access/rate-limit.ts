import { ApiError } from '../answer/api-error.ts';

/** Lets through so many calls of a token in any minute. */
export interface RateLimit {
  /** Counts a call. Throws the API's 429 with `Retry-After` when there were too many. */
  count(token: string, now: number): void;
}

const minute = 60_000;

/** @param limit calls a minute and token; page "REST API overview" says 600 */
export function createRateLimit(limit: number): RateLimit {
  const windows = new Map<string, { start: number; calls: number }>();
  return {
    count(token, now) {
      let window = windows.get(token);
      if (!window || now - window.start >= minute || now < window.start) {
        window = { start: now, calls: 0 };
        windows.set(token, window);
      }
      window.calls += 1;
      if (window.calls <= limit) return;
      const wait = Math.max(1, Math.ceil((window.start + minute - now) / 1000));
      const message = `More than ${limit} requests in a minute; try again in ${wait} s.`;
      throw new ApiError(429, message, undefined, { 'retry-after': String(wait) });
    },
  };
}
