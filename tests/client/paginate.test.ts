import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBigCommerceClient, paginate as paginateImages } from '../../generated/bigcommerce/index.js';
import { createEcwidClient, paginate, retry, unwrap, type EcwidClientOptions } from '../../generated/ecwid/index.js';
import { passTime, startClock, startServer, stopClock, type Answer, type Seen, type TestServer } from './server.ts';

let server: TestServer;
afterEach(async () => {
  startClock();
  await server.close();
});

interface Row {
  id: number;
}

/** Rows in the order of their ids, by offset and limit, as Ecwid lists them. */
function page(rows: readonly Row[], { query }: Pick<Seen, 'query'>): Answer {
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(100, Number(query.get('limit') ?? 100));
  const items = rows.slice(offset, offset + limit);
  return { body: { total: rows.length, count: items.length, offset, limit, items } };
}

function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
}

async function connect(answer: (request: Seen, index: number) => Answer, options: Partial<EcwidClientOptions> = {}) {
  server = await startServer(answer);
  return createEcwidClient({ storeId: 1003, token: 'secret', baseUrl: server.url, ...options });
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe('paginate by offset', () => {
  it.each([0, 1, 2, 99, 100, 101, 199, 200, 1000])('returns all of %i rows, each once', async (count) => {
    const rows = makeRows(count);
    const client = await connect((request) => page(rows, request));
    expect((await collect(paginate(client, '/products'))).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(server.seen.length).toBe(Math.max(1, Math.ceil((count - 1) / 99)));
  });

  it('asks for pages of 100, in an order in which new rows come last, with the filters of the caller', async () => {
    const client = await connect((request) => page(makeRows(150), request));
    await collect(paginate(client, '/products', { keyword: 'linen', enabled: true }));
    expect(server.seen.map(({ search }) => search)).toEqual([
      'sortBy=ADDED_TIME_ASC&keyword=linen&enabled=true&limit=100&offset=0',
      'sortBy=ADDED_TIME_ASC&keyword=linen&enabled=true&limit=100&offset=99',
    ]);
    await collect(paginate(client, '/products', { sortBy: 'NAME_ASC' }));
    expect(server.seen.at(-1)?.query.get('sortBy')).toBe('NAME_ASC');
  });

  it('begins at the offset of the caller and never goes before it', async () => {
    const client = await connect((request) => page(makeRows(10), request));
    const rows = await collect(paginate(client, '/products', { offset: 4, limit: 3 }));
    expect(rows.map(({ id }) => id)).toEqual([5, 6, 7, 8, 9, 10]);
  });

  it('has the next page on its way while rows are worked on, and no more than that', async () => {
    const client = await connect((request) => page(makeRows(500), request));
    for await (const { id } of paginate(client, '/products')) {
      if (id !== 50) continue;
      await vi.waitFor(() => expect(server.seen).toHaveLength(2));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(server.seen).toHaveLength(2);
      break;
    }
  });

  it('cancels the page that is on its way when the loop is left, without an unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const requests: Request[] = [];
    const client = await connect((request, index) => (index === 0 ? page(makeRows(500), request) : 'never'), {
      fetch: (request) => (requests.push(request), fetch(request)),
    });
    for await (const row of paginate(client, '/products')) if (row.id === 1) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', unhandled);
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(requests).toHaveLength(2);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('ends when the signal aborts', async () => {
    const controller = new AbortController();
    const client = await connect((request, index) => (index === 0 ? page(makeRows(500), request) : 'never'));
    const rows = collect(paginate(client, '/products', {}, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(rows).rejects.toThrow('enough');
  });

  it('throws the error of a page', async () => {
    const client = await connect(() => ({ status: 403, body: { errorCode: 'INSUFFICIENT_APP_SCOPE' } }));
    await expect(collect(paginate(client, '/orders'))).rejects.toMatchObject({
      operation: 'GET /orders',
      errorCode: 'INSUFFICIENT_APP_SCOPE',
    });
  });

  it('skips nothing when the caller deletes each row as it comes', async () => {
    const rows = makeRows(450);
    const client = await connect((request) => {
      if (request.method === 'GET') return page(rows, request);
      rows.splice(
        rows.findIndex(({ id }) => `/products/${id}` === request.path),
        1,
      );
      return { body: { deleteCount: 1 } };
    });
    const seen: unknown[] = [];
    for await (const { id } of paginate(client, '/products')) {
      seen.push(id);
      await unwrap(client.DELETE('/products/{productId}', { params: { path: { productId: Number(id) } } }));
    }
    expect(seen).toEqual(makeRows(450).map(({ id }) => id));
    expect(rows).toEqual([]);
  });

  it('returns each row that stays exactly once, whatever is added and deleted between pages', async () => {
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), adds: fc.boolean(), count: fc.nat(7) });
    server = await startServer(() => ({}));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 2, max: 9 }),
        fc.array(change, { maxLength: 40 }),
        async (count, limit, changes) => {
          const rows = makeRows(count);
          let nextId = 1000;
          const staying = new Set(rows.map(({ id }) => id));
          const queue = [...changes];
          const fetch = async (request: Request) => {
            const answer = page(rows, { query: new URL(request.url).searchParams }) as { body: unknown };
            const text = JSON.stringify(answer.body);
            const next = queue.shift();
            if (next) {
              const index = Math.floor(next.at * rows.length);
              if (next.adds) rows.splice(index, 0, ...Array.from({ length: next.count }, () => ({ id: nextId++ })));
              else for (const { id } of rows.splice(index, next.count)) staying.delete(id);
            }
            return new Response(text, { headers: { 'Content-Type': 'application/json' } });
          };
          const client = createEcwidClient({ storeId: 1, token: 't', fetch });
          const ids = (await collect(paginate(client, '/products', { limit }))).map(({ id }) => Number(id));
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining([...staying]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('returns every row exactly once, whatever changes its place while the list is read, when none is deleted', async () => {
    const change = fc.record({ from: fc.nat(99), to: fc.nat(99), adds: fc.boolean() });
    server = await startServer(() => ({}));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 2, max: 9 }),
        fc.array(change, { maxLength: 40 }),
        async (count, limit, changes) => {
          const rows = makeRows(count);
          const queue = [...changes];
          let asked = 0;
          const fetch = async (request: Request) => {
            const { searchParams } = new URL(request.url);
            const answer = page(rows, { query: searchParams }) as { body: unknown };
            const text = JSON.stringify(answer.body);
            // Only while it is read for the first time: rows that never stop moving can escape for ever.
            if (asked > 0 && searchParams.get('offset') === '0') queue.length = 0;
            const next = queue.shift();
            asked++;
            if (next && rows.length > 0) {
              const [moved] = rows.splice(next.from % rows.length, 1);
              rows.splice(next.to % (rows.length + 1), 0, moved!);
              if (next.adds) rows.splice(next.to % (rows.length + 1), 0, { id: 1000 + asked });
            }
            return new Response(text, { headers: { 'Content-Type': 'application/json' } });
          };
          const client = createEcwidClient({ storeId: 1, token: 't', fetch });
          const ids = (await collect(paginate(client, '/orders', { limit }))).map(({ id }) => Number(id));
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining(makeRows(count).map(({ id }) => id)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gets orders that come in at the front meanwhile with one request more', async () => {
    const rows = makeRows(250);
    const client = await connect((request, index) => {
      if (index === 1) rows.unshift({ id: 900 }, { id: 901 });
      return page(rows, request);
    });
    const ids = (await collect(paginate(client, '/orders'))).map(({ id }) => Number(id));
    expect(ids).toEqual([...makeRows(250).map(({ id }) => id), 900, 901]);
    expect(server.seen.map(({ query }) => query.get('offset'))).toEqual(['0', '99', '198', '0']);
  });

  it('asks for orders and carts in no order, since none is documented', async () => {
    const client = await connect((request) => page(makeRows(0), request));
    await collect(paginate(client, '/orders'));
    await collect(paginate(client, '/carts'));
    expect(server.seen.map(({ query }) => query.get('sortBy'))).toEqual([null, null]);
  });

  it('reads a list whose total promises more than there is once again, and then believes what came', async () => {
    const client = await connect((request) => {
      const answer = page(makeRows(150), request) as { body: { total: number } };
      return { body: { ...answer.body, total: 400 } };
    });
    expect(await collect(paginate(client, '/products'))).toHaveLength(150);
    expect(server.seen.map(({ query }) => query.get('offset'))).toEqual(['0', '99', '149', '0', '99', '149']);
  });

  it('reads a list without a total', async () => {
    const client = await connect((request) => {
      const { body } = page(makeRows(250), request) as { body: { items: Row[] } };
      return { body: { items: body.items } };
    });
    expect(await collect(paginate(client, '/products', { responseFields: 'items(id)' }))).toHaveLength(250);
  });

  it('refuses rows that cannot be told apart', async () => {
    const client = await connect(() => ({ body: { total: 2, items: [{ name: 'a' }, { name: 'a' }] } }));
    await expect(collect(paginate(client, '/products', { responseFields: 'items(name)' }))).rejects.toThrow(
      'Rows of /products come without "id", which tells them apart: add it to responseFields.',
    );
    expect(await collect(paginate(client, '/brands'))).toHaveLength(1);
  });
});

describe('paginate by offset, with retries', () => {
  beforeEach(stopClock);

  it('returns each of 10,000 rows once, although one request in a hundred fails', async () => {
    let failures = 0;
    const rows = makeRows(10_000);
    const client = await connect(
      (request, index) => {
        // Every hundredth, in turn by a limit, before an answer and in the midst of one; the first among them at once.
        if (index % 100 !== 1) return page(rows, request);
        return ([{ status: 429, headers: { 'Retry-After': '2' } }, 'reset', 'cut'] as const)[failures++ % 3]!;
      },
      { retry: retry() },
    );
    const { value } = await passTime(collect(paginate(client, '/orders', { limit: 20 })));
    expect(value.map(({ id }) => Number(id))).toEqual(rows.map(({ id }) => id));
    expect(failures).toBeGreaterThanOrEqual(5);
  });
});

describe('paginate, when what comes is no page', () => {
  beforeEach(stopClock);

  const json = (body: unknown): Answer => ({ body });
  const text = (type: string, body: string): Exclude<Answer, string> => ({ headers: { 'Content-Type': type }, body });
  const bodyOf = (answer: Answer): unknown => (answer as { body?: unknown }).body;
  /** Kinds of fault: what a server, a proxy or a network makes of one answer. */
  const faults: Record<string, (whole: Answer) => Answer> = {
    '408': () => ({ status: 408 }),
    '429': () => ({ status: 429 }),
    '429 with a time': () => ({ status: 429, headers: { 'Retry-After': '2' } }),
    '429 with a date': () => ({ status: 429, headers: { 'Retry-After': new Date(Date.now() + 3000).toUTCString() } }),
    '500': () => ({ status: 500, body: { errorMessage: 'Sorry' } }),
    '502 with a page': () => ({ status: 502, ...text('text/html', '<h1>Bad gateway</h1>') }),
    '503': () => ({ status: 503 }),
    '504': () => ({ status: 504 }),
    'a connection that breaks before the answer': () => 'reset',
    'a connection that breaks in the answer': () => 'cut',
    HTML: () => text('text/html', '<h1>Maintenance</h1>'),
    'HTML that says it is JSON': () => text('application/json', '<h1>Maintenance</h1>'),
    text: () => text('text/plain', 'OK'),
    bytes: () => text('application/octet-stream', '....'),
    nothing: () => text('application/json', ''),
    '204': () => ({ status: 204 }),
    null: () => text('application/json', 'null'),
    'a number': () => json(5),
    'a list': () => json([]),
    '{}': () => json({}),
    'an error with 200': () => json({ errorMessage: 'Internal', errorCode: 'INTERNAL' }),
    'rows that are none': () => json({ total: 900, count: 0, offset: 0, limit: 100, items: null }),
    'a total and no rows': () => json({ total: 900, count: 0 }),
    'an empty page': (whole) => json(Object.assign({}, bodyOf(whole), { count: 0, items: [] })),
    'a page of another place': (whole) => json(Object.assign({}, bodyOf(whole), { offset: 7 })),
    'half of the JSON': (whole) => text('application/json', JSON.stringify(bodyOf(whole)).slice(0, 90)),
  };

  it.each(Object.keys(faults).flatMap((kind) => [[kind, 1] as const, [kind, 10] as const]))(
    'returns each row once although it is %s, in %i of 100 answers',
    async (kind, percent) => {
      const rows = makeRows(900);
      const every = 100 / percent;
      let failed = 0;
      const client = await connect(
        (request, index) => {
          const whole = page(rows, request);
          if (index % every !== Math.min(3, every - 1)) return whole;
          failed += 1;
          return faults[kind]!(whole);
        },
        { retry: retry() },
      );
      const { value } = await passTime(collect(paginate(client, '/orders', { limit: 20 })));
      expect(value.map(({ id }) => Number(id))).toEqual(rows.map(({ id }) => id));
      expect(failed).toBeGreaterThan(0);
    },
  );

  it.each(Object.keys(faults))('never ends early in silence without retries: %s', async (kind) => {
    const rows = makeRows(900);
    const client = await connect((request, index) => {
      const whole = page(rows, request);
      return index === 2 ? faults[kind]!(whole) : whole;
    });
    await expect(passTime(collect(paginate(client, '/orders')))).rejects.toThrow();
  });
});

describe('paginate by page', () => {
  const path = { product_id: 77 };

  function answer(rows: readonly Row[], { query }: Seen): Answer {
    const number = Number(query.get('page'));
    const limit = Number(query.get('limit'));
    const data = rows.slice((number - 1) * limit, number * limit);
    const pagination = {
      total: rows.length,
      count: data.length,
      per_page: limit,
      current_page: number,
      total_pages: Math.ceil(rows.length / limit),
    };
    return { body: { data, meta: { pagination } } };
  }

  async function images(respond: (request: Seen, index: number) => Answer) {
    server = await startServer(respond);
    return createBigCommerceClient({ storeHash: 'x', token: 'secret', baseUrl: server.url });
  }

  it.each([0, 1, 250, 251, 1000])('returns all of %i rows', async (count) => {
    const client = await images((request) => answer(makeRows(count), request));
    const rows = await collect(paginateImages(client, '/catalog/products/{product_id}/images', {}, { path }));
    expect(rows).toEqual(makeRows(count));
    expect(server.seen[0]).toMatchObject({ path: '/catalog/products/77/images', search: 'limit=250&page=1' });
  });

  it('misses nothing when rows slip to a page that was read already', async () => {
    const rows = makeRows(30);
    const client = await images((request, index) => {
      const result = answer(rows, request);
      if (index === 0) rows.splice(0, 5);
      return result;
    });
    const seen = await collect(
      paginateImages(client, '/catalog/products/{product_id}/images', { limit: 10 }, { path }),
    );
    expect(seen.map(({ id }) => id).sort((a, b) => Number(a) - Number(b))).toEqual(makeRows(30).map(({ id }) => id));
  });
});
