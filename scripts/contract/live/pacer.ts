/** Keeps the number of requests under the API's limit, and holds all of them back when the server asks for it. */

import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';

export interface PacerOptions {
  readonly requestsPerSecond: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

export interface Pacer {
  /** Runs a task (one request) as soon as the limits allow; rejects when `signal` comes first. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Starts no task for so many milliseconds; the longest of several pauses counts. */
  pause(milliseconds: number): void;
  /** Nothing waits any more. */
  close(): void;
}

/**
 * Ecwid allows 600 requests a minute per token and answers 429 beyond it; 8 a second stay under that with room for
 * whoever else uses the token.
 */
export const defaultPace: PacerOptions = { requestsPerSecond: 8, concurrency: 4 };

export function createPacer({ requestsPerSecond, concurrency }: PacerOptions): Pacer {
  const queue = new PQueue({ concurrency, interval: 1000, intervalCap: requestsPerSecond });
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    run(task, signal) {
      if (!signal) return queue.add(task);
      // As many tasks wait as there are operations, and Node would take more than ten for a leak.
      setMaxListeners(0, signal);
      return queue.add(task, { signal });
    },
    pause(milliseconds) {
      const until = performance.now() + milliseconds;
      if (until <= pausedUntil) return;
      pausedUntil = until;
      queue.pause();
      clearTimeout(timer);
      timer = setTimeout(() => queue.start(), milliseconds);
    },
    close() {
      clearTimeout(timer);
      queue.clear();
    },
  };
}
