/** Entries on their way to another thread: their JSON texts side by side in one piece of memory, which is handed over, not copied. */

import type { Sighting } from '../../engine/types.ts';
import type { ReportFinding } from '../report/types.ts';

export interface Batch {
  readonly bytes: ArrayBuffer;
  /** Where each entry ends. */
  readonly ends: Uint32Array;
  /** Index of the first entry in the recording. */
  readonly first: number;
}

/** What came of a batch; operations are named by their place in the list of all contracts' operations. */
export interface BatchResult {
  /** Exchanges by operation; undefined for a path or method that no description has. */
  readonly counts: ReadonlyMap<number | undefined, number>;
  /** Parts of the description that could not be used, all so far. */
  readonly problems: readonly string[];
  readonly findings: readonly ReportFinding[];
  readonly skipped: ReadonlyMap<string, number>;
  /** What of the operations was seen for the first time. */
  readonly sightings: readonly { readonly place: number; readonly kind: Sighting['kind']; readonly name: string }[];
  /** Entries that could not be judged: a defect of the checker, or of this machine. They are among the skipped. */
  readonly failed: number;
  /** Entries that were read. */
  readonly entries: number;
  /** The others. */
  readonly broken: readonly BrokenEntry[];
}

/** An entry that is not JSON. */
export interface BrokenEntry {
  /** In the recording. */
  readonly index: number;
  readonly why: string;
}

/** Large enough that handing over costs nothing beside the work, small enough that no thread waits long for another. */
const batchBytes = 128 * 1024;

export interface Batcher {
  add(entry: Buffer): void;
  /** Goes on behind an entry that is not to be checked. */
  leaveOut(): void;
  /** Hands over what has been gathered so far. */
  flush(): void;
}

export function createBatcher(onBatch: (batch: Batch) => void): Batcher {
  let first = 0;
  let entries: Buffer[] = [];
  let size = 0;

  function flush(): void {
    if (entries.length === 0) return;
    const bytes = new ArrayBuffer(size);
    const target = Buffer.from(bytes);
    const ends = new Uint32Array(entries.length);
    let at = 0;
    for (const [index, entry] of entries.entries()) {
      entry.copy(target, at);
      at += entry.length;
      ends[index] = at;
    }
    const batch = { bytes, ends, first };
    first += entries.length;
    entries = [];
    size = 0;
    onBatch(batch);
  }

  return {
    add(entry) {
      entries.push(entry);
      size += entry.length;
      if (size >= batchBytes) flush();
    },
    leaveOut() {
      flush();
      first += 1;
    },
    flush,
  };
}
