import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batch, batchRequest, createEcwidClient } from '../../generated/ecwid/index.js';
import { passTime, startServer, stopClock, type Answer, type Seen, type TestServer } from './server.ts';

let server: TestServer;
beforeEach(stopClock);
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

interface Item {
  id: string;
  method: string;
  path: string;
  body?: unknown;
}

/** Carries out batches like Ecwid: a third of the way at each look, answers in reverse order. */
async function connect(carryOut: (item: Item) => object, stopAtFailure = false) {
  const batches = new Map<string, { items: Item[]; looks: number }>();
  server = await startServer((request: Seen): Answer => {
    if (request.path !== '/batch') return { status: 404 };
    if (request.method === 'POST') {
      const ticket = `ticket-${batches.size}`;
      batches.set(ticket, { items: JSON.parse(String(request.body)) as Item[], looks: 0 });
      return { body: { ticket } };
    }
    const known = batches.get(request.query.get('ticket') ?? '');
    if (!known) return { status: 404, body: { errorCode: 'BATCH_NOT_FOUND' } };
    const looks = ++known.looks;
    const totalRequests = known.items.length;
    if (looks < 3)
      return { body: { status: looks === 1 ? 'QUEUED' : 'IN_PROGRESS', totalRequests, completedRequests: looks - 1 } };
    const responses = known.items.map((item) => ({ id: item.id, ...carryOut(item) }));
    const failure = responses.findIndex((response) => 'status' in response && response.status === 'FAILED');
    const executed = stopAtFailure && failure >= 0 ? responses.slice(0, failure + 1) : responses;
    return {
      body: { status: 'COMPLETED', totalRequests, completedRequests: totalRequests, responses: executed.reverse() },
    };
  });
  return createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url });
}

const done = (httpBody: object) => ({ status: 'COMPLETED', httpStatusCode: 200, httpBody });
const update = (productId: number) =>
  batchRequest('PUT', '/products/{productId}', { params: { path: { productId } }, body: { price: productId } });

describe('batch', () => {
  it('hands in requests as the description says, and returns the answers in their order', async () => {
    const client = await connect(({ path }) => done({ path }));
    const requests = [
      batchRequest('GET', '/orders', { params: { query: { limit: 1, email: 'nora@mail.example' } } }),
      batchRequest('GET', '/profile'),
      update(5),
    ] as const;
    const progress: string[] = [];
    const onProgress = (ready: number, all: number) => void progress.push(`${ready}/${all}`);
    const { value, milliseconds } = await passTime(batch(client, requests, { allowParallelMode: true, onProgress }));

    expect(server.seen[0]).toMatchObject({ method: 'POST', search: 'allowParallelMode=true' });
    expect(JSON.parse(String(server.seen[0]?.body))).toEqual([
      { id: '0', method: 'GET', path: '/orders?limit=1&email=nora%40mail.example' },
      { id: '1', method: 'GET', path: '/profile' },
      { id: '2', method: 'PUT', path: '/products/5', body: { price: 5 } },
    ]);
    expect(value.map(({ data }) => data)).toEqual([
      { path: '/orders?limit=1&email=nora%40mail.example' },
      { path: '/profile' },
      { path: '/products/5' },
    ]);
    expect(value[2]).toEqual({ state: 'COMPLETED', status: 200, data: { path: '/products/5' }, error: undefined });
    expect(progress).toEqual(['0/3', '1/3', '3/3']);
    expect(milliseconds).toBe(500 + 750 + 1125);
  });

  it('hands in 1,201 requests in three parts, and returns 1,201 answers', async () => {
    const client = await connect(({ path }) => done({ path }));
    const requests = Array.from({ length: 1201 }, (_, index) => update(index + 1));
    const progress: number[] = [];
    const { value } = await passTime(batch(client, requests, { onProgress: (ready) => void progress.push(ready) }));
    const parts = server.seen
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => (JSON.parse(String(body)) as Item[]).length);
    expect(parts).toEqual([500, 500, 201]);
    expect(value.map(({ data }) => data)).toEqual(requests.map(({ path }) => ({ path })));
    expect(progress.at(-1)).toBe(1201);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('tells failures apart', async () => {
    const error = { errorMessage: 'Not found', errorCode: 'PRODUCT_NOT_FOUND' };
    const client = await connect(({ path }) =>
      path.endsWith('/2') ? { status: 'FAILED', httpStatusCode: 404, httpBody: error } : done({ updateCount: 1 }),
    );
    const { value } = await passTime(batch(client, [update(1), update(2)]));
    expect(value[0]).toMatchObject({ state: 'COMPLETED', data: { updateCount: 1 } });
    expect(value[1]).toEqual({ state: 'FAILED', status: 404, data: undefined, error });
  });

  it('goes no further than the first failure when asked, and has an answer for each request all the same', async () => {
    const client = await connect(
      ({ path }) => (path.endsWith('/3') ? { status: 'FAILED', httpStatusCode: 409 } : done({})),
      true,
    );
    const requests = Array.from({ length: 600 }, (_, index) => update(index + 1));
    const { value } = await passTime(batch(client, requests, { stopOnFirstFailure: true }));
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(value).toHaveLength(600);
    expect(value.slice(0, 4).map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED', 'FAILED', 'NOT_EXECUTED']);
    expect(value.at(-1)).toEqual({ state: 'NOT_EXECUTED', status: undefined, data: undefined, error: undefined });
  });

  it('sends nothing for no requests', async () => {
    expect(await batch(await connect(() => ({})), [])).toEqual([]);
    expect(server.seen).toHaveLength(0);
  });

  it('refuses a request without its path parameters at once', () => {
    expect(() => batchRequest('GET', '/products/{productId}', { params: { path: {} as never } })).toThrow(
      'GET /products/{productId} needs the path parameter "productId".',
    );
  });

  it('ends its waiting when the signal aborts', async () => {
    const client = await connect(() => done({}));
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 800);
    await expect(passTime(batch(client, [update(1)], { signal: controller.signal }))).rejects.toThrow('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('throws when the API does not take the batch', async () => {
    server = await startServer(() => ({ status: 403, body: { errorCode: 'INSUFFICIENT_APP_SCOPE' } }));
    const client = createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url });
    await expect(passTime(batch(client, [update(1)]))).rejects.toMatchObject({ operation: 'POST /batch', status: 403 });
  });
});
