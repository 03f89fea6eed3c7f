/**
 * Cuts the `log.entries` array of a HAR file, arriving in chunks, into the JSON texts of its entries.
 *
 * Why not a streaming JSON parser: on 100,000 entries (170 MB) stream-json takes 15 s and @streamparser/json 7 s to build the
 * objects in JavaScript, token by token; finding where an entry ends and handing its text to JSON.parse takes 2.3 s. A
 * HAR needs only that cut. So this scanner knows strings, escapes and brackets, nothing else; JSON.parse judges each entry,
 * and the tests compare it with stream-json on generated documents, cut at every byte.
 *
 * It works on bytes: all bytes of a multi-byte UTF-8 character are above 0x7f, so none is mistaken for a quote or a bracket,
 * and an entry is decoded only when it is whole, so a character on a chunk border stays whole too.
 */

import {
  createEntryParts,
  InvalidRecordingError,
  maxEntryBytes,
  type EntrySplitter,
  type TakeEntry,
} from './splitter.ts';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Bytes kept of a string outside the array: only "log" and "entries" are looked for. */
const longestKey = 64;

/** Where the scanner is: before and after the array, between two entries of it, inside one, or inside something that is none (`null`). */
type Place = 'outside' | 'entries' | 'entry' | 'scalar';

/**
 * Calls `onEntry` with the JSON text of each entry, in order; `end` throws {@link InvalidRecordingError} when there is no such
 * array.
 * @param limit size in bytes beyond which an entry is not read
 */
export function createHarSplitter(onEntry: TakeEntry, limit = maxEntryBytes): EntrySplitter {
  let place: Place = 'outside';
  let found = false;
  let foundHere = false;
  let hasMore = false;
  let inString = false;
  let escaped = false;

  // Outside the array: how deep, and the keys that lead here.
  let depth = 0;
  let opened = false;
  let insideLog = false;
  let text: number[] = [];
  let lastString = '';
  let rootKey = '';
  let logKey = '';

  // Inside an entry: how deep, and what of it arrived with earlier chunks.
  let entryDepth = 0;
  const parts = createEntryParts(limit);

  /** Reads on outside the array; returns where to go on: behind the chunk, or behind the array's opening bracket. */
  function scanOutside(chunk: Buffer, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i]!;
      if (inString) {
        if (!escaped && byte === quote) {
          inString = false;
          lastString = depth <= 2 ? readString(text) : '';
        } else if (depth <= 2 && text.length < longestKey) text.push(byte);
        escaped = !escaped && byte === backslash;
      } else if (byte === quote) {
        inString = true;
        text = [];
      } else if (byte === colon) {
        if (depth === 1) rootKey = lastString;
        else if (depth === 2) logKey = lastString;
      } else if (byte === openBrace) {
        depth += 1;
        opened = true;
        if (depth === 2) insideLog = rootKey === 'log';
      } else if (byte === openBracket) {
        if (depth === 2 && insideLog && logKey === 'entries') {
          place = 'entries';
          found = true;
          foundHere = true;
          return i + 1;
        }
        depth += 1;
        if (depth === 2) insideLog = false;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (depth === 0) endDocument();
      }
      if (depth === 0 && isStray(byte)) hasMore = true;
    }
    return chunk.length;
  }

  /** Several HAR files may stand one behind the other, and nothing else. */
  function endDocument(): void {
    hasMore ||= !foundHere;
    foundHere = false;
  }

  /** Reads on between two entries; returns where the next one starts, or behind the array. What is no object is handed over too. */
  function scanBetween(chunk: Buffer, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i]!;
      if (byte === closeBracket) {
        place = 'outside';
        return i + 1;
      }
      if (byte !== comma && byte > 0x20) {
        place = byte === openBrace || byte === openBracket ? 'entry' : 'scalar';
        entryDepth = 0;
        return i;
      }
    }
    return chunk.length;
  }

  /** Reads on inside a string, a number or a word, up to the comma or bracket behind it. */
  function scanScalar(chunk: Buffer, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i]!;
      if (inString) {
        inString = escaped || byte !== quote;
        escaped = !escaped && byte === backslash;
      } else if (byte === quote) inString = true;
      else if (byte === comma || byte === closeBracket) {
        finishEntry(chunk, from, i);
        return i;
      }
    }
    parts.add(chunk.subarray(from));
    return chunk.length;
  }

  /** Reads on inside an entry; hands it over when its last brace is there. All state is local: every byte comes by here. */
  function scanEntry(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let level = entryDepth;
    let inside = inString;
    let i = escaped ? from + 1 : from;
    while (i < end) {
      if (inside) {
        let byte = 0;
        while (i < end && (byte = chunk[i]!) !== quote && byte !== backslash) i += 1;
        if (i === end) break;
        if (byte === backslash) {
          i += 2;
          continue;
        }
        inside = false;
        i += 1;
        continue;
      }
      const byte = chunk[i]!;
      i += 1;
      // Most bytes outside strings are none of these: quotes are below the letters, brackets above them.
      if (byte === quote) inside = true;
      else if (byte < openBracket) continue;
      else if (byte === openBrace || byte === openBracket) level += 1;
      else if (byte === closeBrace || byte === closeBracket) {
        level -= 1;
        if (level === 0) {
          inString = false;
          escaped = false;
          finishEntry(chunk, from, i);
          return i;
        }
      }
    }
    inString = inside;
    // A backslash was the last byte: what it escapes comes with the next chunk.
    escaped = i > end;
    entryDepth = level;
    parts.add(chunk.subarray(from));
    return end;
  }

  function finishEntry(chunk: Buffer, from: number, to: number): void {
    place = 'entries';
    onEntry(parts.finish(chunk.subarray(from, to)));
  }

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (place === 'entry') at = scanEntry(chunk, at);
        else if (place === 'scalar') at = scanScalar(chunk, at);
        else if (place === 'entries') at = scanBetween(chunk, at);
        else at = scanOutside(chunk, at);
      }
    },
    end() {
      if (!found && !(opened && depth > 0))
        throw new InvalidRecordingError(
          'The recording is neither a HAR file (there is no log.entries in it) nor NDJSON.',
        );
      return { whole: place === 'outside' && depth === 0, ...(hasMore && { hasMore }) };
    },
  };
}

/** What stands for itself in front of, between or behind the files; bytes of a byte order mark do not. */
function isStray(byte: number): boolean {
  return byte > 0x20 && byte < 0x80 && byte !== closeBrace && byte !== closeBracket;
}

/** The value of a JSON string from the bytes between its quotes; a broken escape gives the bytes as they are. */
function readString(bytes: number[]): string {
  const raw = Buffer.from(bytes).toString('utf8');
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
