/** Keeps the number of requests under the API's limit, and holds all of them back when the server asks for it. */

import PQueue from 'p-queue';

export interface PacerOptions {
  readonly requestsPerSecond: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

export interface Pacer {
  /** Runs a task (one request) as soon as the limits allow. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Starts no task for so many milliseconds; the longest of several pauses counts. */
  pause(milliseconds: number): void;
}

/**
 * Ecwid allows 600 requests a minute per token and answers 429 beyond it; 8 a second stay under that with room for
 * whoever else uses the token.
 */
export const defaultPace: PacerOptions = { requestsPerSecond: 8, concurrency: 4 };

export function createPacer({ requestsPerSecond, concurrency }: PacerOptions): Pacer {
  const queue = new PQueue({ concurrency, interval: 1000, intervalCap: requestsPerSecond });
  let pausedUntil = 0;
  return {
    run: (task) => queue.add(task),
    pause(milliseconds) {
      const until = performance.now() + milliseconds;
      if (until <= pausedUntil) return;
      pausedUntil = until;
      queue.pause();
      setTimeout(() => {
        if (performance.now() >= pausedUntil - 1) queue.start();
      }, milliseconds);
    },
  };
}
