/**
 * Cuts the entries of a HAR file where the bytes look like the border of two entries: several times faster than following every
 * string and bracket. A program writes all its entries alike, so what stands between the first two stands between all.
 *
 * A wrong cut cannot go unnoticed: a piece begins where an entry begins, so it is valid JSON only if it ends where that entry
 * ends. Whoever parses the pieces and finds one that is not reads the recording again with {@link createHarSplitter}.
 */

import { createHarSplitter } from './split-har.ts';
import type { EntrySplitter } from './splitter.ts';

/** Bytes without a border after which the exact splitter takes over, so that none are searched again and again. */
const longestGuess = 8 * 1024 * 1024;

/**
 * The brace that ends an entry, what stands between it and the next entry, and how that one begins: up to its first quote when
 * a line break makes that unmistakable, otherwise with its first key. No string holds these bytes: its quotes are escaped.
 */
interface Border {
  readonly bytes: Buffer;
  /** How many bytes stand between two entries. */
  readonly gap: number;
}

/**
 * At first all is read exactly, to learn the border and to get to one; so is what comes behind the last border, and
 * everything when there is none. Where the exact splitter cannot read on after a guess, the guess was wrong.
 */
type Mode = 'learning' | 'joining' | 'guessing' | 'exact' | 'failed';

/**
 * As {@link createHarSplitter}, but what `onEntry` gets is the text of an entry only if it is valid JSON. When `end` says
 * `guessed`, neither a piece that is not, nor that the recording is not whole, means anything before it was read exactly.
 */
export function createGuessingSplitter(onEntry: (bytes: Buffer) => void): EntrySplitter {
  let mode: Mode = 'learning';
  let guessed = false;
  let border: Border = { bytes: Buffer.alloc(0), gap: 0 };
  /** Begins where an entry begins. */
  let rest: Buffer = Buffer.alloc(0);
  let firstEntries: Buffer[] = [];

  const exact = createHarSplitter((bytes) => {
    if (mode === 'learning' && firstEntries.length < 2) firstEntries.push(bytes);
    onEntry(bytes);
  });

  function learn(chunk: Buffer): void {
    exact.push(chunk);
    const found = findBorder(chunk, firstEntries);
    if (found) border = found;
    mode = found ? 'joining' : 'exact';
    firstEntries = [];
  }

  /** Has the exact splitter finish the entry that it is in. */
  function join(chunk: Buffer): void {
    const at = chunk.indexOf(border.bytes);
    if (at === -1) return exact.push(chunk);
    exact.push(chunk.subarray(0, at + 1));
    mode = exact.isBetweenEntries() ? 'guessing' : 'exact';
    if (mode === 'guessing') cut(chunk.subarray(at + 1 + border.gap));
    else exact.push(chunk.subarray(at + 1));
  }

  function cut(bytes: Buffer): void {
    let from = 0;
    for (let at = bytes.indexOf(border.bytes); at !== -1; at = bytes.indexOf(border.bytes, from)) {
      guessed = true;
      onEntry(bytes.subarray(from, at + 1));
      from = at + 1 + border.gap;
    }
    // A copy, since a reader may use the chunk's memory again.
    rest = Buffer.from(bytes.subarray(from));
    if (rest.length > longestGuess) stopGuessing();
  }

  function stopGuessing(): void {
    mode = 'exact';
    readExactly(rest);
    rest = Buffer.alloc(0);
  }

  function readExactly(bytes: Buffer): void {
    try {
      exact.push(bytes);
    } catch (error) {
      if (!guessed) throw error;
      mode = 'failed';
    }
  }

  return {
    push(chunk) {
      if (mode === 'learning') learn(chunk);
      else if (mode === 'joining') join(chunk);
      else if (mode === 'guessing') cut(Buffer.concat([rest, chunk]));
      else if (mode === 'exact') readExactly(chunk);
    },
    end() {
      if (mode === 'guessing') stopGuessing();
      return mode === 'failed' ? { whole: false, guessed } : { ...exact.end(), guessed };
    },
  };
}

/** The border between the first two entries of a chunk; undefined when the chunk does not hold two, or they begin differently. */
function findBorder(chunk: Buffer, [first, second]: readonly Buffer[]): Border | undefined {
  if (!first || !second || first.buffer !== chunk.buffer || second.buffer !== chunk.buffer) return undefined;
  const end = first.byteOffset - chunk.byteOffset + first.length;
  const start = second.byteOffset - chunk.byteOffset;
  const between = chunk.toString('latin1', end, start);
  const opening = beginning(second, /[\r\n]/.test(between) ? /^\{\s*"/ : /^\{\s*"[^"\\]*"/);
  return opening ? { bytes: Buffer.from(`}${between}${opening}`, 'latin1'), gap: between.length } : undefined;
}

function beginning(entry: Buffer, pattern: RegExp): string | undefined {
  return pattern.exec(entry.toString('latin1', 0, 256))?.[0];
}
