import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { request, type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../scripts/package/entries/store.ts';
import { shopFile } from '../fixtures/shop.ts';
import { runInProcess, startInProcess } from '../live/in-process.ts';
import { createStore as createShop, sendJson } from '../live/recording-server.ts';
import { startCommand } from '../live/run-command.ts';
import { ask, startProxied, startUpstream, type Proxied, type Upstream } from './proxied.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-proxy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const open: Upstream[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

async function upstream(answer: RequestListener): Promise<Upstream> {
  const started = await startUpstream(answer);
  open.push(started);
  return started;
}

/** A proxy of an API that answers like this. */
async function proxied(answer: RequestListener, ...more: string[]): Promise<Proxied & { readonly asked: string[] }> {
  const { url, asked } = await upstream(answer);
  return { ...(await startProxied(`${url}/api/v3/1003`, ...more)), asked };
}

const json = { 'content-type': 'application/json' };
const secret = 'secret_Tok3nOfTheStore77';
const bearer = { authorization: `Bearer ${secret}` };
const shop = (): RequestListener => (request, response) =>
  void text(request).then((body) => createShop().answer(request, response, body));
const badName = (_: unknown, response: ServerResponse): void => sendJson(response, 200, { name: 1 });

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

describe('what passes', { timeout: 60_000 }, () => {
  it('passes as it is: method, path, headers and body, but for the host and what belongs to one connection', async () => {
    const seen: { headers: string[]; body: string; url: string | undefined }[] = [];
    const proxy = await proxied((request, response) => {
      void text(request).then((body) => {
        seen.push({ headers: request.rawHeaders, body, url: request.url });
        response.writeHead(200, [
          ['Content-Type', 'application/json'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Odd', 'one'],
          ['Connection', 'X-Hop'],
          ['X-Hop', 'mine'],
          ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
        ]);
        response.end('{"id":3}');
      });
    }, '--writes');
    const sent = {
      method: 'POST',
      body: '{"name":"Cup"}',
      headers: {
        ...bearer,
        ...json,
        connection: 'close, x-mine',
        'x-mine': '1',
        'keep-alive': '5',
        te: 'gzip',
        'X-Kept': 'k',
      },
    };
    const answer = await ask(proxy.url, '/products?a=%C3%A4&b', sent);
    const headers = new Headers(
      seen[0]!.headers.flatMap((_, at, all) => (at % 2 ? [] : [[all[at]!, all[at + 1]!]])) as [string, string][],
    );
    expect(seen[0]).toMatchObject({ body: '{"name":"Cup"}', url: '/api/v3/1003/products?a=%C3%A4&b' });
    expect([headers.get('authorization'), headers.get('x-kept'), headers.get('host')]).toEqual([
      `Bearer ${secret}`,
      'k',
      new URL(open[0]!.url).host,
    ]);
    for (const name of ['x-mine', 'keep-alive', 'te']) expect(headers.has(name)).toBe(false);
    expect(answer.headers).toMatchObject({
      'set-cookie': ['a=1', 'b=2'],
      'x-odd': 'one',
      date: 'Thu, 01 Jan 1970 00:00:00 GMT',
    });
    expect(answer.headers).not.toHaveProperty('x-hop');
    expect(answer.rawHeaders).toContain('X-Odd');
    await proxy.stop();
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['x-gzip, deflate', (body: string) => deflateSync(gzipSync(body))],
  ])('passes an answer in %s unchanged, and judges what is in it', async (coding, pack) => {
    const packed = pack('{"name":1}');
    const proxy = await proxied((_, response) => {
      response.writeHead(200, { ...json, 'content-encoding': coding, 'content-length': packed.length }).end(packed);
    });
    const answer = await ask(proxy.url, '/profile');
    expect(answer.body.equals(packed)).toBe(true);
    expect(answer.headers).toMatchObject({ 'content-encoding': coding, 'content-length': String(packed.length) });
    expect((await proxy.stop()).stderr).toContain('`/name` must be a string');
  });

  it('passes at once, in both directions: nothing is held back until it is whole', { timeout: 20_000 }, async () => {
    const proxy = await proxied((request, response) => {
      // The answer begins with the first of what is sent, and ends with the last of it.
      request.once('data', () => response.writeHead(200, json).write('{"id":'));
      request.once('end', () => response.end('3}'));
    }, '--writes');
    const asking = request(`${proxy.url}/products`, { method: 'POST', agent: false, headers: json });
    asking.write('{"name":');
    const answer = await new Promise<string>((resolve, reject) => {
      asking.on('error', reject).on('response', (response) => {
        let got = '';
        response.on('data', (piece: Buffer) => {
          got += piece.toString();
          // What is still to be sent waits for the beginning of the answer.
          if (got === '{"id":') asking.end('"Cup"}');
        });
        response.on('end', () => resolve(got));
      });
    });
    expect(answer).toBe('{"id":3}');
    expect((await proxy.stop()).code).toBe(0);
  });

  it('answers HEAD and 304 without a body', async () => {
    const proxy = await proxied((request, response) => {
      response.writeHead(request.method === 'HEAD' ? 200 : 304, json).end();
    });
    const head = await ask(proxy.url, '/profile', { method: 'HEAD' });
    const unchanged = await ask(proxy.url, '/profile', { headers: { 'if-none-match': '"1"' } });
    expect([head.status, unchanged.status]).toEqual([200, 304]);
    const { stdout } = await proxy.stop();
    expect(stdout).toContain('; 2 exchanges');
    expect(stdout).not.toContain('body');
  });

  it('leads redirects of the API back to itself', async () => {
    const proxy = await proxied((request, response) => {
      if (request.url!.endsWith('/profile')) return sendJson(response, 200, { name: 'Shop' });
      response.writeHead(302, { location: `http://${request.headers.host}/api/v3/1003/profile` }).end();
    });
    const { headers } = await ask(proxy.url, '/products');
    expect(headers.location).toBe(`${proxy.url}/api/v3/1003/profile`);
    expect((await ask(proxy.url, '/api/v3/1003/profile')).status).toBe(200);
    await proxy.stop();
  });
});

describe('what goes wrong on the way', { timeout: 60_000 }, () => {
  const why = (body: Buffer): string => (JSON.parse(body.toString()) as { errorMessage: string }).errorMessage;

  it('is 502 and one sentence when nothing listens, and a finding', async () => {
    const gone = await startUpstream(shop());
    await gone.close();
    const proxy = await startProxied(gone.url);
    const answer = await ask(proxy.url, '/profile');
    expect([answer.status, why(answer.body)]).toEqual([502, 'The API gave no answer: the connection was refused.']);
    const { code, stdout, stderr } = await proxy.stop();
    expect(stderr).toContain('breaking  GET /profile  ---  GET /profile got no answer that could be checked');
    expect(stdout).toContain('Not answered: the connection was refused.');
    expect(code).toBe(3);
  });

  it('is 502 when the API hangs, after the time that it is given', async () => {
    const proxy = await proxied(
      (request, response) => {
        if (request.url!.endsWith('/products')) response.writeHead(200, json).write('{"total":');
      },
      '--timeout',
      '0.3',
    );
    const silent = await ask(proxy.url, '/profile');
    expect([silent.status, why(silent.body)]).toEqual([502, 'The API gave no answer: nothing came for 0.3 s.']);
    const stalled = await ask(proxy.url, '/products');
    expect([stalled.status, stalled.whole, stalled.body.toString()]).toEqual([200, false, '{"total":']);
    const { stderr } = await proxy.stop();
    expect(stderr.match(/^breaking .*nothing came for 0\.3 s\.$/gm)).toHaveLength(2);
  });

  it('is cut off where the API cut it off', async () => {
    const proxy = await proxied((_, response) => {
      response.writeHead(200, { ...json, 'content-length': '99' }).write('{"na', () => response.socket!.destroy());
    });
    const answer = await ask(proxy.url, '/profile');
    expect([answer.status, answer.whole]).toEqual([200, false]);
    const { stdout } = await proxy.stop();
    expect(stdout).toContain('broke off after 4 bytes of its body');
  });

  it('is no fault of the API when the client leaves', async () => {
    const { asked, ...proxy } = await proxied((_, response) => void response.writeHead(200, json).write('{"name":'));
    await new Promise<void>((resolve) => {
      const asking = request(`${proxy.url}/profile`, { agent: false }, () => asking.destroy());
      asking.on('error', () => resolve()).on('close', () => resolve());
      asking.end();
    });
    const { stdout } = await proxy.stop();
    expect(asked).toHaveLength(1);
    expect(stdout).toContain('the client did not wait for the whole answer');
    expect(stdout).toContain('0 breaking findings');
  });

  it('lets what is under way come to its end when it is interrupted, but not for ever', async () => {
    const proxy = await proxied((request, response) => {
      if (request.url!.endsWith('/products')) return;
      response.writeHead(200, json).write('{"name":');
      setTimeout(() => response.end('"Shop"}'), 300);
    });
    const slow = ask(proxy.url, '/profile');
    const hanging = ask(proxy.url, '/products').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    const { code, stdout } = await proxy.stop();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await slow).body.toString()).toBe('{"name":"Shop"}');
    expect(await hanging).toBeUndefined();
    expect([code, stdout]).toEqual([0, expect.stringContaining('; 1 exchange,')]);
  });

  it('asks again over a new connection when the API has closed the one that was kept', async () => {
    const proxy = await proxied((request, response) => {
      sendJson(response, 200, { name: 'Shop' });
      // Without having said so.
      const { socket } = request;
      response.once('finish', () =>
        socket.once('data', () => undefined).prependOnceListener('data', () => socket.destroy()),
      );
    });
    for (let times = 0; times < 3; times += 1) expect((await ask(proxy.url, '/profile')).status).toBe(200);
    expect((await proxy.stop()).code).toBe(0);
  });
});

describe('what does not pass', { timeout: 60_000 }, () => {
  it.each([
    ['POST', '/products'],
    ['PUT', '/products/1'],
    ['PATCH', '/products/1'],
    ['DELETE', '/products/1'],
    ['TRACE', '/profile'],
  ])('is %s without --writes', async (method, target) => {
    const proxy = await proxied(shop());
    const answer = await ask(proxy.url, target, { method, headers: json });
    expect([answer.status, answer.body.toString()]).toEqual([403, expect.stringContaining('which needs --writes')]);
    const { stdout, stderr } = await proxy.stop();
    expect(proxy.asked).toEqual([]);
    expect(stderr).toContain(`refused   ${method} ${method === 'TRACE' ? '/profile' : '/products'}`);
    expect(stdout).toContain('they were not passed on');
  });

  it('are writes only then', async () => {
    const proxy = await proxied(shop(), '--writes');
    for (const [method, target, body] of [
      ['OPTIONS', '/products', ''],
      ['POST', '/products', '{"name":"Cup"}'],
      ['DELETE', '/products/1', ''],
    ] as const)
      expect((await ask(proxy.url, target, { method, body, headers: json })).status).not.toBe(403);
    expect(proxy.asked).toHaveLength(3);
    await proxy.stop();
  });

  it.each([
    ['DELETE', '/products'],
    ['DELETE', '/products/'],
    ['DELETE', '/Products'],
    ['DELETE', '/products;a=1'],
    ['DELETE', '/%70roducts'],
    ['DELETE', '/api/v3/1003/products'],
    ['DELETE', '/api/v3/2002/products'],
    ['DELETE', '/products/.'],
    ['DELETE', '/products/1/..'],
    ['DELETE', '/./products'],
    ['DELETE', '/products#x'],
    ['GET', '/products?_method=DELETE'],
  ])('is what must never be sent to a live host, even with --writes: %s %s', async (method, target) => {
    for (const base of ['', '/api/v3', '/api/v3/1003']) {
      const { url, asked } = await upstream(shop());
      const proxy = await startProxied(`${url}${base}`, '--writes');
      // What the upstream leaves of the description's path, the client has to give.
      const asTyped = target.startsWith('/api') ? target.slice(base === '/api/v3' ? base.length : 0) : target;
      const whole =
        target.startsWith('/api') || base === '/api/v3/1003'
          ? asTyped
          : `${'/api/v3/1003'.slice(base.length)}${asTyped}`;
      expect((await ask(proxy.url, whole, { method })).status).toBe(403);
      await proxy.stop();
      expect(asked).toEqual([]);
    }
  });

  it('is a header that asks for another method', async () => {
    const proxy = await proxied(shop());
    expect((await ask(proxy.url, '/products', { headers: { 'X-HTTP-Method-Override': 'DELETE' } })).status).toBe(403);
    await proxy.stop();
    expect(proxy.asked).toEqual([]);
  });

  it('is a batch that carries such a call, while another one passes whole', async () => {
    const { url, asked } = await upstream(
      (request, response) => void text(request).then((body) => sendJson(response, 200, { ticket: body.slice(0, 8) })),
    );
    const proxy = await startProxied(`${url}/api/v3/1003`, '--api', 'ecwid', '--writes');
    const batch = (...calls: object[]): Promise<{ status: number; body: Buffer }> =>
      ask(proxy.url, '/batch', { method: 'POST', headers: json, body: JSON.stringify(calls) });
    const good = { path: '/products/1', method: 'PUT', body: { price: 1 } };
    expect((await batch(good, { path: 'products', method: 'DELETE' })).status).toBe(403);
    expect((await batch({ path: '/batch' })).status).toBe(403);
    expect((await ask(proxy.url, '/batch', { method: 'POST', headers: json, body: '{"a":' })).status).toBe(403);
    expect(asked).toEqual([]);
    const passed = await batch(good);
    expect([passed.status, passed.body.toString()]).toEqual([200, '{"ticket":"[{\\"path\\""}']);
    await proxy.stop();
  });

  it('is what comes under a foreign host name, and what is no URL', async () => {
    const proxy = await proxied(shop());
    expect((await ask(proxy.url, '/profile', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask(proxy.url, '//evil.example/profile')).status).toBe(400);
    expect((await ask(proxy.url, 'http://[')).status).toBe(400);
    expect((await ask(proxy.url, '/%ff')).status).toBe(400);
    await proxy.stop();
    expect(proxy.asked).toEqual([]);
    const opened = await proxied(shop(), '--host', 'localhost');
    expect((await ask(opened.url, '/profile', { headers: { host: 'LOCALHOST:1' } })).status).toBe(200);
    await opened.stop();
  });
});

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
    const har = ['har', file, '--description', shopFile, '--server-base', `${open[0]!.url}/api/v3/1003`];
    const read = await runInProcess(har);
    expect(lines(read.stdout)).toEqual(lines(live.stdout));
    expect(statSync(file).mode & 0o077).toBe(0);
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
