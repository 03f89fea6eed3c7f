import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { shopFile } from '../fixtures/shop.ts';
import { runInProcess, startInProcess } from '../live/in-process.ts';
import { sendJson } from '../live/recording-server.ts';
import { ask, bearer, closeUpstreams, json, proxied, secret, shop, upstream } from './proxied.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-proxy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(closeUpstreams);

describe('--record', { timeout: 60_000 }, () => {
  it('writes what contract har reads, with the same findings, and which nobody else may read', async () => {
    const file = path.join(folder, 'traffic.ndjson');
    const packed = gzipSync('{"name":1}');
    const proxy = await proxied(
      (request, response) => {
        if (!request.url!.endsWith('/profile')) return shop()(request, response);
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(packed);
      },
      '--record',
      file,
      '--writes',
    );
    await ask(proxy.url, '/profile');
    await ask(proxy.url, '/products?limit=many');
    await ask(proxy.url, '/products', { method: 'POST', headers: json, body: '{"name":7}' });
    const live = await proxy.stop();
    const lines = (report: string): string[] => report.split('\n').filter((line) => /^ +breaking/.test(line));
    expect(lines(live.stdout)).toHaveLength(3);
    const har = ['har', file, '--description', shopFile, '--server-base', `${proxy.api}/api/v3/1003`];
    const read = await runInProcess(har);
    expect(lines(read.stdout)).toEqual(lines(live.stdout));
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('lets bodies of more than 64 MB pass, without keeping them', async () => {
    const file = path.join(folder, 'large.ndjson');
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const proxy = await proxied(
      (_, response) => {
        response.writeHead(200, json);
        Readable.from(Array.from({ length: 65 }, () => piece)).pipe(response);
      },
      '--record',
      file,
    );
    expect((await ask(proxy.url, '/profile')).body.length).toBe(65 * piece.length);
    const { code, stdout } = await proxy.stop();
    expect([code, stdout]).toEqual([0, expect.stringContaining('their bodies are too large to be kept')]);
    expect(readFileSync(file, 'utf8')).toMatch(/"content":\{"size":-1,"mimeType":"application\/json"\}/);
  });

  it('keeps what cannot be unpacked as it is, and is added to', async () => {
    const file = path.join(folder, 'odd.ndjson');
    for (const coding of ['gzip', 'rot13']) {
      const proxy = await proxied(
        (_, response) => {
          response.writeHead(200, { ...json, 'content-encoding': coding }).end(Buffer.from([0, 255, 1]));
        },
        '--record',
        file,
      );
      await ask(proxy.url, '/profile');
      const { code, stdout } = await proxy.stop();
      expect([code, stdout]).toEqual([0, expect.stringContaining('their bodies could not be unpacked')]);
    }
    const entries = readFileSync(file, 'utf8').trim().split('\n');
    expect(entries).toHaveLength(2);
    for (const entry of entries) expect(entry).toContain('"text":"AP8B","encoding":"base64"');
  });
});

describe('a token', { timeout: 60_000 }, () => {
  it.each(['text', 'json', 'junit', 'html', 'sarif'])(
    'is in nothing that is said or written, as %s',
    async (reporter) => {
      const file = path.join(folder, `token-${reporter}.ndjson`);
      const proxy = await proxied(
        (request, response) => {
          const body = request.url!.includes('profile')
            ? { name: [secret], [secret]: 1 }
            : { errorMessage: 5, echo: secret };
          sendJson(response, request.url!.includes('none') ? 500 : 200, body, {
            'x-echo': secret,
            location: `/?token=${secret}`,
          });
        },
        '--record',
        file,
        '--reporter',
        reporter,
        '--writes',
      );
      await ask(proxy.url, '/profile', { headers: bearer });
      await ask(proxy.url, `/profile?token=${secret}`);
      await ask(proxy.url, `/none/${secret}`, { headers: bearer });
      await ask(proxy.url, `/products/../${secret}`, { method: 'DELETE', headers: bearer });
      await ask(proxy.url, '/products', {
        method: 'POST',
        headers: { ...json, ...bearer },
        body: `{"name":["${secret}"]}`,
      });
      const { code, stdout, stderr } = await proxy.stop();
      expect(code).toBe(1);
      const recorded = readFileSync(file, 'utf8');
      expect(recorded.trim().split('\n')).toHaveLength(4);
      for (const written of [stdout, stderr, recorded]) expect(written).not.toContain(secret.slice(7, 15));
    },
  );

  it('is not written where the description or --hide says where it stands', async () => {
    const description = path.join(folder, 'keys.json');
    const shape = {
      openapi: '3.1.0',
      info: { title: 'Keys', version: '1' },
      components: {
        securitySchemes: {
          a: { type: 'apiKey', in: 'header', name: 'X-Shop-Pass' },
          b: { type: 'apiKey', in: 'query', name: 'pass' },
        },
      },
      paths: { '/a': { get: { responses: { 200: { description: 'OK' } } } } },
    };
    await writeFile(description, JSON.stringify(shape));
    const { url } = await upstream((_, response) => response.end());
    const file = path.join(folder, 'keys.ndjson');
    let interrupt = (): void => undefined;
    const args = [
      'proxy',
      '--upstream',
      url,
      '--port',
      '0',
      '--description',
      description,
      '--record',
      file,
      '--hide',
      'X-Mine',
    ];
    const { said, end } = startInProcess(args, {}, new Promise<void>((resolve) => (interrupt = resolve)));
    while (!said().includes('Ctrl-C stops.')) await new Promise((resolve) => setTimeout(resolve, 10));
    const headers = { 'x-shop-pass': 'firstPass1', 'x-mine': 'secondPass2' };
    await ask(/http:\/\/\S+/.exec(said())![0], '/a?pass=thirdPass3', { headers });
    interrupt();
    await end;
    expect(readFileSync(file, 'utf8')).not.toMatch(/firstPass1|secondPass2|thirdPass3/);
  });
});
