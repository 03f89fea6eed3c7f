/** Reads a recording (HAR 1.2, or NDJSON of HAR entries) entry by entry; memory does not grow with the file. */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGuessingSplitter } from './guess-entries.ts';
import { createHarSplitter } from './split-har.ts';
import { createLineSplitter } from './split-lines.ts';
import { InvalidRecordingError, type EntrySplitter, type RecordingEnd } from './splitter.ts';

export interface ReadOptions {
  /** Cut a HAR file by guess, which is faster: what looks like an entry is one only if it is valid JSON. */
  readonly guess?: boolean;
  /** Asked now and then; the reading ends when it says so. */
  readonly isEnough?: () => boolean;
  /** Called with how many bytes of how many have been read. */
  readonly onProgress?: (read: number, total: number) => void;
}

const chunkBytes = 512 * 1024;

/**
 * Calls `onEntry` with the JSON text of each entry, in order, as bytes that are valid during the call. A recording that was
 * cut off gives the entries before the cut and `whole: false`. Throws {@link InvalidRecordingError} when the file cannot be
 * read or is no recording at all.
 */
export async function readRecording(
  file: string,
  onEntry: (entry: Buffer) => void,
  options: ReadOptions = {},
): Promise<RecordingEnd> {
  const total = await recordingSize(file);
  let splitter: EntrySplitter | undefined;
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    const bytes = splitter ? chunk : withoutByteOrderMark(chunk);
    splitter ??= createSplitter(bytes, onEntry, options.guess);
    splitter.push(bytes);
    read += chunk.length;
    options.onProgress?.(read, total);
    if (options.isEnough?.()) break;
  }
  if (!splitter) throw new InvalidRecordingError(`The recording ${file} is empty.`);
  return splitter.end();
}

function createSplitter(start: Buffer, onEntry: (entry: Buffer) => void, guess = false): EntrySplitter {
  if (!looksLikeHar(start)) return createLineSplitter(onEntry);
  return guess ? createGuessingSplitter(onEntry) : createHarSplitter(onEntry);
}

/** Size in bytes; throws {@link InvalidRecordingError} when there is no such file. */
export async function recordingSize(file: string): Promise<number> {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) throw new InvalidRecordingError(`${file} is a folder; give one recording.`);
    return stats.size;
  } catch (error) {
    if (error instanceof InvalidRecordingError) throw error;
    throw new InvalidRecordingError(`The recording ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

/**
 * Whether the first bytes are those of a HAR file rather than of NDJSON: its root has the key "log", and a line of NDJSON
 * starts with the keys of an entry, which may hold any text but has "request" or "startedDateTime" at its own level.
 */
export function looksLikeHar(start: Buffer): boolean {
  const text = start.toString('utf8', 0, 64 * 1024).trimStart();
  const firstKey = /^\{\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (firstKey === 'log') return true;
  const log = text.search(/"log"\s*:\s*\{/);
  const entry = text.search(/"(?:request|response|startedDateTime)"\s*:/);
  return log !== -1 ? entry === -1 || log < entry : entry === -1;
}

function withoutByteOrderMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}
