import { request as send } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startMock, type Mock } from '../../scripts/mock/server.ts';
import { description } from '../store/try-store.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ description, basePath: '/api/v3/1003', errorShape: 'ecwid', store: {} });
});
afterAll(() => mock.close());

const authorization = 'Bearer any';
const port = (): number => Number(new URL(mock.url).port);

/** Sends a request line as it is, which no client would. */
function raw(line: string, ...headers: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port(), '127.0.0.1', () => {
      socket.end(`${line} HTTP/1.1\r\n${['Host: 127.0.0.1', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`);
    });
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

function withHost(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    send({ port: port(), path: '/api/v3/1003/products', headers: { host, authorization } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('a server that looks into the store', () => {
  it.each(['//', '//a:b/', 'http://[', '%', '/%', '/api/v3/1003/storage/%ff', '/%E0%A4%A'])(
    'answers GET %s with 400',
    async (target) => {
      expect(await raw(`GET ${target}`)).toMatch(/^HTTP\/1\.1 400 /);
      expect((await fetch(`${mock.baseUrl}/products`, { headers: { authorization } })).status).toBe(200);
    },
  );

  it('answers an odd content type in the form of the API', async () => {
    for (const type of [';', 'application/json; charset=nonsense', '/', 'a b c']) {
      const body = '{"name":"x"';
      const answer = await raw(
        'POST /api/v3/1003/products',
        `Content-Type: ${type}`,
        `Authorization: ${authorization}`,
        `Content-Length: ${body.length}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
  });

  it('answers to its own host names alone', async () => {
    expect(await withHost('localhost:1')).toBe(200);
    expect(await withHost('[::1]:1')).toBe(200);
    expect(await withHost('evil.example')).toBe(403);
    expect(await withHost('127.0.0.1.evil.example')).toBe(403);
  });

  it.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['null', 'null'],
    ['https://evil.example', null],
  ])('lets pages of %s read %s', async (origin, allowed) => {
    const response = await fetch(`${mock.baseUrl}/products`, { headers: { authorization, origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  });

  it('says where an answer comes from, and asks Prism for examples', async () => {
    const get = async (prefer?: string): Promise<Response> =>
      fetch(`${mock.baseUrl}/products/37208342`, { headers: { authorization, ...(prefer && { prefer }) } });
    const own = await get();
    expect([own.status, own.headers.get('x-answered-by')]).toEqual([404, 'store']);
    const example = await get('code=200, example=disabled');
    expect([await example.json(), example.headers.get('x-answered-by')]).toEqual([
      { id: 37208342, enabled: false },
      'example',
    ]);
  });

  it('remembers over HTTP, and leads to pictures that it serves', async () => {
    const body = new Uint8Array([1, 2, 3]);
    await fetch(`${mock.baseUrl}/products/37208339/image`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'image/png' },
      body,
    });
    const { imageUrl } = (await (
      await fetch(`${mock.baseUrl}/products/37208339`, { headers: { authorization } })
    ).json()) as { imageUrl: string };
    expect(imageUrl.startsWith(`${mock.url}/images/1003/`)).toBe(true);
    expect(new Uint8Array(await (await fetch(imageUrl)).arrayBuffer())).toEqual(body);
  });
});

describe('control of the store', () => {
  const control = (headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      send({ port: port(), method: 'POST', path: '/_store/reset', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('is for this machine, and for no page of somewhere else', async () => {
    expect(await control()).toBe(204);
    expect(await control({ origin: 'http://localhost:8080' })).toBe(204);
    expect(await control({ origin: 'https://evil.example' })).toBe(403);
    expect(await control({ origin: 'null' })).toBe(403);
  });

  it('is not opened by --host', async () => {
    const open = await startMock({ description, errorShape: 'ecwid', store: {}, host: '0.0.0.0' });
    try {
      const { port: own } = new URL(open.url);
      const statusOf = (path: string, host: string): Promise<number> =>
        new Promise((resolve, reject) => {
          send({ port: own, path, headers: { host, authorization } }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          })
            .on('error', reject)
            .end();
        });
      expect(await statusOf('/products', '0.0.0.0')).toBe(200);
      expect(await statusOf('/products', 'evil.example')).toBe(403);
      expect(await statusOf('/_store/log', '127.0.0.1')).toBe(200);
      expect(await statusOf('/_store/log', '0.0.0.0')).toBe(403);
    } finally {
      await open.close();
    }
  });
});

it('a cut answer ends the connection in the middle, and is no defect that anybody is told of', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  mock.store?.faults.add({ operation: 'searchProducts', kind: 'cut' });
  const response = await fetch(`${mock.baseUrl}/products`, { headers: { authorization } });
  expect([response.status, Number(response.headers.get('content-length'))]).toEqual([200, expect.any(Number)]);
  const { value } = await response.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toMatch(/^\{"total":/);
  mock.store?.faults.add({ operation: 'searchProducts', kind: 'cut' });
  await expect(
    fetch(`${mock.baseUrl}/products`, { headers: { authorization } }).then((whole) => whole.text()),
  ).rejects.toThrow();
  expect(said).not.toHaveBeenCalled();
  expect((await fetch(`${mock.baseUrl}/products`, { headers: { authorization } })).status).toBe(200);
});
