import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import { readDescription } from '../../scripts/contract/cli/read-description.ts';
import { shopFile } from './fixtures/shop.ts';
import { endOf, startCommand, type CommandEnd } from './live/run-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-input-'));
const inFolder = (name: string): string => path.join(folder, name);
const recording = inFolder('traffic.har');

const entry = (name: unknown): object => ({
  request: { method: 'GET', url: 'https://shop.example/api/v3/1003/profile', headers: [] },
  response: { status: 200, headers: [], content: { mimeType: 'application/json', text: JSON.stringify({ name }) } },
});
const har = (...entries: (object | null)[]): string => JSON.stringify({ log: { entries } });

beforeAll(() => writeFile(recording, har(entry('Shop'), entry(1))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `npm run contract` below a shell, where `$@` is the command. */
function shell(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
  const command = [process.execPath, 'scripts/cli/run-bundled.mjs', 'scripts/contract.ts', ...args];
  const child = spawn('bash', ['-c', script, 'bash', ...command], {
    cwd: fromRoot(),
    env: { PATH: process.env.PATH, HOME: tmpdir(), ...environment },
  });
  child.stdin.on('error', () => undefined).end();
  return endOf(child);
}

const checkShop = (file: string, ...more: string[]): string[] => ['har', file, '--description', shopFile, ...more];

describe('npm run contract -- har', { timeout: 60_000 }, () => {
  it.each([
    ['standard input', 'cat "$RECORDING" | "$@"', '-'],
    ['standard input by its path', 'cat "$RECORDING" | "$@"', '/dev/stdin'],
    ['a file on standard input', '"$@" < "$RECORDING"', '-'],
    ['a pipe of the shell', 'RECORDED=<(cat "$RECORDING"); "$@"', ''],
    ['a pipe that hands over single bytes', 'dd if="$RECORDING" bs=1 status=none | "$@"', '-'],
  ])('reads %s', async (_, script, file) => {
    const args = checkShop(file === '' ? 'FILE' : file);
    const run = file === '' ? '"${@/#FILE/"/dev/fd/3"}" 3< <(cat "$RECORDING")' : script;
    const end = await shell(run, args, { RECORDING: recording });
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 1, stderr: '' });
    expect(end.stdout).toContain('2 exchanges');
  });

  it('reads standard input that is a socket', async () => {
    const command = startCommand(checkShop('/dev/stdin'));
    createReadStream(recording).pipe(command.child.stdin!);
    const end = await command.end;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('reads a pipe once, and says that it was cut off', async () => {
    const pipe = inFolder('pipe');
    spawnSync('mkfifo', [pipe]);
    const { end } = startCommand(checkShop(pipe));
    createWriteStream(pipe).end(har(entry(1), entry('Shop'), entry('Shop')).slice(0, -20));
    const { code, stdout, stderr } = await end;
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `The recording ${pipe} is cut off. 2 entries before that were read.\n`,
    });
    expect(stdout).toContain('1 breaking finding');
  });

  it('checks what stands before and behind an entry that is none', async () => {
    const file = inFolder('null.har');
    await writeFile(file, har(entry(1), null, entry(1)));
    const end = await startCommand(checkShop(file)).end;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 1, stderr: '' });
    expect(end.stdout).toContain('2 breaking findings');
    expect(end.stdout).toContain('1 entry was left out: they have no request.');
  });
});

describe('exit code 1 means findings, nothing else', { timeout: 60_000 }, () => {
  const many = inFolder('many.har');
  beforeAll(() => writeFile(many, har(...Array.from({ length: 12_000 }, () => entry(1)))));
  const json = ['--reporter', 'json'];

  it.each([
    [
      'a pipe that is closed',
      '"$@" | head -c 10 >/dev/null; exit ${PIPESTATUS[0]}',
      checkShop(many, ...json),
      /Standard output cannot be written to \(EPIPE\)/,
    ],
    ['a full disk', '"$@" > /dev/full', checkShop(many, ...json), /Standard output cannot be written to \(ENOSPC\)/],
    ['a full disk, by --output', '"$@"', checkShop(many, ...json, '--output', '/dev/full'), /\/dev\/full \(ENOSPC\)/],
    ['no temporary folder', 'TMPDIR=/no/such "$@"', checkShop(many, ...json), /ENOENT/],
    ['help whose reader is gone', '"$@" | true; exit ${PIPESTATUS[0]}', ['--help'], /^$|EPIPE/],
    ['a folder as the recording', '"$@"', checkShop(folder), /is a folder/],
    ['a folder as the description', '"$@"', ['har', recording, '--description', folder], /cannot be read \(EISDIR\)/],
    [
      'a report in place of the recording',
      '"$@"',
      checkShop(recording, '--output', recording),
      /--output names .*traffic\.har, which the command reads/,
    ],
    [
      'a report in place of a folder',
      '"$@"',
      checkShop(recording, '--output', folder),
      /cannot be written to .* \(EISDIR\)/,
    ],
  ])('%s', async (_, script, args, message) => {
    const { code, stderr } = await shell(script, args);
    if (stderr !== '') expect(code).toBe(2);
    expect(code).not.toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.split('\n').filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it('says that a socket is no recording', async () => {
    const socket = inFolder('socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const { code, stderr } = await startCommand(checkShop(socket)).end;
    server.close();
    expect({ code, stderr }).toEqual({ code: 2, stderr: `The recording ${socket} cannot be read: ENXIO.\n` });
  });

  it.each([
    [
      'an alias that contains itself',
      'openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths: {}\nx-a: &a\n  b: [*a]\n',
      /has a YAML alias that contains itself/,
    ],
    [
      'YAML nested too deeply',
      `openapi: 3.1.0\nx: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
      /is neither JSON nor YAML/,
    ],
    [
      'aliases that explode',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`).join('\n')}\n`,
      /is neither JSON nor YAML|no OpenAPI/,
    ],
    ['broken JSON', '{"openapi": "3.1.0", "paths": {', /is neither JSON nor YAML/],
    ['Swagger 2.0', '{"swagger": "2.0"}', /is Swagger 2\.0; convert it to OpenAPI 3\.0 or 3\.1 first/],
    ['several YAML documents', 'openapi: 3.0.3\n---\nopenapi: 3.0.3\n', /holds several YAML documents/],
  ])('%s', async (_, text, message) => {
    const file = inFolder('odd.yaml');
    await writeFile(file, text);
    const { code, stderr } = await startCommand(['har', recording, '--description', file]).end;
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('a description', { timeout: 60_000 }, () => {
  it.each(['utf-8', 'utf-16'])('may begin with a byte order mark, in %s', async (encoding) => {
    const file = inFolder('marked.yaml');
    const text = `\ufeff${await readFile(shopFile, 'utf8')}`;
    await writeFile(file, Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'));
    const end = await startCommand(['har', recording, '--description', file]).end;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('has texts for dates and words, whichever YAML it names', async () => {
    const file = inFolder('old.yaml');
    await writeFile(file, '%YAML 1.1\n---\nopenapi: 3.0.3\nx: &a [2026-01-02, yes, on]\ny: {<<: {z: *a}}\n');
    const texts = ['2026-01-02', 'yes', 'on'];
    expect(await readDescription(file, { remedy: '' })).toEqual({ openapi: '3.0.3', x: texts, y: { z: texts } });
  });

  const withReference = async (reference: string): Promise<string> => {
    const file = inFolder('refers.json');
    const content = { 'application/json': { schema: { $ref: reference } } };
    const paths = {
      '/profile': { get: { operationId: 'getProfile', responses: { 200: { description: 'Profile', content } } } },
    };
    const servers = [{ url: 'https://shop.example/api/v3/1003' }];
    await writeFile(
      file,
      JSON.stringify({ openapi: '3.1.0', info: { title: 'Refers', version: '1' }, servers, paths }),
    );
    return file;
  };

  it.each(['#/components/schemas/None', 'profile.json', 'http://127.0.0.1:9/x.json'])(
    'that refers to %s is told of in the report and by the exit code',
    async (reference) => {
      const right = inFolder('right.har');
      await writeFile(right, har(entry('Shop')));
      const args = ['har', right, '--description', await withReference(reference)];
      const { code, stdout } = await startCommand(args).end;
      expect(code).toBe(1);
      expect(stdout).toContain(`A part of the description could not be used: The reference "${reference}"`);
    },
  );

  it('may refer to files below its folder when that is allowed', async () => {
    await writeFile(
      inFolder('profile.json'),
      JSON.stringify({ type: 'object', properties: { name: { type: 'string' } } }),
    );
    const file = await withReference('profile.json');
    const end = await startCommand(['har', recording, '--description', file, '--allow-files']).end;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 1, stderr: '' });
    expect(end.stdout).toContain('1 breaking finding');
  });

  it.each(['/etc/passwd', '../other.json', 'file:///etc/passwd', 'http://127.0.0.1:9/x.json', 'link.json'])(
    'may not refer to %s even then',
    async (reference) => {
      spawnSync('ln', ['-sf', '/etc/hostname', inFolder('link.json')]);
      const file = await withReference(reference);
      const { code, stderr } = await startCommand(['har', recording, '--description', file, '--allow-files']).end;
      expect(code).toBe(2);
      expect(stderr).toMatch(/which is not below its folder; nothing else is opened\.\n$/);
    },
  );
});

describe('a report by --output', { timeout: 60_000 }, () => {
  it('leaves nothing behind when the command is interrupted', async () => {
    const slow = inFolder('slow');
    spawnSync('mkfifo', [slow]);
    const temporary = mkdtempSync(path.join(folder, 'tmp-'));
    const args = checkShop(slow, '--reporter', 'json', '--output', inFolder('late.json'));
    const child = spawn(process.execPath, ['scripts/cli/run-bundled.mjs', 'scripts/contract.ts', ...args], {
      cwd: fromRoot(),
      env: { PATH: process.env.PATH, TMPDIR: temporary },
    });
    const end = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
    const pipe = createWriteStream(slow);
    const many = har(...Array.from({ length: 12_000 }, () => entry(1)));
    await new Promise((resolve) => pipe.write(many.slice(0, -2), resolve));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    expect(await end).toBe('SIGINT');
    pipe.destroy();
    expect(await readdir(temporary)).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.includes('late'))).toEqual([]);
  });

  it('replaces an earlier one, and keeps it when the new one cannot be written whole', async () => {
    const output = inFolder('report.json');
    await writeFile(output, 'earlier');
    const args = checkShop(recording, '--reporter', 'json', '--output', output);
    expect((await startCommand(args).end).code).toBe(1);
    expect(JSON.parse(await readFile(output, 'utf8'))).toHaveProperty('findings');
    // A file may have no more than 1 KB.
    const large = await shell(
      'ulimit -f 1; trap "" XFSZ; "$@"',
      checkShop(inFolder('many.har'), '--reporter', 'html', '--output', output),
    );
    expect(large.code).toBe(2);
    expect(large.stderr).toMatch(/cannot be written to .* \(EFBIG\)/);
    expect(JSON.parse(await readFile(output, 'utf8'))).toHaveProperty('findings');
    expect((await readdir(folder)).filter((name) => name.startsWith('.report'))).toEqual([]);
  });
});
