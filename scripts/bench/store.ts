/** Measures the store in-process and over HTTP, beside Prism alone in the same run. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findApi } from '../apis.ts';
import { readBundle } from '../description/read-bundle.ts';
import { writeShop } from '../store/state/shop-json.ts';
import { createStore, exampleShop, type Store } from '../store/store.ts';
import type { Row } from '../store/state/rows.ts';
import { readPeak, readProcessorTime } from './measure.ts';
import { row, type BenchRow } from './row.ts';
import { startServer, type Server } from './server.ts';

const products = 10_000;

/** Calls per second of processor time, which a machine that others share does not change much. */
async function rate(calls: number, run: (i: number) => Promise<unknown>): Promise<number> {
  // Half of it beforehand, until the engine has compiled what it will.
  for (let i = 0; i < calls / 2; i += 1) await run(i + calls);
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i += 1) await run(i);
  const { user, system } = process.cpuUsage(before);
  return (calls / (user + system)) * 1e6;
}

/** Products such as an app creates: names, prices and stock that differ, a text, a category. */
function manyProducts(store: Store): ReadonlyMap<number, Row> {
  const [category] = [...store.snapshot().rows.get('categories')!.keys()];
  return new Map(
    Array.from({ length: products }, (_value, i) => {
      const id = i + 1;
      const product: Row = {
        id,
        name: `Product ${id}`,
        sku: `SKU-${id}`,
        price: ((id * 7919) % 5000) / 10,
        quantity: id % 13,
        unlimited: false,
        enabled: id % 5 !== 0,
        description: '<p>A fine thing for the kitchen, made of linen.</p>',
        categoryIds: [category ?? 0],
        created: 1_700_000_000_000 + id * 1000,
        updated: 1_700_000_000_000 + id * 1000,
      };
      return [id, product];
    }),
  );
}

export async function benchStore(): Promise<BenchRow[]> {
  const description = await readBundle(findApi('ecwid'));
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-store-'));
  try {
    return [...(await inProcess(description)), ...(await overHttp(description, folder))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inProcess(description: object): Promise<BenchRow[]> {
  const store = createStore({ description });
  const get = async (address: string): Promise<string> => {
    const url = `https://app.ecwid.com/api/v3/1003${address}`;
    const response = await store.fetch(new Request(url, { headers: { authorization: 'Bearer any' } }));
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}.`);
    return response.text();
  };
  const shop = store.snapshot();
  await store.seed({ ...shop, rows: new Map([...shop.rows, ['products', manyProducts(store)]]) });
  const rows: BenchRow[] = [
    atLeast('one product, in-process', await rate(10_000, (i) => get(`/products/${(i % products) + 1}`)), 5000),
  ];
  const filters = (i: number): string => `priceFrom=${(i % 4500) / 10}&inStock=true&updatedFrom=${1_700_000_000 + i}`;
  for (const limit of [10, 100]) {
    const page = (i: number): string => `/products?limit=${limit}&offset=${(i * limit) % (products - limit)}`;
    rows.push(
      atLeast(`a page of ${limit}`, await rate(1000, (i) => get(page(i))), 500),
      atLeast(
        `a page of ${limit} by three filters, others each time`,
        await rate(1000, (i) => get(`/products?limit=${limit}&${filters(i)}`)),
        500,
      ),
      atLeast(
        `a page of ${limit} by price, filtered`,
        await rate(1000, (i) => get(`/products?limit=${limit}&sortBy=PRICE_DESC&${filters(i)}`)),
        500,
      ),
      atLeast(
        `a page of ${limit} with three fields, filtered`,
        await rate(1000, (i) =>
          get(`/products?limit=${limit}&${filters(i)}&responseFields=total,items(id,name,price)`),
        ),
        500,
      ),
    );
  }
  const create = async (i: number): Promise<void> => {
    const body = JSON.stringify({ name: `New ${i}`, price: i, quantity: 3 });
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
    await store.fetch(new Request('https://app.ecwid.com/api/v3/1003/products', { method: 'POST', headers, body }));
  };
  rows.push(row('creates/s', round(await rate(2000, create))));
  const begun = performance.now();
  for (let i = 0; i < 20; i += 1) await store.reset();
  rows.push(atMost(`reset of ${products} products`, (performance.now() - begun) / 20, 5, 'ms'));
  return rows;
}

async function overHttp(description: object, folder: string): Promise<BenchRow[]> {
  const file = path.join(folder, 'shop.json');
  const shop = exampleShop(description);
  const store = createStore({ description });
  await writeFile(file, writeShop({ ...shop, rows: new Map([...shop.rows, ['products', manyProducts(store)]]) }));

  const starts: { seconds: number; processor: number }[] = [];
  for (let i = 0; i < 5; i += 1) {
    const { server, seconds } = await startMock([]);
    starts.push({ seconds, processor: await processorSeconds(server) });
    await server.stop();
  }
  const { server: mine } = await startMock(['--seed', file]);
  const perSecond = await serverRate(mine, 20_000, (i) => `/products/${(i % products) + 1}`);
  const pages = await serverRate(mine, 1000, (i) => `/products?limit=10&priceFrom=${i / 10}&inStock=true`);
  const memory = await megabytes(mine);
  await mine.stop();

  const { server: prism, seconds: prismSeconds } = await startMock(['--stateless']);
  const prismRate = await serverRate(prism, 200, () => '/products/37208339');
  const prismMemory = await megabytes(prism);
  await prism.stop();

  const best = Math.min(...starts.map(({ seconds }) => seconds));
  const processor = Math.min(...starts.map((start) => start.processor));
  return [
    atMost('first answer after the start, best of 5', best, 0.4, 's'),
    row('  processor time until then', `${processor.toFixed(2)} s`),
    row('  Prism alone', `${prismSeconds.toFixed(2)} s`),
    atLeast('one product over HTTP, per core', perSecond, 2000),
    row('  Prism alone', `${round(prismRate)}/s`),
    atLeast('a filtered page of 10 over HTTP, per core', pages, 500),
    atMost(`memory with ${products} products`, memory, 150, 'MB'),
    row('  Prism alone', `${prismMemory.toFixed(0)} MB`),
  ];
}

/** Calls that are under way at once. */
const lanes = 16;

/** The mock of Ecwid, and how long it took until its first answer. */
async function startMock(options: readonly string[]): Promise<{ server: Server; seconds: number }> {
  const started = performance.now();
  const server = await startServer('mock', ['--api', 'ecwid', '--port', '0', ...options], lanes);
  await server.get('/products/37208339').catch(() => server.get('/products?limit=1'));
  return { server, seconds: (performance.now() - started) / 1000 };
}

/** Calls per second of the server's processor time. */
async function serverRate(server: Server, calls: number, pathOf: (i: number) => string): Promise<number> {
  let next = 0;
  const lane = async (end: number): Promise<void> => {
    while (next < end) await server.get(pathOf(next++));
  };
  const together = (end: number): Promise<unknown> => Promise.all(Array.from({ length: lanes }, () => lane(end)));
  await together(Math.ceil(calls / 2));
  const before = await processorSeconds(server);
  const begun = next;
  await together(begun + calls);
  return (next - begun) / ((await processorSeconds(server)) - before);
}

async function processorSeconds({ pid }: Server): Promise<number> {
  return (await readProcessorTime(pid)) ?? NaN;
}

/** The most that it had in memory. */
async function megabytes({ pid }: Server): Promise<number> {
  return (await readPeak(pid)) ?? NaN;
}

function atLeast(name: string, value: number, limit: number): BenchRow {
  return row(name, `${round(value)}/s`, `at least ${limit}`, value >= limit);
}

function atMost(name: string, value: number, limit: number, unit: string): BenchRow {
  return row(name, `${value.toFixed(2)} ${unit}`, `at most ${limit}`, value <= limit);
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en');
}
