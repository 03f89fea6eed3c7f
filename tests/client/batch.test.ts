import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batch, batchRequest, createEcwidClient, retry } from '../../generated/ecwid/index.js';
import { passTime, startClock, startServer, stopClock, type Answer, type Seen, type TestServer } from './server.ts';

let server: TestServer;
beforeEach(stopClock);
afterEach(async () => {
  startClock();
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

    expect(server.seen[0]).toMatchObject({ method: 'POST' });
    expect([...server.seen[0]!.query]).toEqual([
      ['allowParallelMode', 'true'],
      ['deduplicationKey', expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)],
    ]);
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
    const parts = server.seen.filter(({ method }) => method === 'POST');
    expect(parts.map(({ body }) => (JSON.parse(String(body)) as Item[]).length)).toEqual([500, 500, 201]);
    expect(new Set(parts.map(({ query }) => query.get('deduplicationKey'))).size).toBe(3);
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

  it.each([true, undefined])(
    'goes no further than the first failure, as the API does: %s',
    async (stopOnFirstFailure) => {
      const client = await connect(
        ({ path }) => (path.endsWith('/3') ? { status: 'FAILED', httpStatusCode: 409 } : done({})),
        true,
      );
      const requests = Array.from({ length: 600 }, (_, index) => update(index + 1));
      const { value } = await passTime(batch(client, requests, { stopOnFirstFailure }));
      expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
      expect(value).toHaveLength(600);
      expect(value.slice(0, 4).map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED', 'FAILED', 'NOT_EXECUTED']);
      expect(value.at(-1)).toEqual({ state: 'NOT_EXECUTED', status: undefined, data: undefined, error: undefined });
    },
  );

  it('goes on after a failure when asked', async () => {
    const client = await connect(({ path }) =>
      /\/(3|703)$/.test(path) ? { status: 'FAILED', httpStatusCode: 409 } : done({}),
    );
    const requests = Array.from({ length: 1200 }, (_, index) => update(index + 1));
    const { value } = await passTime(batch(client, requests, { stopOnFirstFailure: false, groupId: 'prices' }));
    const failed = value.flatMap(({ state }, index) => (state === 'COMPLETED' ? [] : [index + 1]));
    expect(failed).toEqual([3, 703]);
    expect(server.seen.filter(({ method }) => method === 'POST').map(({ search }) => search.split('&')[0])).toEqual([
      'stopOnFirstFailure=false',
      'stopOnFirstFailure=false',
      'stopOnFirstFailure=false',
    ]);
    expect(server.seen[0]?.query.get('groupId')).toBe('prices');
  });

  it('hands in again with retry() what got no answer, with the key by which the API knows it again', async () => {
    const keys: (string | null)[] = [];
    server = await startServer(({ method, query }) => {
      if (method === 'GET') return { body: { status: 'COMPLETED', responses: [{ id: '0', ...done({}) }] } };
      return keys.push(query.get('deduplicationKey')) === 1 ? 'reset' : { body: { ticket: 'ticket-0' } };
    });
    const client = createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url, retry: retry() });
    const { value } = await passTime(batch(client, [update(1)]));
    expect(value[0].state).toBe('COMPLETED');
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  it('sends nothing for no requests', async () => {
    expect(await batch(await connect(() => ({})), [])).toEqual([]);
    expect(server.seen).toHaveLength(0);
  });

  it('refuses a request without its path parameters at once', () => {
    expect(() => batchRequest('GET', '/products/{productId}', { params: { path: {} as never } })).toThrow(
      'GET /products/{productId} needs a valid productId.',
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
