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

export function createPool(options: PoolOptions): Pool {
  const { checkHere, onResult } = options;
  const settings = options.workers.length > 0 ? options.settings() : undefined;
  const results = new Map<number, BatchResult>();
  let taken = 0;
  let delivered = 0;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  function deliver(sequence: number, result: BatchResult): void {
    results.set(sequence, result);
    for (let next = results.get(delivered); next; next = results.get(delivered)) {
      results.delete(delivered);
      delivered += 1;
      try {
        onResult(next);
      } catch (error) {
        // Thrown in a message's handler, it would reach nobody.
        failure ??= error as Error;
      }
    }
    wake?.();
  }

  const workers = options.workers.map((worker) => {
    worker.ref();
    worker.postMessage(settings);
    failure ??= earlyFailures.get(worker);
    const queue: number[] = [];
    worker.on('message', (result: BatchResult) => deliver(queue.shift()!, result));
    worker.on('error', (error) => {
      failure ??= error;
      wake?.();
    });
    return { worker, queue };
  });

  return {
    take(batch) {
      if (failure) throw failure;
      const sequence = taken;
      taken += 1;
      const free = workers.find(({ queue }) => queue.length < batchesPerWorker);
      if (!free) return deliver(sequence, checkHere(batch));
      free.queue.push(sequence);
      free.worker.postMessage(batch, [batch.bytes]);
    },
    async finish() {
      while (delivered < taken && !failure) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
    },
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
