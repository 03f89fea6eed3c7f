/** What the two splitters (HAR, NDJSON) have in common. */

export interface EntrySplitter {
  /** The next bytes of the recording. */
  push(chunk: Buffer): void;
  end(): RecordingEnd;
}

/** Takes the JSON text of one entry, as bytes that are valid during the call; undefined for an entry that is too large to be read. */
export type TakeEntry = (bytes: Buffer | undefined) => void;

/** What a splitter knows when no more bytes come. */
export interface RecordingEnd {
  /** False when the recording ends in the middle of an entry or before its closing brackets. */
  readonly whole: boolean;
  /** Whether something that was not read stands before or behind what holds the entries. */
  readonly hasMore?: boolean;
}

/** A recording that is not what it should be; the message is a sentence for the person who gave it. */
export class InvalidRecordingError extends Error {
  override name = 'InvalidRecordingError';
}

/** The largest entry that is read, in bytes: a longer one cannot be a JavaScript string, or is a recording gone wrong. */
export const maxEntryBytes = 256 * 1024 * 1024;

/** The bytes of an entry as they arrive; beyond the limit they are counted, but not kept. */
export interface EntryParts {
  add(chunk: Buffer): void;
  /** The whole entry, which ends with `last`; undefined when it is too large. The next entry begins. */
  finish(last: Buffer): Buffer | undefined;
}

export function createEntryParts(limit: number): EntryParts {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    add(chunk) {
      size += chunk.length;
      // A copy, since a reader may use the chunk's memory again.
      if (size <= limit) parts.push(Buffer.from(chunk));
      else parts = [];
    },
    finish(last) {
      const tooLarge = size + last.length > limit;
      const entry = parts.length > 0 ? Buffer.concat([...parts, last]) : last;
      parts = [];
      size = 0;
      return tooLarge ? undefined : entry;
    },
  };
}
