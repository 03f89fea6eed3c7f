import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createBigCommerceClient } from '../../generated/bigcommerce/index.js';
import { createEcwidInstantSiteClient } from '../../generated/ecwid-instant-site/index.js';
import {
  ApiError,
  createEcwidClient,
  isApiError,
  unwrap,
  type EcwidClientOptions,
} from '../../generated/ecwid/index.js';
import { startServer, type Answer, type Seen, type TestServer } from './server.ts';

const token = 'secret_wN4tVx8q';
let server: TestServer;
afterEach(() => server.close());

async function connect(answer: (request: Seen, index: number) => Answer, options: Partial<EcwidClientOptions> = {}) {
  server = await startServer(answer);
  return createEcwidClient({ storeId: 1003, token, baseUrl: server.url, ...options });
}

describe('a call', () => {
  it('sends method, path, query, headers and body as they are described', async () => {
    const client = await connect(() => ({ body: { updateCount: 1 } }));
    const result = await client.PUT('/products/{productId}', {
      params: { path: { productId: 37208339 } },
      body: { name: 'Linen apron' },
      headers: { 'X-Trace': '7' },
    });
    expect(result.data).toEqual({ updateCount: 1 });
    expect(result.error).toBeUndefined();
    expect(server.seen).toHaveLength(1);
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'PUT', path: '/products/37208339', search: '' });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-trace': '7',
    });
    expect(JSON.parse(String(request?.body))).toEqual({ name: 'Linen apron' });
  });

  it('goes to the address of the store when no other is given', async () => {
    const urls: string[] = [];
    server = await startServer(() => ({}));
    const fetch = async (request: Request) => {
      urls.push(request.url);
      return new Response('{}', { headers: { 'Content-Type': 'application/json' } });
    };
    await createEcwidClient({ storeId: 1003, token, fetch }).GET('/products');
    await createBigCommerceClient({ storeHash: 'a/b', token, fetch }).GET('/catalog/products/{product_id}/images', {
      params: { path: { product_id: 1 } },
    });
    expect(urls).toEqual([
      'https://app.ecwid.com/api/v3/1003/products',
      'https://api.bigcommerce.com/stores/a%2Fb/v3/catalog/products/1/images',
    ]);
  });

  it('goes to the host that serves its path, without the token, unless an address is given', async () => {
    const sent: Request[] = [];
    server = await startServer(() => ({ body: {} }));
    const fetch = async (request: Request) => (sent.push(request), new Response());
    const params = { path: { storeId: 1003, productId: 5 } };
    const path = '/product-page/{storeId}/{productId}/static-code';
    await createEcwidClient({ storeId: 1003, token, fetch }).GET(path, { params });
    expect(sent[0]?.url).toBe('https://storefront.ecwid.com/product-page/1003/5/static-code');
    expect([...sent[0]!.headers]).toEqual([]);

    const { data } = await createEcwidClient({ storeId: 1003, token, baseUrl: server.url }).GET(path, { params });
    expect(data).toEqual({});
    expect(server.seen[0]?.path).toBe('/product-page/1003/5/static-code');
  });

  it('takes the token along where a path of another host needs it', async () => {
    const sent: Request[] = [];
    const fetch = async (request: Request) => (sent.push(request), new Response());
    const client = createEcwidInstantSiteClient({ storeId: 1003, token, fetch });
    await client.GET('/instantsite/{storeId}/profile', { params: { path: { storeId: 1003 } } });
    const query = { grant_type: 'authorization_code', site_id: 1003, code: 'secret_x' } as const;
    await client.POST('/oauth/token', { params: { query } });
    expect(sent.map(({ url, headers }) => [new URL(url).host, headers.get('authorization')])).toEqual([
      ['app.ecwid.com', `Bearer ${token}`],
      ['vuega.ecwid.com', null],
    ]);
  });

  it('sends the token of BigCommerce in its own header, and follows no redirect with it', async () => {
    server = await startServer((_, index) =>
      index === 0 ? { body: { data: [], meta: {} } } : { status: 302, headers: { Location: '/elsewhere' } },
    );
    const client = createBigCommerceClient({ storeHash: 'x', token, baseUrl: server.url });
    const params = { path: { product_id: 1 } };
    await client.GET('/catalog/products/{product_id}/images', { params });
    expect(server.seen[0]?.headers['x-auth-token']).toBe(token);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    const { response } = await client.GET('/catalog/products/{product_id}/images', { params });
    expect(response.status).toBe(302);
    expect(server.seen.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('asks a token function anew for every call', async () => {
    let number = 0;
    const client = await connect(() => ({ body: {} }), { token: async () => `secret_${++number}` });
    await client.GET('/products');
    await client.GET('/products');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret_1', 'Bearer secret_2']);
  });

  it.each([
    ['missing', undefined],
    ['empty', ' '],
    ['broken over two lines', `${token}\nX-Other: 1`],
    ['not plain text', `${token}…`],
  ])('refuses a token that is %s, without quoting it', async (_, wrong) => {
    const message = 'The client needs a valid token.';
    await expect(connect(() => ({}), { token: wrong as string })).rejects.toThrow(new TypeError(message));
    const client = await connect(() => ({}), { token: async () => wrong as string });
    const error: unknown = await client.GET('/products').catch((caught: unknown) => caught);
    expect((error as Error).message).toBe(message);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token);
    expect(server.seen).toHaveLength(0);
  });

  it('takes a token as it comes out of a file, with the end of its line', async () => {
    const client = await connect(() => ({ body: {} }), { token: `${token}\n` });
    await client.GET('/products');
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it.each(['', undefined, '..'])('needs to know the store: %j', async (storeId) => {
    server = await startServer(() => ({}));
    const missing = new TypeError('The client needs a valid storeId.');
    expect(() => createEcwidClient({ storeId: storeId as string, token })).toThrow(missing);
    expect(() => createBigCommerceClient({ storeHash: storeId as string, token })).toThrow(/valid storeHash/);
  });

  it('lets a call have its own address and its own fetch', async () => {
    const client = await connect(() => ({ body: {} }));
    let own = 0;
    await client.GET('/products', {
      baseUrl: `${server.url}/v9/`,
      fetch: (request) => (own++, fetch(request)),
    });
    expect(own).toBe(1);
    expect(server.seen[0]?.path).toBe('/v9/products');
  });

  it.each([undefined, null, '', '.', '..'])(
    'refuses %j as a path parameter before anything is sent',
    async (productId) => {
      const client = await connect(() => ({ body: {} }));
      const call = client.DELETE('/products/{productId}', { params: { path: { productId: productId as never } } });
      await expect(call).rejects.toThrow('DELETE /products/{productId} needs a valid productId.');
      await expect(client.DELETE('/products/{productId}', undefined as never)).rejects.toThrow(TypeError);
      expect(server.seen).toHaveLength(0);
    },
  );

  it('encodes path parameters', async () => {
    const client = await connect(() => ({ body: {} }));
    await client.GET('/orders/{orderId}', { params: { path: { orderId: 'a/b {c}' } } });
    expect(server.seen[0]?.path).toBe('/orders/a%2Fb%20%7Bc%7D');
  });

  it('sends no request for a signal that was aborted, and ends one that is under way', async () => {
    const client = await connect(() => 'never');
    await expect(client.GET('/products', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(server.seen).toHaveLength(0);
    const controller = new AbortController();
    const call = client.GET('/products', { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(call).rejects.toThrow('enough');
  });

  it('ends after the timeout of the client, or of the call', async () => {
    const client = await connect(() => 'never', { timeout: 50 });
    await expect(client.GET('/products')).rejects.toMatchObject({ name: 'TimeoutError' });
    const patient = createEcwidClient({ storeId: 1003, token, baseUrl: server.url, timeout: 60_000 });
    await expect(patient.GET('/products', { timeout: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('shows every answer to onResponse, with its operation and without the token', async () => {
    const shown: string[] = [];
    const client = await connect((_, index) => ({ status: index === 0 ? 200 : 404, body: {} }), {
      onResponse: (response, call) => {
        shown.push(`${call.operation} ${response.status}`);
        expect(inspect([response, call], { depth: 9 })).not.toContain(token);
      },
    });
    await client.GET('/products');
    await client.GET('/products/{productId}', { params: { path: { productId: 1 } } });
    expect(shown).toEqual(['GET /products 200', 'GET /products/{productId} 404']);
  });

  it('lets onResponse read the body, and reads it itself all the same', async () => {
    const bodies: unknown[] = [];
    const client = await connect(() => ({ body: { total: 3 } }), {
      onResponse: async (response) => void bodies.push(await response.json()),
    });
    expect((await client.GET('/products')).data).toEqual({ total: 3 });
    expect(bodies).toEqual([{ total: 3 }]);
  });

  it('refuses a date without a time before anything is sent', async () => {
    const client = await connect(() => ({ body: {} }));
    const query = { createdFrom: new Date('yesterday') };
    await expect(client.GET('/products', { params: { query } })).rejects.toThrow(
      'GET /products needs a valid createdFrom.',
    );
    expect(server.seen).toEqual([]);
  });

  it.each([307, 308])('does not send a body on after %i', async (status) => {
    const other = await startServer(() => ({ body: {} }));
    const client = await connect(() => ({ status, headers: { Location: `${other.url}/elsewhere` } }));
    const { response } = await client.POST('/products', { body: { name: 'Apron' } as never });
    expect(response.status).toBe(status);
    expect(other.seen).toEqual([]);
    await other.close();
  });
});

describe('an answer', () => {
  it.each([
    ['JSON', { body: { items: [] } }, { items: [] }],
    ['JSON of another name', { headers: { 'Content-Type': 'application/hal+json' }, body: '{"a":1}' }, { a: 1 }],
    ['JSON without a content type', { body: '{"a":1}' }, { a: 1 }],
    ['text', { headers: { 'Content-Type': 'text/html' }, body: '<p>5</p>' }, '<p>5</p>'],
    ['text that looks like a number', { headers: { 'Content-Type': 'text/plain' }, body: '5' }, '5'],
    ['nothing', { body: undefined }, undefined],
    ['204', { status: 204 }, undefined],
  ])('is read by its content type: %s', async (_, answer, data) => {
    const client = await connect(() => answer as Answer);
    expect((await client.GET('/products')).data).toEqual(data);
  });

  it('is a Blob when it is neither JSON nor text', async () => {
    const client = await connect(() => ({ headers: { 'Content-Type': 'application/pdf' }, body: Buffer.from('%PDF') }));
    const { data } = await client.GET('/products');
    expect(data).toBeInstanceOf(Blob);
    expect(await (data as unknown as Blob).text()).toBe('%PDF');
  });

  it('is read as the call asks', async () => {
    const client = await connect(() => ({ body: { a: 1 } }));
    expect((await client.GET('/products', { parseAs: 'text' })).data).toBe('{"a":1}');
    const { data } = await client.GET('/products', { parseAs: 'stream' });
    expect(await new Response(data).json()).toEqual({ a: 1 });
  });

  it('that is cut off says so', async () => {
    const client = await connect(() => ({ headers: { 'Content-Type': 'application/json' }, body: '{"items":[' }));
    await expect(client.GET('/products')).rejects.toThrow(SyntaxError);
  });
});

describe('unwrap', () => {
  const params = { path: { productId: 1 } };

  it('returns the data', async () => {
    const client = await connect(() => ({ body: { id: 1, name: 'Linen apron' } }));
    expect((await unwrap(client.GET('/products/{productId}', { params }))).name).toBe('Linen apron');
  });

  it.each([
    [
      'JSON',
      { errorMessage: 'Product is not found', errorCode: 'PRODUCT_NOT_FOUND' },
      ': PRODUCT_NOT_FOUND: Product is not found',
    ],
    ['a problem of BigCommerce', { status: 404, title: 'No such product' }, ': No such product'],
    ['a page', '<h1>Not found</h1>', ': <h1>Not found</h1>'],
    ['nothing', undefined, ''],
    ['a JSON text', '"gone"', ': gone'],
    ['JSON null', 'null', ''],
  ])('throws an ApiError for an error of %s', async (_, body, reason) => {
    const client = await connect(() => ({ status: 404, headers: { 'X-Request-Id': 'r-1' }, body }));
    const error = await unwrap(client.GET('/products/{productId}', { params })).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: 'ApiError',
      message: `GET /products/{productId}: 404${reason}`,
      status: 404,
      operation: 'GET /products/{productId}',
      requestId: 'r-1',
    });
    expect((error as ApiError).errorCode).toBe((body as { errorCode?: string } | undefined)?.errorCode);
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(token);
  });

  it('says by isApiError which operation failed', async () => {
    const client = await connect(() => ({ status: 409, body: { errorCode: 'SKU_ALREADY_EXISTS' } }));
    const error = await unwrap(client.PUT('/products/{productId}', { params, body: {} })).catch(
      (caught: unknown) => caught,
    );
    expect(isApiError(error)).toBe(true);
    expect(isApiError(error, 'PUT /products/{productId}')).toBe(true);
    expect(isApiError(error, 'POST /products')).toBe(false);
    expect(isApiError(new Error('other'))).toBe(false);
  });

  it('passes on what is not an answer', async () => {
    const client = await connect(() => 'reset');
    await expect(unwrap(client.GET('/products'))).rejects.toThrow(TypeError);
  });
});
