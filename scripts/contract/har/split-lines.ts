/** Cuts NDJSON (one HAR entry per line), arriving in chunks, into its lines. */

import { createEntryParts, maxEntryBytes, type EntrySplitter, type TakeEntry } from './splitter.ts';

const newline = 0x0a;

/**
 * Calls `onEntry` with each line that is not blank. A last line without a newline counts when it is whole JSON.
 * @param limit size in bytes beyond which a line is not read
 */
export function createLineSplitter(onEntry: TakeEntry, limit = maxEntryBytes): EntrySplitter {
  const parts = createEntryParts(limit);

  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        const line = parts.finish(chunk.subarray(from, at));
        from = at + 1;
        if (line === undefined || !isBlank(line)) onEntry(line);
      }
      if (from < chunk.length) parts.add(chunk.subarray(from));
    },
    end() {
      const line = parts.finish(Buffer.alloc(0));
      if (line === undefined || isBlank(line)) return { whole: line !== undefined };
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
