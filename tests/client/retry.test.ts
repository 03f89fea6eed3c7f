import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkResponses, createEcwidClient, limiter, retry, type RetryOptions } from '../../generated/ecwid/index.js';
import { passTime, startClock, startServer, stopClock, type Answer, type TestServer } from './server.ts';

let server: TestServer;
beforeEach(() => {
  stopClock();
  // Waits are between half and all of their length; at their shortest they can be counted on.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
  startClock();
  vi.restoreAllMocks();
  await server.close();
});

/** A client of a server that gives these answers in turn, and the last one for ever. */
async function connect(answers: readonly Answer[], options?: RetryOptions) {
  server = await startServer((_, index) => answers[Math.min(index, answers.length - 1)]!);
  return createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url, retry: retry(options) });
}

const ok: Answer = { body: { updateCount: 1 } };
const params = { path: { productId: 1 } };

describe('retry', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeats a GET after %i, twice as late each time', async (status) => {
    const client = await connect([{ status }, { status }, { status }, ok]);
    const { value, milliseconds } = await passTime(client.GET('/products'));
    expect(value.response.status).toBe(200);
    expect(milliseconds).toBe(250 + 500 + 1000);
    expect(server.seen).toHaveLength(4);
  });

  it('waits up to twice the shortest time, at random', async () => {
    vi.mocked(Math.random).mockReturnValue(0.999_999);
    const client = await connect([{ status: 503 }, ok]);
    const { milliseconds } = await passTime(client.GET('/products'));
    expect(milliseconds).toBeGreaterThan(495);
    expect(milliseconds).toBeLessThanOrEqual(500);
  });

  it.each(['reset', 'cut'] as const)('repeats idempotent calls after a network error: %s', async (failure) => {
    const client = await connect([failure, ok]);
    const { value } = await passTime(client.PUT('/products/{productId}', { params, body: { name: 'x' } }));
    expect(value.data).toEqual({ updateCount: 1 });
    expect(server.seen.map(({ body }) => String(body))).toEqual(['{"name":"x"}', '{"name":"x"}']);
  });

  it('repeats a POST after 429 only, with its body', async () => {
    const client = await connect([{ status: 429 }, { status: 503 }]);
    const { value } = await passTime(client.POST('/products', { body: { name: 'x' } as never }));
    expect(value.response.status).toBe(503);
    expect(server.seen.map(({ body }) => String(body))).toEqual(['{"name":"x"}', '{"name":"x"}']);
    await server.close();

    for (const failure of ['reset', 'cut'] as const) {
      const other = await connect([failure, ok]);
      await expect(passTime(other.POST('/products', { body: { name: 'x' } as never }))).rejects.toThrow(TypeError);
      expect(server.seen).toHaveLength(1);
      await server.close();
    }
  });

  it('repeats a POST of which the caller says that it may come twice', async () => {
    const client = await connect(['reset', ok]);
    const { value } = await passTime(client.POST('/products', { body: { name: 'x' } as never, idempotent: true }));
    expect(value.data).toEqual({ updateCount: 1 });
    await server.close();

    const careful = await connect(['reset', ok]);
    await expect(passTime(careful.GET('/products', { idempotent: false }))).rejects.toThrow(TypeError);
    expect(server.seen).toHaveLength(1);
  });

  it('does not repeat a POST after 408, of which nobody knows whether it was done', async () => {
    const client = await connect([{ status: 408 }, ok]);
    const { value } = await passTime(client.POST('/products', { body: { name: 'Apron' } as never }));
    expect(value.response.status).toBe(408);
  });

  it('waits as long as it was asked to, beyond what timers take', async () => {
    const client = await connect([{ status: 429, headers: { 'Retry-After': `${30 * 86_400}` } }, ok], {
      maxDelay: Infinity,
    });
    const { milliseconds } = await passTime(client.GET('/products'));
    expect(milliseconds).toBe(2 ** 31 - 1);
  });

  it.each(['onResponse', 'onFindings', 'token'] as const)(
    'does not take what the app itself throws for a failure of the network: %s',
    async (place) => {
      server = await startServer(() => ok);
      const handler = vi.fn((): never => {
        throw new Error('not expected');
      });
      const contract = { checkExchange: () => [{ pointer: '/updateCount', message: 'is none' }] };
      const client = createEcwidClient({
        storeId: 1,
        token: place === 'token' ? handler : 't',
        baseUrl: server.url,
        retry: retry(),
        ...(place === 'onResponse' && { onResponse: handler }),
        ...(place === 'onFindings' && { checkResponses: checkResponses(contract, { onFindings: handler }) }),
      });
      await expect(passTime(client.GET('/products'))).rejects.toThrow('not expected');
      expect(handler).toHaveBeenCalledOnce();
    },
  );

  it('hands out streams unread', async () => {
    const client = await connect([{ status: 503 }, { body: 'bytes' }]);
    const { value } = await passTime(client.GET('/products', { parseAs: 'stream' }));
    expect(await new Response(value.data).text()).toBe('bytes');
  });

  it('never adjusts a stock twice, although it is a PUT', async () => {
    const body = { quantityDelta: -1 };
    const client = await connect(['reset', ok]);
    await expect(passTime(client.PUT('/products/{productId}/inventory', { params, body }))).rejects.toThrow(TypeError);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['seconds', () => '7', 7000],
    ['a date', () => new Date(Date.now() + 20_000).toUTCString(), 20_000],
    ['a date that is over', () => new Date(0).toUTCString(), 0],
    ['nonsense', () => 'soon', 0],
  ])('waits for what Retry-After says in %s', async (_, after, least) => {
    const client = await connect([{ status: 429, headers: { 'Retry-After': after() } }, ok]);
    const { value, milliseconds } = await passTime(client.POST('/products', { body: { name: 'x' } as never }));
    expect(value.response.status).toBe(200);
    // A date has no fractions of a second.
    expect(milliseconds).toBeGreaterThanOrEqual(least - 1000);
    expect(milliseconds).toBeLessThanOrEqual(least + 250);
  });

  it('gives up at once when the server asks for more than it may wait', async () => {
    const client = await connect([{ status: 429, headers: { 'Retry-After': '61' } }, ok]);
    const { value, milliseconds } = await passTime(client.GET('/products'));
    expect([value.response.status, milliseconds]).toEqual([429, 0]);
  });

  it('gives up after so many attempts, with the last answer', async () => {
    const client = await connect([{ status: 503, body: { errorCode: 'BUSY' } }], { attempts: 3, delay: 10 });
    const { value } = await passTime(client.GET('/products'));
    expect(value.error).toEqual({ errorCode: 'BUSY' });
    expect(server.seen).toHaveLength(3);
  });

  it.each([400, 403, 404, 409, 422])('does not repeat %i', async (status) => {
    const client = await connect([{ status }, ok]);
    expect((await passTime(client.GET('/products'))).value.response.status).toBe(status);
  });

  it('ends its wait when the signal aborts, and does not repeat what was aborted', async () => {
    const client = await connect([{ status: 429, headers: { 'Retry-After': '50' } }, ok]);
    const controller = new AbortController();
    const call = client.GET('/products', { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 1000);
    await expect(passTime(call)).rejects.toThrow('enough');
    expect(server.seen).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for a signal that has aborted', async () => {
    const client = await connect([ok]);
    const start = Date.now();
    const call = client.GET('/products', { signal: AbortSignal.abort(new Error('enough')) });
    await expect(passTime(call)).rejects.toThrow('enough');
    expect(Date.now() - start).toBe(0);
  });

  it('sends a stream once', async () => {
    const client = await connect([{ status: 429 }, ok]);
    const body = new Blob(['bytes']).stream() as unknown as Blob;
    const { value } = await passTime(client.POST('/products/{productId}/image', { params, body }));
    expect(value.response.status).toBe(429);
    expect(String(server.seen[0]?.body)).toBe('bytes');
  });

  it('asks for the token again before each attempt', async () => {
    server = await startServer((_, index) => (index === 0 ? { status: 503 } : ok));
    let number = 0;
    const client = createEcwidClient({ storeId: 1, token: () => `t${++number}`, baseUrl: server.url, retry: retry() });
    await passTime(client.GET('/products'));
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });
});

describe('limiter', () => {
  it('starts never more requests within a span than allowed, and delays none needlessly', async () => {
    const starts: number[] = [];
    server = await startServer(() => ok);
    const client = createEcwidClient({
      storeId: 1003,
      token: 'secret',
      baseUrl: server.url,
      limiter: limiter({ requests: 3, per: 1000 }),
      fetch: (request) => (starts.push(Date.now()), fetch(request)),
    });
    const begin = Date.now();
    await passTime(Promise.all(Array.from({ length: 8 }, () => client.GET('/products'))));
    expect(starts.map((time) => time - begin)).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000]);
  });

  it('keeps under the 600 requests a minute that Ecwid allows', async () => {
    const starts: number[] = [];
    server = await startServer(() => ok);
    const fetch = async () => (starts.push(Date.now()), new Response());
    const shared = limiter();
    const clients = [1, 2].map((storeId) => createEcwidClient({ storeId, token: 't', limiter: shared, fetch }));
    await passTime(Promise.all(Array.from({ length: 2000 }, (_, index) => clients[index % 2]!.GET('/products'))));
    for (const [index, start] of starts.entries()) {
      expect(starts.filter((time) => time >= start && time < start + 60_000).length).toBeLessThan(600);
      if (index > 1200) break;
    }
  });

  it('counts every attempt', async () => {
    server = await startServer((_, index) => (index === 0 ? { status: 503 } : ok));
    const client = createEcwidClient({
      storeId: 1003,
      token: 'secret',
      baseUrl: server.url,
      limiter: limiter({ requests: 1, per: 10_000 }),
      retry: retry(),
    });
    expect((await passTime(client.GET('/products'))).milliseconds).toBe(10_000);
  });

  it('gives up its place when the signal aborts', async () => {
    server = await startServer(() => ok);
    const client = createEcwidClient({
      storeId: 1,
      token: 't',
      baseUrl: server.url,
      limiter: limiter({ requests: 1 }),
    });
    await passTime(client.GET('/products'));
    const call = client.GET('/products', { signal: AbortSignal.abort(new Error('enough')) });
    await expect(passTime(call)).rejects.toThrow('enough');
    expect(server.seen).toHaveLength(1);
  });

  it('gives the place of a wait that is aborted to the next one', async () => {
    const starts: number[] = [];
    server = await startServer(() => ok);
    const client = createEcwidClient({
      storeId: 1,
      token: 't',
      limiter: limiter({ requests: 2, per: 1000 }),
      fetch: async () => (starts.push(Date.now()), new Response()),
    });
    const begin = Date.now();
    const stop = new AbortController();
    const aborted = Array.from({ length: 50 }, () => client.GET('/products', { signal: stop.signal }));
    const kept = client.GET('/products');
    await vi.advanceTimersByTimeAsync(100);
    stop.abort(new Error('enough'));
    const outcomes = await Promise.allSettled(aborted);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await passTime(kept);
    expect(starts.map((time) => time - begin)).toEqual([0, 0, 1000]);
  });

  it('holds its promise when timers fire early', async () => {
    const starts: number[] = [];
    server = await startServer(() => ok);
    const { setTimeout: fake } = globalThis;
    // Node's timers may fire up to a millisecond before their time.
    vi.stubGlobal('setTimeout', (run: () => void, wait: number) => fake(run, Math.max(1, wait - 1)));
    const client = createEcwidClient({
      storeId: 1,
      token: 't',
      limiter: limiter({ requests: 1, per: 1000 }),
      fetch: async () => (starts.push(performance.now()), new Response()),
    });
    await passTime(Promise.all([1, 2, 3].map(() => client.GET('/products'))));
    vi.unstubAllGlobals();
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(1000);
    expect(starts[2]! - starts[1]!).toBeGreaterThanOrEqual(1000);
  });
});
