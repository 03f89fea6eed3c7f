import { afterEach, describe, expect, it } from 'vitest';
import * as ecwid from '../../generated/ecwid/index.js';
import { apis } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { callWithForm } from '../../scripts/client/call-form.ts';
import { callWithHeaders } from '../../scripts/client/call-headers.ts';
import { listOperations } from '../../scripts/description/document.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';
import { startServer, type Answer, type TestServer } from './server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function connect(answer: Answer) {
  server = await startServer(() => answer);
  return { client: ecwid.createEcwidClient({ storeId: 1003, token: 'secret_x', baseUrl: server.url }), server };
}

describe('an operation by name', () => {
  it('takes values of the path and the query in one object, and resolves to the body of the answer', async () => {
    const { client, server } = await connect({ body: { updateCount: 1 } });
    const body = { price: 5 };
    const parameters = { productId: 7, checkLowStockNotification: true, body };
    expect(await ecwid.updateProduct(client, parameters, { headers: { 'X-Trace': '1' } })).toEqual({ updateCount: 1 });
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'PUT', path: '/products/7', search: 'checkLowStockNotification=true' });
    expect(JSON.parse(String(request?.body))).toEqual({ price: 5 });
    expect(request?.headers['x-trace']).toBe('1');
    expect(parameters).toEqual({ productId: 7, checkLowStockNotification: true, body });
  });

  it('may be called without parameters, and writes filters by their own names', async () => {
    const { client, server } = await connect({ body: { items: [] } });
    await ecwid.searchProducts(client);
    await ecwid.searchProducts(client, { attribute_Brand: ['Meadow & Mill', 'x'], option_Size: 'S', keyword: 'linen' });
    expect(server.seen.map(({ search }) => search)).toEqual([
      '',
      'attribute_Brand=Meadow%20%26%20Mill,x&option_Size=S&keyword=linen',
    ]);
  });

  it('throws what the API answers with', async () => {
    const { client } = await connect({ status: 404, body: { errorCode: 'PRODUCT_NOT_FOUND' } });
    const error = await ecwid.getProduct(client, { productId: 1 }).catch((error: unknown) => error);
    expect(ecwid.isApiError(error, 'GET /products/{productId}')).toBe(true);
    expect(error).toMatchObject({ status: 404, errorCode: 'PRODUCT_NOT_FOUND' });
  });

  it('refuses a value of the path that is missing, before anything is sent', async () => {
    const { client, server } = await connect({ body: {} });
    await expect(ecwid.getProduct(client, { productId: '' as never })).rejects.toThrow(/needs a valid productId/);
    expect(server.seen).toEqual([]);
  });

  it('returns a file as a Blob', async () => {
    const headers = { 'Content-Type': 'application/pdf' };
    const { client } = await connect({ headers, body: Buffer.from('%PDF') });
    const file = await ecwid.downloadProductFile(client, { productId: 1, fileId: 2 });
    expect(await file.text()).toBe('%PDF');
  });

  it.each([
    ['an object', { grant_type: 'partner', scope: undefined, client_id: 'a&b' }],
    ['a form', new URLSearchParams({ grant_type: 'partner', client_id: 'a&b' })],
  ])('sends as a form what is one, given %s', async (_, body) => {
    const { client, server } = await connect({ body: {} });
    await callWithForm(client, 'POST', '/products', { body });
    expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(String(server.seen[0]?.body)).toBe('grant_type=partner&client_id=a%26b');
  });

  it('sends the parameters that are headers as headers', async () => {
    const { client, server } = await connect({ body: {} });
    const parameters = { 'X-Kind': 'a', 'X-None': undefined, limit: 1 };
    await callWithHeaders(client, 'GET', '/products', ['X-Kind', 'X-None'], parameters, { headers: { 'X-Own': 'b' } });
    expect(server.seen[0]).toMatchObject({ search: 'limit=1', headers: { 'x-kind': 'a', 'x-own': 'b' } });
    expect(server.seen[0]?.headers).not.toHaveProperty('x-none');
  });
});

it('an error without a body is true, so that `if (error)` is enough', async () => {
  const { client } = await connect({ status: 503 });
  const { data, error } = await client.GET('/products');
  expect([data, Boolean(error)]).toEqual([undefined, true]);
});

it('paginate() refuses fields without rows before anything is sent', async () => {
  const { client, server } = await connect({ body: {} });
  const fields = 'total' as 'items';
  expect(() => ecwid.paginate(client, '/products', { responseFields: fields })).toThrow(/name no "items"/);
  expect(server.seen).toEqual([]);
});

it.each(apis)('$title: every operation has a function that sends what its path does', async (api) => {
  const document = await readBundle(api);
  const module = (await import(fromRoot(api.generated, 'index.js'))) as Record<string, (...args: object[]) => unknown>;
  const sent: string[] = [];
  const fetch = async ({ method, url }: Request): Promise<Response> => (sent.push(`${method} ${url}`), new Response());
  const options = { storeId: 1003, storeHash: 'x', token: 'secret', fetch };
  const client = module[`create${api.clientName}Client`]!(options) as Record<string, (...args: unknown[]) => unknown>;
  const operations = listOperations(document);
  for (const { path, method, operation } of operations) {
    const values = Object.fromEntries([...path.matchAll(/{(.+?)}/g)].map(([, name], index) => [name, index + 1]));
    await module[operation.operationId!]!(client, values);
    await client[method.toUpperCase()]!(path, { params: { path: values } });
  }
  expect(sent).toHaveLength(operations.length * 2);
  for (let index = 0; index < sent.length; index += 2) expect(sent[index]).toBe(sent[index + 1]);
});
