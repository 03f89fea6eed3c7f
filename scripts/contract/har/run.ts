/** Checks recorded traffic. */

import type { Worker } from 'node:worker_threads';
import type { Collector } from '../report/collector.ts';
import { grouped } from '../report/sections.ts';
import type { HideOptions } from '../../engine/redact.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import { createBatcher, type BatchResult, type BrokenEntry } from './batch.ts';
import { createBatchChecker, listOperations } from './check-batch.ts';
import { createPool, startWorkers } from './pool.ts';
import { readRecording, recordingSize, type Recording } from './read-recording.ts';
import { InvalidRecordingError, maxEntryBytes } from './splitter.ts';

export interface HarRunOptions {
  readonly recording: Recording;
  readonly contracts: readonly Contract[];
  /** What the contracts were made of; the threads that help with a long recording make their own. */
  readonly descriptions: readonly unknown[];
  readonly serverBases: readonly string[];
  /** Where an app received webhooks; one of the descriptions is of them. */
  readonly deliveries?: string | undefined;
  /** What those contracts do not show. */
  readonly hide?: HideOptions;
  readonly collector: Collector;
  /** Operations that are asked for; all by default. */
  readonly wanted?: ReadonlySet<ContractOperation> | undefined;
  readonly onProgress?: (read: number, total: number) => void;
  /** Threads beside this one, from {@link startHelpers}; they are ended with the run. None by default. */
  readonly helpers?: readonly Worker[];
  /** Size in bytes beyond which an entry is left out; 256 MB by default. */
  readonly entryLimit?: number;
}

export interface HarRunResult {
  /** Entries that were read. */
  readonly entries: number;
  /** One sentence when the recording, or an entry of it, could not be read or judged; all others have been all the same. */
  readonly problem: string | undefined;
}

/** Below this size, in bytes, a recording is checked before another thread has started. */
const worthWorkers = 8 * 1024 * 1024;

/** As many entries that are not JSON, and no other, are no recording. */
const maxBroken = 1000;

/** Starts as many threads as pay for the size of the recording; none when it is not known. */
export async function startHelpers(file: string): Promise<readonly Worker[]> {
  return (await recordingSize(file)) >= worthWorkers ? startWorkers() : [];
}

/** Checks every entry of a recording; findings carry the entry's index. */
export async function runHar(options: HarRunOptions): Promise<HarRunResult> {
  const {
    recording,
    contracts,
    descriptions,
    serverBases,
    deliveries,
    hide = {},
    collector,
    onProgress,
    entryLimit = maxEntryBytes,
  } = options;
  const operations = listOperations(contracts);
  const wanted = options.wanted && placesOf(options.wanted, operations);
  let entries = 0;
  let leftOut = 0;
  let broken = 0;
  let firstBroken: BrokenEntry | undefined;

  function take(result: BatchResult): void {
    entries += result.entries;
    broken += result.broken.length;
    firstBroken ??= result.broken[0];
    leftOut += result.failed;
    for (const [place, times] of result.counts)
      collector.countExchange(place === undefined ? undefined : operations[place], times);
    for (const [reason, times] of result.skipped) collector.skipEntry(reason, times);
    collector.add(result.findings);
    collector.addProblems(result.problems);
    for (const { place, kind, name } of result.sightings) collector.see(operations[place]!, kind, name);
  }

  const pool = createPool({
    checkHere: createBatchChecker({ contracts, wanted, deliveries }),
    onResult: take,
    settings: () => ({
      descriptions: descriptions.map((one) => JSON.stringify(one)),
      serverBases,
      hide,
      wanted,
      deliveries,
    }),
    workers: options.helpers ?? [],
  });
  const batcher = createBatcher(pool.take);

  function takeEntry(entry: Buffer | undefined): void {
    if (entry) return batcher.add(entry);
    batcher.leaveOut();
    leftOut += 1;
    collector.skipEntry(`they are larger than ${entryLimit / 1024 / 1024} MB`);
  }

  /** Reads to the end, or as far as it goes; why not further. */
  async function read(): Promise<string | undefined> {
    // What is no recording at all is not read to its end.
    const isEnough = (): boolean => entries === 0 && broken >= maxBroken;
    try {
      const reading = { isEnough, maxEntryBytes: entryLimit, onProgress };
      const { whole, hasMore } = await readRecording(recording, takeEntry, reading);
      if (!whole) return `The recording ${recording.name} is cut off.`;
      return hasMore
        ? `The recording ${recording.name} holds something beside its entries, which was not read.`
        : undefined;
    } catch (error) {
      if (error instanceof InvalidRecordingError) return error.message;
      throw error;
    }
  }

  try {
    const end = await read();
    batcher.flush();
    await pool.finish();
    if (firstBroken) return { entries, problem: sayBroken(firstBroken, recording.name, broken, entries) };
    if (end !== undefined) return { entries, problem: withCount(end, entries) };
    if (leftOut > 0)
      return {
        entries,
        problem: `${entriesWere(leftOut)} left out, so that not all of ${recording.name} was checked.`,
      };
    return { entries, problem: entries === 0 ? `The recording ${recording.name} holds no entries.` : undefined };
  } finally {
    await pool.close();
  }
}

function placesOf(wanted: ReadonlySet<ContractOperation>, operations: readonly ContractOperation[]): Set<number> {
  return new Set(operations.flatMap((operation, place) => (wanted.has(operation) ? [place] : [])));
}

function sayBroken({ index, why }: BrokenEntry, name: string, broken: number, entries: number): string {
  const others = broken > 1 ? ` So ${broken === 2 ? 'is 1 other' : `are ${grouped(broken - 1)} others`}.` : '';
  const read = entries === 0 ? 'No entry was read.' : `${entriesWere(entries)} read.`;
  return `Entry ${index} of the recording ${name} is not valid JSON: ${why}.${others} ${read}`;
}

function withCount(sentence: string, entries: number): string {
  if (entries === 0) return `${sentence} No entry was read before that.`;
  return `${sentence} ${entriesWere(entries, ' before that')} read.`;
}

function entriesWere(count: number, where = ''): string {
  return count === 1 ? `1 entry${where} was` : `${grouped(count)} entries${where} were`;
}
