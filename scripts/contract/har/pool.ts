/** Spreads the checking of a long recording over the processor's cores. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch, BatchResult } from './batch.ts';
import type { WorkerSettings } from './worker.ts';

export interface Pool {
  /** Takes a batch; its result comes to `onResult` in the order of the batches, now or later. Throws what has failed before. */
  take(batch: Batch): void;
  /** Resolves when all results have come. Rejects with the error of a worker, or of `onResult`, that failed. */
  finish(): Promise<void>;
  /** Ends the workers, whatever they are at. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Checks a batch in this thread, when the workers have enough to do. */
  readonly checkHere: (batch: Batch) => BatchResult;
  readonly onResult: (result: BatchResult) => void;
  /** What the workers are made with; called when there are any. */
  readonly settings: () => WorkerSettings;
  /** Threads beside this one, from {@link startWorkers}; the pool ends them. */
  readonly workers: readonly Worker[];
}

/** Batches that a worker has at once: one under way, the others at hand while this thread is busy with its own. */
const batchesPerWorker = 12;

/** One thread cuts the recording for all others: beyond a few, they wait for it. */
const maxWorkers = 3;

/** What went wrong in a worker before a pool had it. */
const earlyFailures = new WeakMap<Worker, Error>();

/**
 * Starts threads for a pool: they load what they run while this one reads the descriptions. Until a pool has them, they keep
 * no process from ending.
 *
 * @param count by default as many as there are further cores, up to three
 */
export function startWorkers(count = Math.min(maxWorkers, availableParallelism() - 1)): Worker[] {
  return Array.from({ length: count }, () => {
    const worker = new Worker(new URL('worker-loader.mjs', import.meta.url));
    worker.on('error', (error) => earlyFailures.set(worker, error));
    worker.unref();
    return worker;
  });
}

export function createPool({ checkHere, onResult, settings, workers: threads }: PoolOptions): Pool {
  let failure: Error | undefined;
  let tellFailure: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (tellFailure = reject));
  // Whoever finishes is told; nobody else has to be.
  failed.catch(() => undefined);
  const fail = (error: Error): void => {
    failure ??= error;
    tellFailure(error);
  };

  const made = threads.length > 0 ? settings() : undefined;
  const workers = threads.map((worker) => {
    const waiting: ((result: BatchResult) => void)[] = [];
    worker.ref();
    worker.postMessage(made);
    worker.on('message', (result: BatchResult) => waiting.shift()!(result));
    worker.on('error', fail);
    const early = earlyFailures.get(worker);
    if (early) fail(early);
    return { worker, waiting };
  });

  // Each waits for those before it.
  let results = Promise.resolve();
  return {
    take(batch) {
      if (failure) throw failure;
      const free = workers.find(({ waiting }) => waiting.length < batchesPerWorker);
      const result = free
        ? new Promise<BatchResult>((resolve) => {
            free.waiting.push(resolve);
            free.worker.postMessage(batch, [batch.bytes]);
          })
        : checkHere(batch);
      results = results.then(async () => onResult(await result)).catch(fail);
    },
    finish: () => Promise.race([failed, results]),
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
