/** A thread that checks batches of entries. */

import { parentPort } from 'node:worker_threads';
import { createContract } from '../../engine/contract.ts';
import type { HideOptions } from '../../engine/redact.ts';
import type { Batch } from './batch.ts';
import { createBatchChecker } from './check-batch.ts';

/** The first message to a worker: what it needs to make the contracts for itself: functions cannot be handed over. */
export interface WorkerSettings {
  /** As JSON texts: parsing them takes half the time of handing over the objects. */
  readonly descriptions: readonly string[];
  readonly serverBases: readonly string[];
  readonly hide: HideOptions;
  readonly wanted: ReadonlySet<number> | undefined;
  readonly deliveries: string | undefined;
}

parentPort?.once('message', ({ descriptions, serverBases, hide, wanted, deliveries }: WorkerSettings) => {
  const contracts = descriptions.map((description) =>
    createContract(JSON.parse(description), { serverBases, hide, coverage: true }),
  );
  const check = createBatchChecker({ contracts, wanted, deliveries });
  parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(check(batch)));
});
