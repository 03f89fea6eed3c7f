import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shopFile } from './fixtures/shop.ts';
import { startRecordingServer } from './live/recording-server.ts';
import { startCommand, token } from './live/run-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-command-'));
const recording = path.join(folder, 'traffic.har');

beforeAll(async () => {
  const entry = (name: unknown): object => ({
    request: { method: 'GET', url: 'https://shop.example/api/v3/1003/profile', headers: [] },
    response: {
      status: 200,
      headers: [],
      content: { mimeType: 'application/json', text: JSON.stringify({ name, more: 1 }) },
    },
  });
  await writeFile(recording, JSON.stringify({ log: { entries: [entry('Shop'), entry(1)] } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const har = (...more: string[]): string[] => ['har', recording, '--description', shopFile, ...more];

describe('npm run contract', { timeout: 60_000 }, () => {
  it.each([
    ['fails on breaking findings by default', har(), 1],
    ['fails on additive ones when it is asked to', har('--fail-on', 'additive', '--operation', 'getProfile'), 1],
    ['never fails when it is asked not to', har('--fail-on', 'never'), 0],
  ])('%s', async (_, args, code) => {
    const end = await startCommand(args).end;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code, stderr: '' });
    expect(end.stdout).toContain('GET /profile  getProfile');
  });

  it('writes the report to a file, in the shape that programs rely on', async () => {
    const output = path.join(folder, 'deep', 'report.json');
    const end = await startCommand(har('--reporter', 'json', '--output', output)).end;
    expect(end).toEqual({ code: 1, stdout: '', stderr: '' });
    const report = JSON.parse(await readFile(output, 'utf8')) as { findings: { exchange: number }[]; summary: unknown };
    expect(report.findings.map(({ exchange }) => exchange)).toEqual([0, 1, 1]);
    expect(report.summary).toMatchObject({ exchanges: 2, findings: { breaking: 1, additive: 2 } });
  });

  it.each([
    ['no mode', [], 'Name a mode; choose one of mock, live, har, proxy (--help says what they do).'],
    [
      'a mode that is none',
      ['watch'],
      'There is no mode "watch"; choose one of mock, live, har, proxy (--help says what they do).',
    ],
    ['an option that is none', har('--fast'), "Unknown option '--fast'."],
    [
      'an operation that is none',
      har('--operation', 'Profile'),
      'There is no operation "Profile"; like it are getProfile, updateProfile.',
    ],
    [
      'a format that is none',
      har('--reporter', 'pdf'),
      /'pdf' is invalid\. Allowed choices are text, json, junit, html, sarif\.\n$/,
    ],
    [
      'a recording that is not there',
      ['har', '/no/such.har', '--description', shopFile],
      'The recording /no/such.har cannot be read: ENOENT.',
    ],
    [
      'a description that is none',
      ['har', 'x', '--description', '/no/such.yaml'],
      '/no/such.yaml does not exist; give the path of a bundled description.',
    ],
    [
      'a base URL that is none',
      ['live', '--api', 'ecwid', '--base-url', 'app.ecwid.com'],
      /--base-url takes an address that begins with https/,
    ],
    [
      'a token that would go out in the clear',
      ['live', '--api', 'ecwid', '--base-url', 'http://app.ecwid.com'],
      /must begin with https/,
    ],
    [
      'a token in the base URL',
      ['live', '--api', 'ecwid', '--base-url', `https://app.ecwid.com/?token=${token}`],
      /without query and password/,
    ],
    [
      'no token',
      ['live', '--api', 'ecwid', '--base-url', 'https://app.ecwid.com'],
      'Put the access token of the store into the environment variable ECWID_TOKEN.',
    ],
    ['two descriptions', har('--api', 'ecwid'), /cannot be used with option/],
  ])('says in one sentence what is wrong with %s', async (_, args, message) => {
    const { code, stderr } = await startCommand(args).end;
    expect(code).toBe(2);
    if (typeof message === 'string') expect(stderr.split('\n').filter(Boolean)).toEqual([message]);
    else expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain(token.slice(7));
  });

  it('exits 2 when nothing of a recording belongs to the API', async () => {
    const other = path.join(folder, 'other.har');
    await writeFile(other, (await readFile(recording, 'utf8')).replaceAll('shop.example', 'proxy.example'));
    const args = ['har', other, '--description', shopFile];
    const end = await startCommand(args).end;
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(/^Nothing was checked: no entry went to a server of the description/);
    const helped = await startCommand([...args, '--server-base', 'https://proxy.example/api/v3/1003']).end;
    expect(helped.code).toBe(1);
  });

  it('exits 3 when the target cannot be reached', async () => {
    const server = await startRecordingServer(() => undefined);
    await server.close();
    const end = await startCommand(['live', '--description', shopFile, '--base-url', server.url]).end;
    expect(end.code).toBe(3);
    expect(end.stderr).toBe(`${server.url} cannot be reached: the connection was refused (3 tries).
`);
  });
});
