import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMock, type Mock } from '../../scripts/mock/server.ts';
import { shop } from '../fixtures/mock/shop.ts';

let mock: Mock;
let bigcommerce: Mock;
const authorization = 'Bearer secret';

beforeAll(async () => {
  mock = await startMock({ description: shop, basePath: '/api/v3/1003', errorShape: 'ecwid' });
  bigcommerce = await startMock({ description: shop, errorShape: 'bigcommerce' });
});

afterAll(async () => {
  await mock.close();
  await bigcommerce.close();
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function call(path: string, init: RequestInit = {}, base = mock.baseUrl): Promise<Reply> {
  const response = await fetch(base + path, { ...init, headers: { authorization, ...init.headers } });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

describe('addresses', () => {
  it.each([
    ['the base path of the example store', '/api/v3/1003/products'],
    ['the base path of another store', '/api/v3/77/products'],
    ['no base path', '/products'],
    ['a path with a server of its own', '/home-page/1003'],
    ['the base path of that server', '/static/home-page/1003'],
  ])('answers under %s', async (_name, path) => {
    expect((await call(path, {}, mock.url)).status).toBe(200);
  });

  it('prefers a fixed path to one with a parameter', async () => {
    expect((await call('/products/deleted')).body).toEqual([3]);
  });

  it('listens on 127.0.0.1 only', () => {
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(mock.baseUrl).toBe(`${mock.url}/api/v3/1003`);
  });

  it('rejects when the port is taken', async () => {
    const port = Number(new URL(mock.url).port);
    await expect(startMock({ description: shop, port, errorShape: 'ecwid' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('answers', () => {
  it('are the first example, each time the same, with headers', async () => {
    const replies = await Promise.all(Array.from({ length: 5 }, () => call('/products')));
    for (const { body, headers } of replies) {
      expect(body).toEqual({ items: [{ id: 1, name: 'Überraschung' }] });
      expect(headers.get('x-total')).toBe('2');
      expect(headers.get('sl-violations')).toBeNull();
    }
  });

  it.each([
    ['code=404', 404, { errorMessage: 'As described.' }],
    ['code="404"', 404, { errorMessage: 'As described.' }],
    ['example=apple', 200, { name: 'Apple' }],
  ])('follow Prefer: %s', async (prefer, status, body) => {
    expect(await call('/products/7', { headers: { prefer } })).toMatchObject({ status, body });
  });

  it('follow a status and an example together', async () => {
    const reply = await call('/products', { headers: { prefer: 'code=200, example=none' } });
    expect(reply.body).toEqual({ items: [] });
  });

  it('have no body and no content type where none is documented', async () => {
    const reply = await call('/products/7', { method: 'DELETE' });
    expect(reply).toMatchObject({ status: 204, body: '' });
    expect(reply.headers.get('content-type')).toBeNull();
  });

  it('may be other than JSON, while their errors are JSON', async () => {
    const headers = { accept: 'application/pdf' };
    const document = await call('/orders/A/invoice', { headers });
    expect(document.body).toBe('%PDF-1.4');
    expect(document.headers.get('content-type')).toBe('application/pdf');
    expect(await call('/orders/A/invoice', { headers: { ...headers, prefer: 'code=404' } })).toMatchObject({
      status: 404,
      body: { errorMessage: 'As described.' },
    });
  });

  it('tell of an example that breaks its schema', async () => {
    const reply = await call('/products', post('application/json', '{"name":"Apple"}'));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('sl-violations')).toContain('body.id');
  });
});

describe('requests that are right', () => {
  it.each([
    ['a list separated by commas', '/products?ids=1,2,3'],
    ['an object parameter with names of its own', '/products?fieldColor=red&fieldSize=XL'],
    ['the token in the query', '/products?token=secret'],
  ])('with %s', async (name, path) => {
    const headers: Record<string, string> = name.includes('token') ? { authorization: '' } : {};
    expect((await call(path, { headers })).status).toBe(200);
  });

  it.each(['image/jpeg', 'image/png', 'application/octet-stream'])('with a binary body of %s', async (type) => {
    const bytes = new Uint8Array(300_000).map((_value, index) => index % 256);
    expect((await call('/products/7/image', post(type, bytes))).body).toEqual({ id: 5 });
  });
});

describe('requests that are wrong', () => {
  it.each([
    ['an unknown path', '/nothing', {}, 404, 'NOT_FOUND'],
    ['an unknown method', '/products', { method: 'PATCH' }, 405, 'METHOD_NOT_ALLOWED'],
    ['no token', '/products', { headers: { authorization: '' } }, 403, 'INVALID_API_TOKEN'],
    ['a parameter of a wrong type', '/products?limit=many', {}, 400, 'WRONG_PARAMETER'],
    ['a parameter beyond its limit', '/products?limit=101', {}, 400, 'WRONG_PARAMETER'],
    ['a list with a wrong item', '/products?ids=1,b', {}, 400, 'WRONG_PARAMETER'],
    // Prism lets the next two pass; the contract engine does not.
    ['a name that an object parameter forbids', '/filtered?size=XL', {}, 400, 'WRONG_PARAMETER'],
    ['a field that nothing allows', '/filtered', post('application/json', '{"a":1,"b":2}'), 400, 'WRONG_PARAMETER'],
    ['a path parameter of a wrong type', '/products/seven', {}, 400, 'WRONG_PARAMETER'],
    ['a body without a required field', '/products', post('application/json', '{}'), 400, 'WRONG_PARAMETER'],
    ['a body of a wrong type', '/products', post('application/json', '{"name":7}'), 400, 'WRONG_PARAMETER'],
    ['a body that is no JSON', '/products', post('application/json', '{name'), 400, 'WRONG_PARAMETER'],
    ['a missing body', '/products', { method: 'POST' }, 400, 'WRONG_PARAMETER'],
    ['a wrong content type', '/products', post('text/plain', 'name'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an answer that does not exist', '/products', { headers: { accept: 'image/png' } }, 406, 'NOT_ACCEPTABLE'],
    ['a status that is not documented', '/products', { headers: { prefer: 'code=418' } }, 400, 'WRONG_PARAMETER'],
    ['a status that is none', '/products', { headers: { prefer: 'code=ok' } }, 400, 'WRONG_PARAMETER'],
    ['an example that does not exist', '/products', { headers: { prefer: 'example=x' } }, 400, 'WRONG_PARAMETER'],
  ] as const)('get an error for %s', async (_name, path, init, status, errorCode) => {
    const reply = await call(path, init);
    expect(reply).toMatchObject({ status, body: { errorCode, errorMessage: expect.stringMatching(/^[A-Z"].*\.$/) } });
  });

  it('are told what is wrong and where', async () => {
    const { body } = await call('/products', post('application/json', '{"name":7}'));
    expect((body as { errorMessage: string }).errorMessage).toContain('body.name: ');
  });

  it('are answered in the shape of the other API', async () => {
    const reply = await call('/products?limit=many', {}, bigcommerce.url);
    expect(reply).toMatchObject({
      status: 400,
      body: {
        status: 400,
        title: expect.any(String),
        type: expect.any(String),
        errors: { 'query.limit': expect.any(String) },
      },
    });
  });
});

describe('pages of another origin', () => {
  it('may call the mock', async () => {
    const preflight = await fetch(`${mock.url}/products`, {
      method: 'OPTIONS',
      headers: { origin: 'null', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'prefer' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Prefer');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const reply = await call('/products', { headers: { origin: 'http://localhost:8080' } });
    expect(reply.headers.get('access-control-allow-origin')).toBe('http://localhost:8080');
  });
});

function post(contentType: string, body: string | Uint8Array<ArrayBuffer>): RequestInit {
  return { method: 'POST', headers: { 'content-type': contentType }, body };
}

describe('examples of a shared schema', () => {
  const answer = (id: number) => ({
    responses: {
      200: {
        description: 'Id.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/IdResult' },
            examples: { default: { value: { id } } },
          },
        },
      },
    },
  });
  const description = {
    openapi: '3.1.0',
    info: { title: 'Ids', version: '1' },
    servers: [{ url: 'https://api.example/v1' }],
    paths: { '/one': { get: answer(1) }, '/two': { get: answer(2) } },
    components: {
      schemas: { IdResult: { type: 'object', properties: { id: { type: 'integer' } }, examples: [{ id: 999 }] } },
    },
  };

  it("do not hide the operation's own", async () => {
    const ids = await startMock({ description, errorShape: 'ecwid' });
    try {
      expect((await call('/one', {}, ids.url)).body).toEqual({ id: 1 });
      expect((await call('/two', {}, ids.url)).body).toEqual({ id: 2 });
    } finally {
      await ids.close();
    }
  });
});
