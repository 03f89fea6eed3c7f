import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGuessingSplitter } from '../../../scripts/contract/har/guess-entries.ts';
import type { RecordingEnd } from '../../../scripts/contract/har/splitter.ts';

/** Splits `bytes`, handed over in pieces of `size` bytes. */
function split(bytes: Buffer, size: number): { texts: string[] } & RecordingEnd {
  const texts: string[] = [];
  const splitter = createGuessingSplitter((entry) => texts.push(entry.toString('utf8')));
  for (let at = 0; at < bytes.length; at += size) {
    // A reader may use the memory of a chunk again, so each piece is spoilt after it was read.
    const piece = Buffer.from(bytes.subarray(at, at + size));
    splitter.push(piece);
    piece.fill(0x7b);
  }
  return { texts, ...splitter.end() };
}

function parsed(texts: readonly string[]): unknown[] | 'not JSON' {
  try {
    return texts.map((text) => JSON.parse(text) as unknown);
  } catch {
    return 'not JSON';
  }
}

const entries = Array.from({ length: 40 }, (_, index) => ({
  startedDateTime: `2026-01-01T12:00:${index}`,
  request: { headers: [{ name: 'a', value: '},{"startedDateTime":"' }, { name: 'b' }], cookies: [] },
  response: { content: { text: JSON.stringify([{ startedDateTime: 1 }, { startedDateTime: 'Grüße 🛒 \\' }]) } },
}));
const har = (list: readonly object[], after: object = {}): object => ({
  log: { version: '1.2', entries: list, ...after },
});

describe('createGuessingSplitter', () => {
  it.each([
    ['compact', JSON.stringify(har(entries))],
    [
      'with a line for each entry',
      `{"log":{"entries":[\n${entries.map((one) => JSON.stringify(one)).join(',\n')}\n]}}`,
    ],
    ['indented', JSON.stringify(har(entries), null, 2)],
    ['with Windows line ends', JSON.stringify(har(entries), null, '\t').replaceAll('\n', '\r\n')],
    ['with spaces around commas', JSON.stringify(har(entries)).replaceAll('},{"started', '} , {"started')],
  ])('finds the entries of a file that is %s, wherever the chunks end', (_, text) => {
    const bytes = Buffer.from(text);
    const enough = bytes.indexOf('12:00:2"');
    for (let size = enough; size <= bytes.length; size += 97) {
      const { texts, whole, guessed } = split(bytes, size);
      expect({ entries: parsed(texts), whole }).toEqual({ entries, whole: true });
      if (size < bytes.length / 2) expect(guessed).toBe(true);
    }
  });

  it.each([
    ['pages behind the entries that begin like them', har(entries, { pages: [entries[0], entries[1]] })],
    ['a list inside an entry whose items begin like entries', har([...entries, { list: entries }, ...entries])],
    ['an entry that begins differently', har([...entries, { comment: 'x', ...entries[0] }, ...entries])],
    ['an entry that is none', har([...entries, [] as object, ...entries])],
  ])('cuts at the wrong place because of %s, and that shows', (_, document) => {
    const bytes = Buffer.from(JSON.stringify(document));
    const { texts, whole, guessed } = split(bytes, 1000);
    expect(guessed).toBe(true);
    expect(parsed(texts) === 'not JSON' || !whole).toBe(true);
  });

  it('gives the entries of any document, or it shows that it does not', () => {
    const key = fc.constantFrom('a', 'b', 'request');
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.array(fc.dictionary(key, fc.string(), { minKeys: 1 }), { maxLength: 3 }),
      fc.constantFrom('},{"a"', '"}', '\\', '},\n  {"a":'),
    );
    const documents = fc.record({
      list: fc.array(
        fc.tuple(value, fc.dictionary(key, value)).map(([a, more]) => ({ a, ...more })),
        { minLength: 10, maxLength: 30 },
      ),
      after: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.array(fc.dictionary(key, value))),
      chunks: fc.integer({ min: 2, max: 6 }),
      indent: fc.constantFrom(0, 1, '\t'),
    });
    let guesses = 0;
    fc.assert(
      fc.property(documents, ({ list, after, chunks, indent }) => {
        const bytes = Buffer.from(JSON.stringify(har(list, { after }), null, indent));
        const { texts, whole, guessed } = split(bytes, Math.ceil(bytes.length / chunks));
        if (guessed) guesses += 1;
        const found = parsed(texts);
        if (guessed && (found === 'not JSON' || !whole)) return;
        expect({ found, whole }).toEqual({ found: JSON.parse(JSON.stringify(list)) as unknown, whole: true });
      }),
      { numRuns: 300 },
    );
    expect(guesses).toBeGreaterThan(100);
  });

  it('says that a file is not whole when it ends anywhere before its last bracket', () => {
    const bytes = Buffer.from(JSON.stringify(har(entries)));
    for (let end = 2000; end < bytes.length; end += 11) {
      const { texts, whole } = split(bytes.subarray(0, end), 700);
      expect({ whole, found: parsed(texts) }).toEqual({ whole: false, found: entries.slice(0, texts.length) });
    }
  });
});
