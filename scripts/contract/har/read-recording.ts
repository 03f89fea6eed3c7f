/** Reads a recording (HAR 1.2, or NDJSON of HAR entries) entry by entry, once; memory does not grow with its length. */

import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createHarSplitter } from './split-har.ts';
import { createLineSplitter } from './split-lines.ts';
import { InvalidRecordingError, type EntrySplitter, type RecordingEnd, type TakeEntry } from './splitter.ts';

/** A recording that is open for reading: a file, a pipe, or standard input. */
export interface Recording {
  /** What messages call it. */
  readonly name: string;
  readonly stream: Readable;
  /** Size in bytes; 0 when only its end will tell. */
  readonly size: number;
}

export interface ReadOptions {
  /** Asked now and then; the reading ends when it says so. */
  readonly isEnough?: () => boolean;
  /** Called with how many bytes of how many have been read. */
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
  /** Size in bytes beyond which an entry is not read. */
  readonly maxEntryBytes?: number;
}

const chunkBytes = 512 * 1024;

/** How much of a recording is looked at to tell what it is. */
const startBytes = 64 * 1024;

/** Other names of standard input. They are not opened: where it is a socket, the system refuses that. */
const standardInput: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/**
 * Opens a recording, once: a pipe gives its bytes a single time. Throws {@link InvalidRecordingError} when that is not possible.
 * @param file path, or `-` for standard input
 */
export async function openRecording(file: string, stdin: () => Readable): Promise<Recording> {
  if (standardInput.has(file)) return { name: 'on standard input', stream: stdin(), size: 0 };
  try {
    const handle = await open(file);
    const stats = await handle.stat();
    if (stats.isDirectory()) {
      await handle.close();
      throw new InvalidRecordingError(`${file} is a folder; give one recording.`);
    }
    return { name: file, stream: handle.createReadStream({ highWaterMark: chunkBytes }), size: stats.size };
  } catch (error) {
    throw error instanceof InvalidRecordingError ? error : unreadable(file, error);
  }
}

/** Size in bytes; 0 when it is not known before the recording is read. */
export async function recordingSize(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/**
 * Calls `onEntry` with the JSON text of each entry, in order. A recording that was cut off gives the entries before the cut and
 * `whole: false`. Throws {@link InvalidRecordingError} when it cannot be read or is no recording at all.
 */
export async function readRecording(
  { name, stream, size }: Recording,
  onEntry: TakeEntry,
  { isEnough, onProgress, maxEntryBytes }: ReadOptions = {},
): Promise<RecordingEnd> {
  let splitter: EntrySplitter | undefined;
  let read = 0;
  for await (const chunk of bytesOf(name, stream)) {
    splitter ??= looksLikeHar(chunk)
      ? createHarSplitter(onEntry, maxEntryBytes)
      : createLineSplitter(onEntry, maxEntryBytes);
    splitter.push(chunk);
    read += chunk.length;
    onProgress?.(read, Math.max(size, read));
    if (isEnough?.()) break;
  }
  if (!splitter) throw new InvalidRecordingError(`The recording ${name} is empty.`);
  return splitter.end();
}

/** The chunks of a recording as UTF-8 without a byte order mark; Windows tools also write UTF-16. */
async function* bytesOf(name: string, stream: Readable): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  try {
    for await (const chunk of withLongStart(stream)) {
      if (first) decoder = utf16Decoder(chunk);
      const bytes = decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
      const begun = first ? withoutByteOrderMark(bytes) : bytes;
      first = false;
      if (begun.length > 0) yield begun;
    }
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** The chunks of a stream, of which the first is long enough to tell what it is: a pipe may hand over single bytes. */
async function* withLongStart(stream: Readable): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (!start) yield chunk;
    else if ((start = Buffer.concat([start, chunk])).length >= startBytes) {
      yield start;
      start = undefined;
    }
  }
  if (start && start.length > 0) yield start;
}

function utf16Decoder([first, second]: Buffer): TextDecoder | undefined {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be') : undefined;
}

function unreadable(name: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : new InvalidRecordingError(`The recording ${name} cannot be read: ${code}.`);
}

/**
 * Whether the first bytes are those of a HAR file rather than of NDJSON: its root has the key "log", and a line of NDJSON
 * starts with the keys of an entry, which may hold any text but has "request" or "startedDateTime" at its own level.
 */
export function looksLikeHar(start: Buffer): boolean {
  const text = start.toString('utf8', 0, startBytes).trimStart();
  const firstKey = /^\{\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (firstKey === 'log') return true;
  const log = text.search(/"log"\s*:\s*\{/);
  const entry = text.search(/"(?:request|response|startedDateTime)"\s*:/);
  return log !== -1 ? entry === -1 || log < entry : entry === -1;
}

function withoutByteOrderMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}
