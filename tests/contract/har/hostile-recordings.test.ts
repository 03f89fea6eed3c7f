import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { shopFile } from '../fixtures/shop.ts';
import { runInProcess } from '../live/in-process.ts';
import type { CommandEnd } from '../live/run-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-hostile-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const profile = 'https://shop.example/api/v3/1003/profile';
const escape = '\u001b[31m\u001b]0;owned\u0007\u009b2J\r\n\u2028\u202e';
const secret = 'secret_Tok3nInTheRecording';

interface Parts {
  readonly request?: unknown;
  readonly response?: unknown;
  readonly [name: string]: unknown;
}

const asked = { method: 'GET', url: profile, headers: [] };
const answered = (text: unknown, more: object = {}): object => ({
  status: 200,
  headers: [],
  content: { mimeType: 'application/json', text, ...more },
});

/** An entry that keeps the contract, with some of its parts replaced. */
const entry = (parts: Parts = {}): string =>
  JSON.stringify({ request: asked, response: answered('{"name":"Shop"}'), ...parts });
const request = (more: object): string => entry({ request: { ...asked, ...more } });
const response = (more: object): string => entry({ response: { ...answered('{"name":"Shop"}'), ...more } });
const body = (text: unknown, more: object = {}): string => entry({ response: answered(text, more) });
const header = (name: unknown, value: unknown): object => ({ headers: [{ name, value }] });

/** An entry that breaks the contract: it stands before and behind what is hostile, and has to be found in both places. */
const wrong = entry({ response: answered('{"name":1}') });
const har = (...entries: string[]): string => `{"log":{"version":"1.2","entries":[${entries.join(',')}]}}`;
const amid = (hostile: string): string => har(wrong, hostile, wrong);

/** Each between two entries that break the contract, with what the report says of it; of those without, nothing. */
const entries: readonly (readonly [name: string, hostile: string, said?: RegExp, found?: number])[] = [
  // What is no entry.
  ['null', 'null', /1 entry was left out: they have no request/],
  ['true', 'true', /they have no request/],
  ['a number', '1e400', /they have no request/],
  ['a text with brackets', '"]}{[\\"]"', /they have no request/],
  ['an empty list', '[]', /they have no request/],
  ['a list of 50,000 levels', '['.repeat(50_000) + ']'.repeat(50_000), /they have no request/],
  ['an object of 50,000 levels', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000), /they have no request/],
  ['an empty object', '{}', /they have no request/],
  ['a HAR in a HAR', har(wrong), /they have no request/],
  // Wrong types, level by level.
  ['request: null', entry({ request: null }), /they have no request/],
  ['request: a list', entry({ request: [asked] }), /they have no request/],
  ['request: a text', entry({ request: 'GET /' }), /they have no request/],
  ['a method that is a number', request({ method: 7 }), /they have no request/],
  ['an address that is an object', request({ url: {} }), /they have no request/],
  ['response: null', entry({ response: null }), /they were never answered/],
  ['response: a list', entry({ response: [] }), /they were never answered/],
  ['no response', JSON.stringify({ request: asked }), /they were never answered/],
  ['headers: an object', response({ headers: { a: 'b' } })],
  [
    'headers: null, numbers, lists',
    response({ headers: [null, 1, [], { name: 1, value: 2 }, { name: 'a' }, { value: 'b' }] }),
  ],
  ['content: null', response({ content: null })],
  ['content: a list', response({ content: [1] })],
  ['content.text: a number', body(1)],
  ['content.text: an object', body({ name: 1 })],
  ['mimeType: a number', body('{"name":"Shop"}', { mimeType: 7 }), /a body, but no content type/],
  ['encoding: an object', body('{"name":"Shop"}', { encoding: {} })],
  ['postData: a text', request({ postData: 'a' })],
  ['postData.params: an object', request({ postData: { mimeType: 'a/b', params: {} } })],
  ['queryString: an object', request({ queryString: { a: 1 } })],
  ['queryString: null, numbers, lists', request({ queryString: [null, 1, [], { name: 1 }] })],
  ['cookies: null, numbers, lists', request({ cookies: [null, 1, [], { name: 'a', value: {} }] })],
  [
    'a comment, sizes and times of any type',
    entry({ time: 'x', startedDateTime: 7, timings: [], _error: {}, serverIPAddress: {} }),
  ],
  // Statuses.
  ['status 0', response({ status: 0 }), /they were never answered/],
  ['status 0 with a hostile reason', response({ status: 0, _error: escape }), /they were never answered/],
  ['status -1', response({ status: -1 }), /they were never answered/],
  ['status 200.5', response({ status: 200.5 }), /they were never answered/],
  ['status 1e400', response({ status: 0 }).replace('"status":0', '"status":1e400'), /they were never answered/],
  ['status "abc"', response({ status: 'abc' }), /they were never answered/],
  ['status {}', response({ status: {} }), /they were never answered/],
  ['status "200"', response({ status: '200' })],
  ['status 999', response({ status: 999 }), /additive {2}999 {2}/],
  ['status 1e21', response({ status: 1e21 }), /additive {2}1e\+21 {2}/],
  ['status 101, an upgrade', response({ status: 101, ...header('Upgrade', 'websocket') }), /additive {2}101 {2}/],
  // Methods and addresses.
  ['no method', request({ method: '' }), /The description has no {1,2}for this path/],
  ['a method with escape sequences', request({ method: `GET${escape}` }), /for this path/],
  ['a method of 100,000 letters', request({ method: 'G'.repeat(100_000) }), /The description has no G/],
  ['the method __proto__', request({ method: '__proto__' }), /for this path/],
  ['CONNECT', request({ method: 'CONNECT', url: 'https://shop.example:443' }), /they open tunnels/],
  ['an empty address', request({ url: '' }), /they are not requests over HTTP/],
  ['//', request({ url: '//' }), /they are not requests over HTTP/],
  ['http://[', request({ url: 'http://[' }), /they went to an address that is no URL/],
  ['http://%', request({ url: 'http://%' }), /they went to/],
  ['a port beyond all', request({ url: 'https://shop.example:99999/' }), /they went to/],
  ['data:', request({ url: 'data:text/html,<script>' }), /they are not requests over HTTP/],
  ['file:', request({ url: 'file:///etc/passwd' }), /they are not requests over HTTP/],
  ['wss:', request({ url: 'wss://shop.example/api/v3/1003/profile' }), /they are WebSocket connections/],
  ['a password in the address', request({ url: profile.replace('//', `//me:${secret}@`) })],
  ['a host with escape sequences', request({ url: `https://${escape}.example/` }), /they went to/],
  ['a path with escape sequences', request({ url: `${profile}/${escape}` }), /is not in the description/],
  ['a path of %, %ff and %00', request({ url: `${profile}/%/%ff/%00` }), /is not in the description/],
  [
    'a path that climbs',
    request({ url: `${profile}/../../../../etc/passwd` }),
    /is not in the description|they went to/,
  ],
  ['10 MB of path', request({ url: `${profile}/${'a/'.repeat(5_000_000)}` }), /The path \/api\/v3\/1003\/profile\/a/],
  ['2 MB of query', request({ url: `${profile}?${'a=1&'.repeat(500_000)}` }), /"a" is not in the description/],
  ['a query with a token', request({ url: `${profile}?token=${secret}` }), /"token" is not in the description/],
  ['a fragment with a token', request({ url: `${profile}#token=${secret}` })],
  // Headers.
  ['a header with escape sequences', response(header(`X${escape}`, escape))],
  [
    'the headers __proto__ and constructor',
    response({
      headers: [header('__proto__', 'a'), header('constructor', 'b')].flatMap(
        (one) => (one as { headers: object[] }).headers,
      ),
    }),
  ],
  [
    'two content types, in other cases',
    response({
      headers: [
        { name: 'CONTENT-TYPE', value: 'text/html' },
        { name: 'content-type', value: 'application/json' },
      ],
    }),
    /content type is text\/html/,
  ],
  ['a content type that is none', response(header('Content-Type', ';;=,\u0000')), /content type is/],
  [
    '100,000 headers',
    response({ headers: Array.from({ length: 100_000 }, (_, at) => ({ name: `x-${at}`, value: 'a' })) }),
  ],
  ['a length that lies', response({ ...header('Content-Length', '99999'), bodySize: -5 })],
  [
    'a length that is none',
    response({ ...header('Content-Length', '-1e400'), content: { mimeType: 'application/json' } }),
  ],
  // Bodies.
  ['a body of 1,500 levels', body(`{"name":${'['.repeat(1500)}${']'.repeat(1500)}}`), /`\/name` must be a string/, 3],
  ['a body of 100,000 levels', body(`{"more":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`), /breaking|additive/],
  [
    'fields __proto__, constructor, toString',
    body('{"name":"a","__proto__":{"name":1},"constructor":1,"toString":null}'),
    /is not in the description/,
  ],
  ['a field with escape sequences', body(JSON.stringify({ name: 'a', [escape]: escape })), /is not in the description/],
  ['a field that stands there twice', body('{"name":1,"name":"Shop"}')],
  ['a body that refers to itself', body('{"$ref":"#","name":{"$ref":"#/name"}}'), /`\/name` must be a string/, 3],
  ['lone surrogates', body('{"name":"\\ud800"}').replace('Shop', '\\udfff')],
  ['NUL bytes in a body', body('{"name":"a"}\u0000\u0000'), /The response body is not JSON/],
  ['a byte order mark in a body', body('\ufeff{"name":1}'), /`\/name` must be a string/, 3],
  ['1e400 and -0', body('{"name":1e400,"id":-0}'), /`\/name` must be a string/, 3],
  ['base64 that is none', body('!!!{"name":1}', { encoding: 'base64' }), /The response body is not JSON/],
  [
    'gzip that is none',
    response({
      ...header('Content-Encoding', 'gzip'),
      content: { mimeType: 'application/json', text: 'AAEC/w==', encoding: 'base64' },
    }),
    /could not be unpacked/,
  ],
  [
    'gzip of 300 MB in 300 KB',
    response({
      ...header('Content-Encoding', 'gzip'),
      content: {
        mimeType: 'application/json',
        text: gzipSync(Buffer.alloc(300 * 1024 * 1024)).toString('base64'),
        encoding: 'base64',
      },
    }),
    /could not be unpacked/,
  ],
  [
    'codings without an end',
    response({
      ...header('Content-Encoding', 'gzip,'.repeat(10_000)),
      content: { mimeType: 'application/json', text: 'AAEC/w==', encoding: 'base64' },
    }),
    /could not be unpacked/,
  ],
  ['a content type of 1 MB', body('{"name":"Shop"}', { mimeType: 'a/'.repeat(500_000) }), /content type is/],
  [
    'a form without an end',
    entry({
      request: {
        ...asked,
        method: 'PUT',
        postData: { mimeType: 'multipart/form-data; boundary=', text: '--\r\n'.repeat(10_000) },
      },
    }),
    /content type is multipart\/form-data/,
  ],
  // Members that stand there twice: the last one counts, as JSON readers have it.
  [
    'two requests',
    `{"request":null,"request":${JSON.stringify(asked)},"response":${JSON.stringify(answered('{"name":"Shop"}'))}}`,
  ],
];

/** Whole recordings, which end with 2 and one sentence. What stands before the place that is broken is found all the same. */
const recordings: readonly (readonly [name: string, recording: string | Buffer, said: RegExp, found: number])[] = [
  ['nothing', '', /is empty\. No entry was read before that\.$/, 0],
  ['a line break', '\n', /neither a HAR/, 0],
  ['NUL bytes', Buffer.alloc(5000), /not valid JSON|is cut off|neither a HAR/, 0],
  [
    'binary',
    Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)),
    /not valid JSON|is cut off|neither a HAR/,
    0,
  ],
  ['a packed HAR', gzipSync(har(wrong)), /not valid JSON|is cut off|neither a HAR/, 0],
  ['null', 'null', /holds no|neither a HAR|Nothing was checked/, 0],
  ['an empty object', '{}', /neither a HAR/, 0],
  ['an empty list', '[]', /neither a HAR|Nothing was checked/, 0],
  ['log: null', '{"log":null}', /neither a HAR/, 0],
  ['no entries', '{"log":{}}', /neither a HAR/, 0],
  ['entries: null', '{"log":{"entries":null}}', /neither a HAR/, 0],
  ['entries: an object', '{"log":{"entries":{}}}', /neither a HAR/, 0],
  ['entries: a text', '{"log":{"entries":"[{}]"}}', /neither a HAR/, 0],
  ['log somewhere deeper', `{"a":${har(wrong)}}`, /neither a HAR/, 0],
  ['cut off in the key "log"', '{"lo', /cut off|neither a HAR/, 0],
  ['cut off before the entries', '{"log":{"version":"1.2"', /is cut off/, 0],
  ['cut off behind the bracket', '{"log":{"entries":[', /is cut off/, 0],
  ['cut off in a key', `${har(wrong).slice(0, -3)},{"requ`, /is cut off\. 1 entry before that was read\.$/, 1],
  [
    'cut off behind a colon',
    `${har(wrong).slice(0, -3)},{"request":`,
    /is cut off\. 1 entry before that was read\.$/,
    1,
  ],
  ['cut off in a text', `${har(wrong).slice(0, -3)},{"request":{"url":"https://sh`, /is cut off\. 1 entry/, 1],
  ['cut off behind a backslash', `${har(wrong).slice(0, -3)},{"request":{"url":"a\\`, /is cut off\. 1 entry/, 1],
  ['cut off in an escape', `${har(wrong).slice(0, -3)},{"request":{"url":"a\\u00`, /is cut off\. 1 entry/, 1],
  ['cut off in a number', `${har(wrong).slice(0, -3)},{"response":{"status":20`, /is cut off\. 1 entry/, 1],
  ['cut off in a word', `${har(wrong).slice(0, -3)},nul`, /is cut off\. 1 entry/, 1],
  ['cut off behind a comma', `${har(wrong).slice(0, -3)},`, /is cut off\. 1 entry/, 1],
  ['cut off behind an entry', har(wrong).slice(0, -3), /is cut off\. 1 entry/, 1],
  ['cut off behind the entries', har(wrong).slice(0, -2), /is cut off\. 1 entry/, 1],
  ['cut off before the last brace', har(wrong).slice(0, -1), /is cut off\. 1 entry/, 1],
  [
    'cut off in the middle of a character',
    Buffer.from(`${har(wrong).slice(0, -3)},{"a":"ä`).subarray(0, -1),
    /is cut off\. 1 entry/,
    1,
  ],
  ['a cut off last line', `${wrong}\n${wrong.slice(0, 50)}`, /is cut off\. 1 entry/, 1],
  ['a brace too few', har(wrong, '{"a":{', wrong), /is cut off|not valid JSON/, 1],
  ['UTF-16 without its mark', Buffer.from(har(wrong), 'utf16le'), /not valid JSON|is cut off|neither a HAR/, 0],
  ['a web page', '<!doctype html><title>No</title>', /is cut off|neither a HAR|not valid JSON/, 0],
  ['Windows line ends and text', `${wrong}\r\nhello\r\n`, /Entry 1 of .* is not valid JSON/, 1],
  ['a brace too many', har(wrong, '{}}', wrong), /Entry 2 of .* is not valid JSON/, 2],
  ['an unquoted key', har(wrong, '{a:1}', wrong), /Entry 1 of .* is not valid JSON/, 2],
  ['single quotes', har(wrong, `{'a':1}`, wrong), /Entry 1 of .* is not valid JSON/, 2],
  ['NaN and undefined', har(wrong, '{"a":NaN}', wrong), /Entry 1 of .* is not valid JSON/, 2],
  [
    'a control character in a text',
    har(wrong, '{"a":"\u0001\u001b[31m"}', wrong),
    /Entry 1 of .* is not valid JSON/,
    2,
  ],
  ['a line that is none, amid others', `${wrong}\n{"request":\n${wrong}\n`, /Entry 1 of .* is not valid JSON/, 2],
  ['lines behind a HAR', `${har(wrong)}\n${wrong}\n`, /holds something beside its entries, which was not read/, 1],
  ['text behind a HAR', `${har(wrong)}\nhello`, /holds something beside its entries, which was not read/, 1],
  [
    'another document before a HAR',
    `{"a":1}${har(wrong)}`,
    /holds something beside its entries, which was not read/,
    1,
  ],
  [
    'a token in what is no JSON',
    har(wrong, `{"Authorization":${secret.slice(7)}}`, wrong),
    /Entry 1 of .* is not valid JSON/,
    2,
  ],
];

/** What no one reads wrong: the two entries in them are found. */
const readable: readonly (readonly [name: string, recording: string | Buffer])[] = [
  ['a byte order mark', `\ufeff${har(wrong, wrong)}`],
  ['UTF-16', Buffer.from(`\ufeff${har(wrong, wrong)}`, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(`\ufeff${har(wrong, wrong)}`, 'utf16le').swap16()],
  [
    'bytes that are no UTF-8',
    Buffer.concat([
      Buffer.from(`{"log":{"x":"`),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from(`","entries":[${wrong},${wrong}]}}`),
    ]),
  ],
  [
    'entries before everything else',
    `{"log":{"entries":[${wrong},${wrong}],"version":"1.2","pages":[{"entries":[1]}]}}`,
  ],
  [
    'keys that look like them',
    `{"log ":{"entries":[1]},"log":{"pages":[{"entries":[{}]}],"x":"entries","entries":[${wrong},${wrong}]}}`,
  ],
  ['escaped keys', har(wrong, wrong).replace('"entries"', '"\\u0065ntries"')],
  ['empty places', `{"log":{"entries":[,,${wrong},,${wrong},]}}`],
  ['blank lines and Windows line ends', `\r\n${wrong}\r\n\r\n${wrong}\r\n`],
  ['white space without an end', `${' \n\t'.repeat(100_000)}${har(wrong, wrong)}${' \n\t'.repeat(100_000)}`],
  ['1 MB of something else before', `{"x":"${'log entries ['.repeat(80_000)}",${har(wrong, wrong).slice(1)}`],
  ['two HARs, one behind the other', har(wrong) + har(wrong)],
];

const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

async function run(name: string, recording: string | Buffer): Promise<CommandEnd & { readonly found: number }> {
  const file = path.join(folder, 'hostile.har');
  await writeFile(file, recording);
  const started = performance.now();
  const end = await runInProcess(['har', file, '--description', shopFile]);
  const found = /`\/name` must be a string, but is 1\. {2}\((?:(\d+) exchanges|exchange)/.exec(end.stdout);
  const milliseconds = performance.now() - started;
  console.log(`${name.padEnd(45)} exit ${end.code}, ${milliseconds.toFixed(0).padStart(4)} ms`);
  for (const text of [end.stdout, end.stderr]) {
    expect(text).not.toMatch(controls);
    expect(text).not.toMatch(/^\s+at |Error:|undefined|\[object/m);
    expect(text).not.toContain(secret.slice(7, 15));
  }
  expect(end.stdout.length).toBeLessThan(20_000);
  expect(end.stderr.split('\n').filter(Boolean).length).toBeLessThanOrEqual(1);
  expect(milliseconds).toBeLessThan(15_000);
  return { ...end, found: found ? Number(found[1] ?? 1) : 0 };
}

/** What the report says when only the two others break the contract. */
const fine = /: 2 breaking findings, 0 additive; 3 exchanges/;

describe(`contract har on ${entries.length} hostile entries, each between two others`, () => {
  const cases = entries.map(([name, hostile, said = fine, wanted = 2]) => [name, hostile, said, wanted] as const);
  it.each(cases)('%s', async (name, hostile, said, wanted) => {
    const { code, stdout, stderr, found } = await run(name, amid(hostile));
    expect({ code, stderr, found }).toEqual({ code: 1, stderr: '', found: wanted });
    expect(stdout).toMatch(said);
  });
});

describe(`contract har on ${recordings.length} recordings that cannot be read to their end`, () => {
  it.each(recordings)('%s', async (name, recording, said, wanted) => {
    const { code, stderr, found } = await run(name, recording);
    expect({ code, found }).toEqual({ code: 2, found: wanted });
    expect(stderr.trimEnd()).toMatch(said);
  });
});

describe(`contract har on ${readable.length} odd recordings that can be read`, () => {
  it.each(readable)('%s', async (name, recording) => {
    const { code, stderr, found } = await run(name, recording);
    expect({ code, stderr, found }).toEqual({ code: 1, stderr: '', found: 2 });
  });
});

describe('contract har on what is no plain file', () => {
  const sentence = async (file: string): Promise<string> => {
    const { code, stdout, stderr } = await runInProcess(['har', file, '--description', shopFile]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    return stderr;
  };

  it('says in one sentence that there is none, that it is a folder, or empty', async () => {
    mkdirSync(path.join(folder, 'sub'));
    expect(await sentence(path.join(folder, 'sub'))).toMatch(/is a folder; give one recording\.\n$/);
    expect(await sentence(path.join(folder, `none${escape}`))).toMatch(/cannot be read: ENOENT\.\n$/);
    const { code, stderr } = await runInProcess(['har', '/dev/null', '--description', shopFile]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is empty/)]);
  });

  it('reads a pipe to where it is cut off', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const end = runInProcess(['har', pipe, '--description', shopFile]);
    createWriteStream(pipe).end(har(wrong, wrong, entry()).slice(0, -20));
    const { code, stdout, stderr } = await end;
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is cut off\. 2 entries before that were read\.\n$/)]);
    expect(stdout).toContain('2 breaking findings');
  });
});
