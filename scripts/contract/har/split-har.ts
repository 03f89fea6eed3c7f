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

import { EntryTooLargeError, InvalidRecordingError, maxEntryBytes, type EntrySplitter } from './splitter.ts';

export interface HarSplitter extends EntrySplitter {
  /** Whether the last byte was that of a whole entry, or stands between two. */
  isBetweenEntries(): boolean;
}

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

/** Where the scanner is: before and after the array, between two entries of it, or inside one. */
type Place = 'outside' | 'entries' | 'entry';

/**
 * Calls `onEntry` with the JSON text of each entry, in order, as bytes that are valid during the call; throws
 * {@link InvalidRecordingError} when there is no such array.
 */
export function createHarSplitter(onEntry: (bytes: Buffer) => void): HarSplitter {
  let place: Place = 'outside';
  let found = false;
  let inString = false;
  let escaped = false;
  let count = 0;

  // Outside the array: how deep, and the keys that lead here.
  let depth = 0;
  let opened = false;
  let insideLog = false;
  let text: number[] = [];
  let lastString = '';
  let rootKey = '';
  let logKey = '';

  // Inside an entry: how deep, and the parts of it that arrived with earlier chunks.
  let entryDepth = 0;
  let parts: Buffer[] = [];
  let partBytes = 0;

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
          return i + 1;
        }
        depth += 1;
        if (depth === 2) insideLog = false;
      } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    }
    return chunk.length;
  }

  /** Reads on between two entries; returns where the next one starts, or behind the array. */
  function scanBetween(chunk: Buffer, from: number): number {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i]!;
      if (byte === openBrace) {
        place = 'entry';
        entryDepth = 0;
        return i;
      }
      if (byte === closeBracket) {
        place = 'outside';
        return i + 1;
      }
      if (byte !== comma && byte > 0x20)
        throw new InvalidRecordingError(`Entry ${count} of the recording is not an object.`);
    }
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
    partBytes += end - from;
    if (partBytes > maxEntryBytes) throw new EntryTooLargeError(count);
    // A copy, since a reader may use the chunk's memory again.
    parts.push(Buffer.from(chunk.subarray(from)));
    return end;
  }

  function finishEntry(chunk: Buffer, from: number, to: number): void {
    const end = chunk.subarray(from, to);
    const entry = parts.length > 0 ? Buffer.concat([...parts, end]) : end;
    parts = [];
    partBytes = 0;
    place = 'entries';
    count += 1;
    onEntry(entry);
  }

  return {
    isBetweenEntries: () => place === 'entries',
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (place === 'entry') at = scanEntry(chunk, at);
        else if (place === 'entries') at = scanBetween(chunk, at);
        else at = scanOutside(chunk, at);
      }
    },
    end() {
      if (!found && !(opened && depth > 0))
        throw new InvalidRecordingError(
          'The recording is neither a HAR file (there is no log.entries in it) nor NDJSON.',
        );
      return { whole: place === 'outside' && depth === 0 };
    },
  };
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
