import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContract } from '../../../scripts/engine/contract.ts';
import { startWorkers } from '../../../scripts/contract/har/pool.ts';
import { openRecording } from '../../../scripts/contract/har/read-recording.ts';
import { runHar, type HarRunResult } from '../../../scripts/contract/har/run.ts';
import { createCollector } from '../../../scripts/contract/report/collector.ts';
import { createFindingSpool } from '../../../scripts/contract/report/spool.ts';
import type { Report, ReportFinding } from '../../../scripts/contract/report/types.ts';
import { readShop } from '../fixtures/shop.ts';

let folder: string;
const description = readShop();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'har-run-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Part {
  readonly url?: string;
  readonly method?: string;
  readonly status?: number;
  readonly type?: string;
  readonly content?: object;
  readonly headers?: readonly object[];
  readonly requestHeaders?: readonly object[];
  readonly more?: object;
}

/** A HAR entry: by default the store's profile, as the description has it. */
function entry(part: Part = {}): object {
  const {
    url = 'https://shop.example/api/v3/1003/profile',
    method = 'GET',
    status = 200,
    type = 'application/json',
  } = part;
  return {
    request: { method, url, headers: part.requestHeaders ?? [], bodySize: 0 },
    response: {
      status,
      headers: [{ name: 'Content-Type', value: type }, ...(part.headers ?? [])],
      content: { mimeType: type, size: 10, ...(part.content ?? { text: '{"name":"Shop"}' }) },
    },
    ...part.more,
  };
}

interface Checked extends HarRunResult {
  readonly report: Report;
  readonly findings: readonly ReportFinding[];
}

async function check(text: string | Buffer, workers = 0, entryLimit?: number): Promise<Checked> {
  const file = path.join(folder, 'recording.har');
  await writeFile(file, text);
  const contract = createContract(description);
  const spool = createFindingSpool();
  const collector = createCollector({
    title: 'Shop',
    operations: contract.operations,
    notReached: 'No request.',
    spool,
  });
  const result = await runHar({
    recording: await openRecording(file, () => process.stdin),
    ...(entryLimit !== undefined && { entryLimit }),
    contracts: [contract],
    descriptions: [description],
    serverBases: [],
    collector,
    helpers: startWorkers(workers),
  });
  const findings: ReportFinding[] = [];
  for await (const line of spool.read()) findings.push(JSON.parse(line) as ReportFinding);
  spool.close();
  return { ...result, report: collector.report(), findings };
}

const har = (...entries: object[]): string => JSON.stringify({ log: { version: '1.2', entries } });
const broken = entry({ content: { text: '{"name":1}' } });

describe('runHar', () => {
  it('finds nothing in an exchange that keeps the contract, and counts it', async () => {
    const { problem, report, findings } = await check(har(entry(), entry()));
    expect({ problem, findings }).toEqual({ problem: undefined, findings: [] });
    expect(report.summary).toMatchObject({ exchanges: 2, operations: { checked: 1, skipped: 11, total: 12 } });
  });

  it('gives findings the index of their entry', async () => {
    const { findings } = await check(har(entry(), broken, entry(), broken));
    expect(findings.map(({ exchange, pointer, operationId }) => ({ exchange, pointer, operationId }))).toEqual([
      { exchange: 1, pointer: '/name', operationId: 'getProfile' },
      { exchange: 3, pointer: '/name', operationId: 'getProfile' },
    ]);
  });

  it('reads NDJSON, with a byte order mark and blank lines', async () => {
    const lines = [entry(), broken, entry()].map((item) => JSON.stringify(item));
    const { report, findings } = await check(`\ufeff${lines.join('\n\n')}`);
    expect(report.summary.exchanges).toBe(3);
    expect(findings).toHaveLength(1);
  });

  it.each([
    ['base64', { text: Buffer.from('{"name":1}').toString('base64'), encoding: 'base64' }, undefined],
    ['gzip in base64', { text: gzipSync('{"name":1}').toString('base64'), encoding: 'base64' }, 'gzip'],
    ['deflate in base64', { text: deflateSync('{"name":1}').toString('base64'), encoding: 'base64' }, 'deflate'],
    ['brotli in base64', { text: brotliCompressSync('{"name":1}').toString('base64'), encoding: 'base64' }, 'br'],
    ['unpacked, though it says gzip', { text: '{"name":1}' }, 'gzip'],
    [
      'unpacked in base64, though it says br',
      { text: Buffer.from('{"name":1}').toString('base64'), encoding: 'base64' },
      'br',
    ],
  ])('reads a body that is %s', async (_, content, coding) => {
    const headers = coding === undefined ? [] : [{ name: 'Content-Encoding', value: coding }];
    const { findings } = await check(har(entry({ content, headers })));
    expect(findings.map(({ pointer }) => pointer)).toEqual(['/name']);
  });

  it('does not judge a body that nobody recorded', async () => {
    const { findings, report } = await check(har(entry({ content: {} })));
    expect(findings).toEqual([]);
    expect(report.summary.exchanges).toBe(1);
  });

  it('leaves out what is no exchange with the API, with counts and reasons', async () => {
    const { report, findings } = await check(
      har(
        entry({ url: 'https://cdn.example/logo.png' }),
        entry({ url: 'https://cdn.example/other.png' }),
        entry({ url: 'wss://shop.example/api/v3/1003/events', status: 101 }),
        entry({ more: { _webSocketMessages: [] } }),
        entry({ status: 0, more: { _error: 'net::ERR_ABORTED' } }),
        entry({
          method: 'OPTIONS',
          status: 204,
          requestHeaders: [{ name: 'Access-Control-Request-Method', value: 'PUT' }],
        }),
        { comment: 'no request' },
        null as never,
        entry(),
      ),
    );
    expect(findings).toEqual([]);
    expect(report.summary.exchanges).toBe(1);
    expect(report.skipped.filter(({ operationId }) => operationId === null).map(({ reason }) => reason)).toEqual([
      '2 entries were left out: they went to cdn.example, which is not the API.',
      '2 entries were left out: they are WebSocket connections.',
      '1 entry was left out: they were never answered (net::ERR_ABORTED).',
      '1 entry was left out: they are CORS preflights, which the browser sends for itself.',
      '2 entries were left out: they have no request.',
    ]);
  });

  it('checks what comes before the cut of a HAR file cut in half, and says how much that was', async () => {
    const text = har(broken, entry(), entry(), entry());
    const { problem, findings, entries } = await check(text.slice(0, text.length / 2 + 20));
    expect(entries).toBe(2);
    expect(problem).toMatch(/recording\.har is cut off\. 2 entries before that were read\.$/);
    expect(findings).toHaveLength(1);
  });

  it.each([
    [
      'an entry that is not JSON',
      '{"log":{"entries":[{"a":1},{"b":x}]}}',
      /Entry 1 of .* is not valid JSON: .*\. 1 entry was read\.$/,
    ],
    ['a line that is not JSON', '{"request":{}}\nhello\n{"request":{}}', /Entry 1 of .* is not valid JSON/],
    ['a web page', '<!doctype html><title>No</title>', /is cut off|neither a HAR|not valid JSON/],
    ['an empty file', '', /is empty\. No entry was read before that\./],
    ['a HAR without entries', '{"log":{"entries":[]}}', /holds no entries\./],
    [
      'another JSON document',
      '{"log":{"pages":[]}}',
      /neither a HAR file \(there is no log\.entries in it\) nor NDJSON/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, text, message) => {
    const { problem, report } = await check(text);
    expect(problem).toMatch(message);
    expect(report.summary.findings.breaking).toBe(0);
  });

  it('finds the same with the help of other threads, in the same order', async () => {
    const entries = Array.from({ length: 3000 }, (_, index) => (index % 7 === 0 ? broken : entry()));
    const alone = await check(har(...entries));
    const helped = await check(har(...entries), 2);
    expect(alone.findings).toHaveLength(429);
    expect(helped.findings).toEqual(alone.findings);
    expect(helped.report.summary).toMatchObject({ exchanges: 3000, findings: alone.report.summary.findings });
  });

  it.each([0, 2])('loses nothing around an entry that is too large, with %i threads', async (workers) => {
    const large = entry({ content: { text: JSON.stringify({ name: 'x'.repeat(5000) }) } });
    const { problem, entries, findings, report } = await check(har(broken, large, broken), workers, 2000);
    expect(entries).toBe(2);
    expect(problem).toMatch(/^1 entry was left out, so that not all of .*recording\.har was checked\.$/);
    expect(findings.map(({ exchange }) => exchange)).toEqual([0, 2]);
    expect(report.skipped.at(-1)?.reason).toMatch(/^1 entry was left out: they are larger than/);
  });

  it.each(['utf16le', 'utf-16be'])('reads what Windows writes in %s', async (encoding) => {
    const bytes = Buffer.from(`\ufeff${har(broken, entry())}`, 'utf16le');
    const { problem, findings } = await check(encoding === 'utf16le' ? bytes : bytes.swap16());
    expect({ problem, count: findings.length }).toEqual({ problem: undefined, count: 1 });
  });

  describe('in a recording of several chunks', () => {
    const long = { startedDateTime: 'x'.repeat(1000) };
    const many: object[] = Array.from({ length: 1500 }, (_, index) => ({
      ...long,
      ...(index % 7 === 0 ? broken : entry()),
    }));
    const expected = many.flatMap((_, index) => (index % 7 === 0 ? [index] : []));

    it.each([
      ['nothing misleads', { entries: many }],
      ['pages behind the entries look like them', { entries: many, pages: [long, long] }],
      [
        'entries begin in two ways',
        { entries: many.map((one, index) => (index < 999 ? one : { _id: index, ...one })) },
      ],
      ['an entry holds what looks like entries', { entries: many.with(999, { ...many[999]!, _list: [long, long] }) }],
    ])('finds the same where %s', async (_, log) => {
      for (const workers of [0, 2]) {
        const { problem, entries, findings } = await check(JSON.stringify({ log }), workers);
        expect({ problem, entries }).toEqual({ problem: undefined, entries: 1500 });
        expect(findings.map(({ exchange }) => exchange)).toEqual(expected);
      }
    });

    it('says which entry is not JSON', async () => {
      const { problem, entries, findings } = await check(
        har(...many.with(1234, { wrong: 0 })).replace('"wrong":0', 'x'),
      );
      expect(entries).toBe(1499);
      expect(problem).toMatch(/Entry 1234 of .* is not valid JSON: .* 1,499 entries were read\.$/);
      expect(findings.map(({ exchange }) => exchange)).toEqual(expected);
    });

    it('says that the recording is cut off', async () => {
      const text = har(...many.slice(0, 1000)).slice(0, -'}]}}'.length);
      const { problem, entries } = await check(text);
      expect(problem).toMatch(/is cut off\. 999 entries before that were read\.$/);
      expect(entries).toBe(999);
    });
  });

  it('shows no token that a recording holds', async () => {
    const requestHeaders = [{ name: 'Authorization', value: 'Bearer secret_abcdefghijk' }];
    const url = 'https://shop.example/api/v3/1003/secret_abcdefghijk?token=secret_querytoken1';
    const content = { text: '{"name":["secret_abcdefghijk"]}' };
    const { findings } = await check(har(entry({ url, requestHeaders }), entry({ requestHeaders, content })));
    expect(findings).toHaveLength(2);
    expect(JSON.stringify(findings)).not.toContain('secret_');
  });
});
