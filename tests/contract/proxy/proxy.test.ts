import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../scripts/package/entries/store.ts';
import { shopFile } from '../fixtures/shop.ts';
import { runInProcess } from '../live/in-process.ts';
import { sendJson } from '../live/recording-server.ts';
import { startCommand } from '../live/run-command.ts';
import { ask, bearer, closeUpstreams, proxied, shop, startProxied, upstream } from './proxied.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-proxy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const badName = (_: unknown, response: ServerResponse): void => sendJson(response, 200, { name: 1 });

afterEach(closeUpstreams);

describe('contract proxy', { timeout: 60_000 }, () => {
  it('tells each kind of finding as it comes, once, and sums up when it is interrupted', async () => {
    const store = createStore();
    // A store whose products have a price that is no number.
    const { url } = await upstream((incoming, outgoing) => {
      const headers = new Headers(incoming.headers as Record<string, string>);
      void store.fetch(new Request(`http://127.0.0.1${incoming.url}`, { headers })).then(async (answer) => {
        const body = (await answer.text()).replace('"price":39.5,', '"price":"39.50",');
        outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
      });
    });
    const { said, untilSaid, stop, ...proxy } = await startProxied(`${url}/api/v3/1003`, '--api', 'ecwid');
    const good = await ask(proxy.url, '/profile', { headers: bearer });
    expect(good.status).toBe(200);
    const finding = '`/price` must be a number or null, but is the string "39.50"';
    expect(said()).not.toContain('breaking');
    for (let times = 0; times < 3; times += 1)
      expect((await ask(proxy.url, '/products/37208339', { headers: bearer })).status).toBe(200);
    await untilSaid(finding);
    const { code, stdout, stderr } = await stop();
    expect(stderr.split(finding)).toHaveLength(2);
    expect(stderr).toMatch(/^breaking {2}GET \/products\/\{productId\} {2}200 {2}In the response body, `\/price`/m);
    expect(stdout).toMatch(/breaking {2}200 {2}.*`\/price`.*\(3 exchanges, first in 1\)/);
    expect(stdout).toContain('Ecwid REST API, through a proxy of 127.0.0.1');
    expect(stdout).toMatch(/[34] breaking findings, 0 additive; 4 exchanges, 2 of 229 operations checked/);
    expect(code).toBe(1);
  });

  it('ends with 0 when the contract held, and with 3 when nothing passed', async () => {
    const good = await proxied(shop());
    expect((await ask(good.url, '/products')).status).toBe(200);
    expect(await good.stop()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 breaking findings') as string,
    });
    const idle = await proxied(shop());
    const { code, stderr } = await idle.stop();
    expect([code, stderr]).toEqual([3, expect.stringContaining('Nothing was checked: no request passed')]);
    const refused = await proxied((_, response) => sendJson(response, 403, {}));
    await ask(refused.url, '/profile');
    expect((await refused.stop()).code).toBe(3);
  });

  it('writes the report where and as it is asked for', async () => {
    const output = path.join(folder, 'report.json');
    const proxy = await proxied(badName, '--reporter', 'json', '--output', output, '--fail-on', 'never');
    await ask(proxy.url, '/profile');
    const { code, stdout } = await proxy.stop();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const { summary, findings } = JSON.parse(readFileSync(output, 'utf8')) as { summary: object; findings: object[] };
    expect(summary).toMatchObject({ exchanges: 1, findings: { breaking: 1 } });
    expect(findings).toMatchObject([{ operationId: 'getProfile', pointer: '/name' }]);
  });

  it('judges the request as well, and the operations that are asked for alone', async () => {
    const proxy = await proxied(shop(), '--operation', 'searchProducts');
    await ask(proxy.url, '/products?limit=many');
    await ask(proxy.url, '/profile?unknown=1');
    const { stdout, stderr } = await proxy.stop();
    expect(stderr).toContain('The query parameter "limit" must be an integer');
    expect(stdout).toContain('1 breaking finding, 0 additive; 1 exchange');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('is a command that %s ends with the summary', async (signal) => {
    const { url } = await upstream(badName);
    const command = startCommand([
      'proxy',
      '--upstream',
      `${url}/api/v3/1003`,
      '--port',
      '0',
      '--description',
      shopFile,
    ]);
    const said = await new Promise<string>((resolve) => {
      let told = '';
      command.child.stderr!.on('data', (data: Buffer) => {
        told += data.toString();
        if (told.includes('Ctrl-C stops.')) resolve(told);
      });
    });
    await ask(/http:\/\/\S+/.exec(said)![0], '/profile', { headers: bearer });
    // npm hands on the Ctrl-C that a terminal has sent already.
    command.child.kill(signal);
    command.child.kill(signal);
    const { code, stdout, stderr } = await command.end;
    expect([code, stdout]).toEqual([1, expect.stringContaining('1 breaking finding, 0 additive; 1 exchange')]);
    expect(stderr).toContain('`/name` must be a string');
  });
});

describe('wrong options', { timeout: 60_000 }, () => {
  const shopOf = (...more: string[]): string[] => ['proxy', '--description', shopFile, '--port', '0', ...more];

  it.each([
    ['no API', ['proxy', '--upstream', 'https://a.example'], /^A proxy needs --api \(.*\) or --description\.$/],
    ['no address', shopOf('--upstream', 'shop'), /^--upstream takes an address that begins with https/],
    ['a token in the clear', shopOf('--upstream', 'http://shop.example'), /^--upstream must begin with https:\/\//],
    [
      'a password',
      shopOf('--upstream', 'https://me:s3cr3t@shop.example'),
      /^--upstream takes an address without query and password/,
    ],
    [
      'a token in the query',
      shopOf('--upstream', 'https://shop.example?token=s3cr3t'),
      /^--upstream takes an address without/,
    ],
    [
      'itself',
      ['proxy', '--description', shopFile, '--port', '4999', '--upstream', 'http://localhost:4999/api'],
      /^--upstream is the address of the proxy itself/,
    ],
    [
      'a recording nowhere',
      shopOf('--upstream', 'https://shop.example', '--record', '/no/such/file'),
      /^The recording cannot be written to \/no\/such\/file \(ENOENT\)\.$/,
    ],
    [
      'a recording over the description',
      shopOf('--upstream', 'https://shop.example', '--record', shopFile),
      /^--record names .*shop\.yaml, which the command reads/,
    ],
    [
      'a recording in place of the report',
      shopOf('--upstream', 'https://shop.example', '--record', 'a', '--output', 'a'),
      /^--record and --output name the same file\.$/,
    ],
    [
      'an operation that is none',
      shopOf('--upstream', 'https://shop.example', '--operation', 'none'),
      /^There is no operation "none"/,
    ],
  ])('%s: one sentence', async (_, args, message) => {
    const { code, stdout, stderr } = await runInProcess(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('s3cr3t');
  });

  it('a port that is in use', async () => {
    const { url } = await upstream(shop());
    const { port } = new URL(url);
    const args = ['proxy', '--description', shopFile, '--upstream', 'https://shop.example', '--port', port];
    expect(await runInProcess(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `Port ${port} is in use; choose another one with --port, or let --port 0 find a free one.\n`,
    });
  });

  it.each([
    [['proxy'], /--upstream/],
    [['proxy', '--upstream', 'https://a.example', '--port', 'x'], /A port is a whole number/],
  ])('%j: one sentence', async (args, message) => {
    const { code, stderr } = await startCommand(args).end;
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
