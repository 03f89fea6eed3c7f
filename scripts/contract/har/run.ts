/** Checks recorded traffic. */

import type { Worker } from 'node:worker_threads';
import type { Collector } from '../report/collector.ts';
import { grouped } from '../report/text.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import { createBatcher, type BatchResult } from './batch.ts';
import { createBatchChecker, listOperations } from './check-batch.ts';
import { createPool, startWorkers, type Pool } from './pool.ts';
import { readRecording, recordingSize } from './read-recording.ts';
import { InvalidRecordingError, type RecordingEnd } from './splitter.ts';

export interface HarRunOptions {
  readonly file: string;
  readonly contracts: readonly Contract[];
  /** What the contracts were made of; the threads that help with a long recording make their own. */
  readonly descriptions: readonly unknown[];
  readonly serverBases: readonly string[];
  readonly collector: Collector;
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation>;
  readonly onProgress?: (read: number, total: number) => void;
  /** Threads beside this one, from {@link startHelpers}; they are ended with the run. None by default. */
  readonly helpers?: readonly Worker[];
}

export interface HarRunResult {
  /** Entries that were read. */
  readonly entries: number;
  /** One sentence when the recording could not be read to its end; what was read has been checked all the same. */
  readonly problem: string | undefined;
}

/** Below this size, in bytes, a recording is checked before another thread has started. */
const worthWorkers = 8 * 1024 * 1024;

/** Starts as many threads as pay for the size of the recording; none when there is no such file. */
export async function startHelpers(file: string): Promise<readonly Worker[]> {
  const size = await recordingSize(file).catch(() => 0);
  return size >= worthWorkers ? startWorkers() : [];
}

/** Checks every entry of a recording; findings carry the entry's index. */
export async function runHar(options: HarRunOptions): Promise<HarRunResult> {
  const { file, contracts, descriptions, serverBases, collector, onProgress } = options;
  const operations = listOperations(contracts);
  const wanted = options.wanted && placesOf(options.wanted, operations);
  let entries = 0;
  let problem: string | undefined;

  function take(result: BatchResult): void {
    if (problem !== undefined) return;
    entries += result.entries;
    for (const [place, times] of result.counts) collector.countExchange(operations[place], times);
    if (result.unmatched > 0) collector.countExchange(undefined, result.unmatched);
    for (const [reason, times] of result.skipped) collector.skipEntry(reason, times);
    collector.add(result.findings);
    if (result.problem !== undefined) problem = `Entry ${entries} of ${file} is not valid JSON: ${result.problem}.`;
  }

  /** Has everything checked that has not been yet. */
  async function read(pool: Pool, { guess }: { guess: boolean }): Promise<RecordingEnd> {
    const checked = entries;
    let index = 0;
    const batcher = createBatcher(pool.take, checked);
    const end = await readRecording(file, (entry) => void (index++ >= checked && batcher.add(entry)), {
      guess,
      isEnough: () => problem !== undefined,
      ...(onProgress && { onProgress }),
    });
    batcher.flush();
    await pool.finish();
    return end;
  }

  try {
    const pool = createPool({
      checkHere: createBatchChecker({ contracts, ...(wanted && { wanted }) }),
      onResult: take,
      settings: () => ({ descriptions: descriptions.map((one) => JSON.stringify(one)), serverBases, wanted }),
      workers: options.helpers ?? [],
    });
    try {
      let end = await read(pool, { guess: true });
      if (end.guessed && (problem !== undefined || !end.whole)) {
        problem = undefined;
        end = await read(pool, { guess: false });
      }
      return {
        entries,
        problem: problem === undefined ? describeEnd(file, end.whole, entries) : withCount(problem, entries),
      };
    } finally {
      await pool.close();
    }
  } catch (error) {
    if (!(error instanceof InvalidRecordingError)) throw error;
    return { entries, problem: withCount(error.message, entries) };
  }
}

function placesOf(wanted: ReadonlySet<ContractOperation>, operations: readonly ContractOperation[]): Set<number> {
  return new Set(operations.flatMap((operation, place) => (wanted.has(operation) ? [place] : [])));
}

function describeEnd(file: string, whole: boolean, entries: number): string | undefined {
  if (!whole) return withCount(`The recording ${file} is cut off.`, entries);
  return entries === 0 ? `The recording ${file} holds no entries.` : undefined;
}

function withCount(sentence: string, entries: number): string {
  if (entries === 0) return `${sentence} No entry was read before that.`;
  return `${sentence} ${grouped(entries)} ${entries === 1 ? 'entry' : 'entries'} before that ${entries === 1 ? 'was' : 'were'} read.`;
}
