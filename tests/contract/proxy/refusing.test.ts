import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { sendJson } from '../live/recording-server.ts';
import { ask, closeUpstreams, json, proxied, shop, startProxied, upstream } from './proxied.ts';

afterEach(closeUpstreams);

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

  it.each(['DELETE', 'GET', 'OPTIONS', 'PUT'])('is a request in the body of another one: %s', async (method) => {
    const proxy = await proxied((_, response) => sendJson(response, 200, { name: 'Shop' }), '--writes');
    const hidden = 'DELETE /api/v3/1003/products HTTP/1.1\r\nHost: a\r\n\r\n';
    const { hostname, port } = new URL(proxy.url);
    for (const framing of [`Content-Length: ${hidden.length}\r\n`, 'Transfer-Encoding: chunked\r\n']) {
      const body = framing.startsWith('T') ? `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n` : hidden;
      const names = 'content-length, transfer-encoding, host, close';
      const socket = connect(Number(port), hostname);
      socket.end(`${method} /products/1 HTTP/1.1\r\nHost: localhost\r\nConnection: ${names}\r\n${framing}\r\n${body}`);
      await text(socket);
    }
    // Had one been hidden, it would have been asked before this one.
    expect((await ask(proxy.url, '/profile')).status).toBe(200);
    await proxy.stop();
    expect(proxy.asked.map((line) => line.split(' ')[0])).toEqual([method, method, 'GET']);
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
