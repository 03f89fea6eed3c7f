import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { sendJson } from '../live/recording-server.ts';
import { ask, bearer, closeUpstreams, json, proxied, secret, shop, startProxied, startUpstream } from './proxied.ts';

afterEach(closeUpstreams);

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
      new URL(proxy.api).host,
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
