import fc from 'fast-check';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createHarSplitter } from '../../../scripts/contract/har/split-har.ts';
import { InvalidRecordingError } from '../../../scripts/contract/har/splitter.ts';

/** Splits `bytes`, handed over in pieces of `size` bytes. */
function split(bytes: Buffer, size = bytes.length): { entries: unknown[]; whole: boolean } {
  const entries: unknown[] = [];
  const splitter = createHarSplitter((entry) => entries.push(JSON.parse(entry!.toString('utf8'))));
  for (let at = 0; at < bytes.length; at += size) {
    // A reader may use the memory of a chunk again, so each piece is spoilt after it was read.
    const piece = Buffer.from(bytes.subarray(at, at + size));
    splitter.push(piece);
    piece.fill(0x7b);
  }
  return { entries, whole: splitter.end().whole };
}

/** What a streaming JSON parser makes of the same bytes. */
async function splitWithParser(bytes: Buffer): Promise<unknown[]> {
  const pipeline = chain([Readable.from([bytes]), parser(), pick({ filter: 'log.entries' }), streamArray()]);
  const entries: unknown[] = [];
  for await (const item of pipeline as AsyncIterable<{ value: unknown }>) entries.push(item.value);
  return entries;
}

const har = (entries: unknown[], around: object = {}): object => ({ log: { version: '1.2', ...around, entries } });

const awkward = [
  { text: 'braces } ] { [ in a string' },
  { text: 'quotes " and backslashes \\ and \\" both, and one at the end \\' },
  { text: '{"entries":[{"log":1}]}' },
  { text: 'Grüße, 日本語, 🛒, \u2028 and \u0000' },
  { 'key with } and " in it': { deep: [[[{ deeper: ['}', ']'] }]]] } },
  {},
  { nothing: null, yes: true, no: false, number: -1.5e-7, empty: '', list: [], object: {} },
];

describe('createHarSplitter', () => {
  it.each([
    ['compact', JSON.stringify(har(awkward))],
    ['indented', JSON.stringify(har(awkward), null, 2)],
    ['with Windows line ends', JSON.stringify(har(awkward), null, '\t').replaceAll('\n', '\r\n')],
    [
      'with spaces around colons',
      JSON.stringify(har(awkward)).replace('"log":', '"log" \n : ').replace('"entries":', '"entries" : '),
    ],
    [
      'with an escaped key',
      JSON.stringify(har(awkward)).replace('"log"', '"\\u006cog"').replace('"entries":', '"entrie\\u0073":'),
    ],
    [
      'with characters escaped',
      JSON.stringify(har(awkward)).replace(
        /[\u0080-\uffff]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ],
  ])('finds the entries of a file that is %s, wherever the chunks end', (_, text) => {
    const bytes = Buffer.from(text);
    for (let size = 1; size <= 64; size += 1) expect(split(bytes, size)).toEqual({ entries: awkward, whole: true });
    expect(split(bytes)).toEqual({ entries: awkward, whole: true });
  });

  it('cuts at every byte alike', () => {
    const bytes = Buffer.from(JSON.stringify(har(awkward)));
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const entries: unknown[] = [];
      const splitter = createHarSplitter((entry) => entries.push(JSON.parse(entry!.toString('utf8'))));
      splitter.push(bytes.subarray(0, cut));
      splitter.push(bytes.subarray(cut));
      expect(splitter.end()).toEqual({ whole: true });
      expect(entries).toEqual(awkward);
    }
  });

  it('looks for log.entries only, not for other lists of that name', () => {
    const document = {
      entries: [{ wrong: 1 }],
      comment: '"log":{"entries":[{}]}',
      other: { entries: [{ wrong: 2 }], log: { entries: [{ wrong: 3 }] } },
      list: [{ entries: [{ wrong: 4 }] }],
      log: {
        pages: [{ entries: [{ wrong: 5 }] }],
        creator: { entries: [{ wrong: 6 }] },
        entries: [{ right: 1 }],
        comment: 'x',
      },
      late: { entries: [{ wrong: 7 }] },
    };
    expect(split(Buffer.from(JSON.stringify(document)), 7)).toEqual({ entries: [{ right: 1 }], whole: true });
  });

  it('agrees with a streaming JSON parser on any document', async () => {
    const documents = fc.record({
      before: fc.dictionary(fc.string(), fc.jsonValue()),
      entries: fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue())),
      after: fc.jsonValue(),
      size: fc.integer({ min: 1, max: 97 }),
      indent: fc.constantFrom(0, 1, '\t'),
    });
    await fc.assert(
      fc.asyncProperty(documents, async ({ before, entries, after, size, indent }) => {
        const { log: _log, ...rest } = before;
        const document = { ...rest, log: { before, entries, after } };
        const bytes = Buffer.from(JSON.stringify(document, null, indent));
        const result = split(bytes, size);
        expect(result.whole).toBe(true);
        expect(result.entries).toEqual(await splitWithParser(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('says that a file is not whole when it ends anywhere before its last bracket', () => {
    const bytes = Buffer.from(JSON.stringify(har(awkward)));
    const start = bytes.indexOf('[') + 1;
    for (let end = start; end < bytes.length; end += 1) {
      const { entries, whole } = split(bytes.subarray(0, end), 16);
      expect(whole).toBe(false);
      expect(entries).toEqual(awkward.slice(0, entries.length));
    }
  });

  it.each([
    '',
    'hello',
    '{}',
    '{"log":{}}',
    '{"log":{"entries":{}}}',
    '[]',
    '"log"',
    '{"log":[{"entries":[{}]}]}',
    '<html>{}</html>',
  ])('refuses %j, which has no entries', (text) => {
    expect(() => split(Buffer.from(text))).toThrow(InvalidRecordingError);
  });

  it('hands over what is no object as well, wherever the chunks end', () => {
    const entries = [{}, null, 'a ] , " \\', [{ a: [] }], 12.5, true, {}];
    const bytes = Buffer.from(JSON.stringify(har(entries), null, 1));
    for (let size = 1; size <= 32; size += 1) expect(split(bytes, size)).toEqual({ entries, whole: true });
  });

  it('leaves out an entry that is too large, and goes on behind it', () => {
    const sizes: (number | undefined)[] = [];
    const splitter = createHarSplitter((entry) => sizes.push(entry?.length), 100);
    const bytes = Buffer.from(
      JSON.stringify(har([{ a: 'x'.repeat(90) }, { b: 'x'.repeat(5000) }, 'y'.repeat(200), {}])),
    );
    for (let at = 0; at < bytes.length; at += 64) splitter.push(bytes.subarray(at, at + 64));
    expect({ sizes, ...splitter.end() }).toEqual({ sizes: [98, undefined, undefined, 2], whole: true });
  });
});
