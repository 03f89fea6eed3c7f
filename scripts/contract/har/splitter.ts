/** What the two splitters (HAR, NDJSON) have in common. */

export interface EntrySplitter {
  /** The next bytes of the recording. */
  push(chunk: Buffer): void;
  end(): RecordingEnd;
}

/** What a splitter knows when no more bytes come. */
export interface RecordingEnd {
  /** False when the recording ends in the middle of an entry or before its closing brackets. */
  readonly whole: boolean;
  /** True when entries were cut by guess, so that a piece that is not valid JSON may have been cut at the wrong place. */
  readonly guessed?: boolean;
}

/** A recording that is not what it should be; the message is a sentence for the person who gave it. */
export class InvalidRecordingError extends Error {
  override name = 'InvalidRecordingError';
}

/** The largest entry that is read, in bytes: a longer one cannot be a JavaScript string, or is a recording gone wrong. */
export const maxEntryBytes = 256 * 1024 * 1024;

export class EntryTooLargeError extends InvalidRecordingError {
  constructor(index: number) {
    super(`Entry ${index} of the recording is larger than ${maxEntryBytes / 1024 / 1024} MB.`);
  }
}
