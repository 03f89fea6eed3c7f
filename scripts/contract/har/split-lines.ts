/** Cuts NDJSON (one HAR entry per line), arriving in chunks, into its lines. */

import { EntryTooLargeError, maxEntryBytes, type EntrySplitter } from './splitter.ts';

const newline = 0x0a;

/**
 * Calls `onEntry` with each line that is not blank, as bytes that are valid during the call. A last line without a newline
 * counts when it is whole JSON.
 */
export function createLineSplitter(onEntry: (bytes: Buffer) => void): EntrySplitter {
  let parts: Buffer[] = [];
  let partBytes = 0;
  let count = 0;

  function finish(last: Buffer): Buffer {
    const line = parts.length > 0 ? Buffer.concat([...parts, last]) : last;
    parts = [];
    partBytes = 0;
    return line;
  }

  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        const line = finish(chunk.subarray(from, at));
        from = at + 1;
        if (isBlank(line)) continue;
        count += 1;
        onEntry(line);
      }
      if (from === chunk.length) return;
      partBytes += chunk.length - from;
      if (partBytes > maxEntryBytes) throw new EntryTooLargeError(count);
      // A copy, since a reader may use the chunk's memory again.
      parts.push(Buffer.from(chunk.subarray(from)));
    },
    end() {
      const line = finish(Buffer.alloc(0));
      if (isBlank(line)) return { whole: true };
      try {
        JSON.parse(line.toString('utf8'));
      } catch {
        return { whole: false };
      }
      onEntry(line);
      return { whole: true };
    },
  };
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte <= 0x20);
}
