/** What the two splitters (HAR, NDJSON) have in common. */

export interface EntrySplitter {
  /** The next bytes of the recording. */
  push(chunk: Buffer): void;
  /** No more bytes come. `whole` is false when the recording ends in the middle. */
  end(): { readonly whole: boolean };
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
