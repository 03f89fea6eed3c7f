import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';
import { readDescription } from '../../scripts/store/description.ts';
import { operationsOf } from '../../scripts/store/operations.ts';
import { examples, resources, singleOperations } from '../../scripts/store/resources/index.ts';
import { description, tryStore } from './try-store.ts';

describe('tables', () => {
  const described = readDescription(description as never).operations;
  const keys = new Set(described.map(({ key }) => key));
  const rules = new Map([...operationsOf(resources), ...Object.entries(singleOperations)]);

  it.each([...rules.keys(), ...examples])('know %s from the description', (key) => {
    expect(keys).toContain(key);
  });

  it('claim no operation twice', () => {
    const claimed = [...operationsOf(resources).keys(), ...Object.keys(singleOperations), ...examples];
    expect(new Set(claimed).size).toBe(claimed.length);
  });

  it('name pages that sources.yaml has', () => {
    const sources = readFileSync(fromRoot('openapi/ecwid/sources.yaml'), 'utf8');
    const named = [...rules.values()].flatMap(({ from }) => from).filter((source) => source.startsWith('page '));
    const unknown = named.map((source) => source.slice(5)).filter((page) => !sources.includes(`/${page}`));
    expect(unknown).toEqual([]);
  });
});

describe('access', () => {
  const tokens = new Map([
    ['all', new Set(['read_catalog', 'update_catalog'])],
    ['reads', new Set(['read_catalog'])],
  ]);

  it('is refused without a token, and with one that is not known', async () => {
    const { get, call } = tryStore({ tokens });
    expect((await get('/products', 'other')).json.errorCode).toBe('INVALID_API_TOKEN');
    const reply = await call('/products', { headers: { authorization: '' } });
    expect({ status: reply.status, code: reply.json.errorCode }).toEqual({ status: 403, code: 'INVALID_API_TOKEN' });
  });

  it('ends where the scopes of the token do', async () => {
    const { get, call } = tryStore({ tokens });
    expect((await get('/products/37208339', 'reads')).status).toBe(200);
    const reply = await call('/products/37208339', { method: 'DELETE', headers: { authorization: 'Bearer reads' } });
    expect({ status: reply.status, code: reply.json.errorCode }).toEqual({
      status: 403,
      code: 'INSUFFICIENT_APP_SCOPE',
    });
    expect(
      (await call('/products/37208339', { method: 'DELETE', headers: { authorization: 'Bearer all' } })).status,
    ).toBe(200);
  });

  it('may come in the query, and is not needed for dictionaries', async () => {
    const { call } = tryStore({ tokens });
    expect((await call('/products?token=all', { headers: { authorization: '' } })).status).toBe(200);
    const reply = await call('/countries', { headers: { authorization: '' } });
    expect([reply.status, reply.headers.get('x-answered-by')]).toEqual([200, 'store']);
  });

  it('is counted, and given again after the minute', async () => {
    const { get, store } = tryStore({ rateLimit: 2 });
    const statuses = async (): Promise<number[]> => [
      (await get('/products')).status,
      (await get('/products')).status,
      (await get('/products')).status,
    ];
    expect(await statuses()).toEqual([200, 200, 429]);
    store.clock.advance(20_000);
    const { headers, json } = await get('/products');
    expect([headers.get('retry-after'), json.errorCode]).toEqual(['40', 'RATE_LIMITED']);
    expect((await get('/products', 'another')).status).toBe(200);
    store.clock.advance(40_000);
    expect(await statuses()).toEqual([200, 200, 429]);
  });
});

describe('requests', () => {
  it.each([
    ['GET', '/nothing', undefined, 404, 'NOT_FOUND'],
    ['PUT', '/products', '{}', 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/products', '{name', 400, 'WRONG_PARAMETER'],
    ['POST', '/products', '{"name":7}', 400, 'WRONG_PARAMETER'],
    ['POST', '/products', undefined, 400, 'WRONG_PARAMETER'],
    ['GET', '/products/seven', undefined, 400, 'WRONG_PARAMETER'],
    ['GET', '/storage/%ff', undefined, 400, 'WRONG_PARAMETER'],
    ['POST', '/domains/reset_domain_password?domain_name=meadowmill.example', undefined, 501, 'NOT_IMPLEMENTED'],
  ])('%s %s with %s gets %s', async (method, path, body, status, code) => {
    const { call } = tryStore();
    const reply = await call(path, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    expect({ status: reply.status, code: reply.json.errorCode }).toEqual({ status, code });
    expect(reply.json.errorMessage).toMatch(/\.$/);
  });

  it('with a body of another type get 415', async () => {
    const { call } = tryStore();
    expect(
      (await call('/products', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415);
  });

  it('that say more than the description are told so, or refused', async () => {
    const { headers } = await tryStore().get('/products?colour=red');
    expect(headers.get('x-unknown')).toBe('query.colour');
    const reply = await tryStore({ strict: true }).get('/products?colour=red');
    expect([reply.status, reply.json.errorMessage]).toEqual([400, expect.stringContaining('colour')]);
  });

  it('of HEAD are those of GET', async () => {
    expect((await tryStore().call('/products', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('what a store holds', () => {
  it('goes back to the beginning, and on with a snapshot', async () => {
    const { get, post, store, ...trial } = tryStore();
    await trial.delete('/products/37208340');
    const { id } = (await post('/products', { name: 'Cup', sku: 'cup', price: 3 })).json;
    const snapshot = store.snapshot();
    store.reset();
    expect((await get('/products')).json.items.map((item: { id: number }) => item.id)).toEqual([
      37208339, 37208340, 37208341,
    ]);
    store.seed(snapshot);
    expect((await get('/products')).json.items.map((item: { id: number }) => item.id)).toEqual([
      37208339,
      37208341,
      id,
    ]);
    expect((await post('/products', { name: 'Mug', sku: 'mug', price: 3 })).json.id).toBeGreaterThan(id);
  });

  it('loses no update when many call at once', async () => {
    const { get, put } = tryStore();
    await Promise.all(Array.from({ length: 200 }, () => put('/products/37208339/inventory', { quantityDelta: 1 })));
    expect((await get('/products/37208339')).json.quantity).toBe(225);
  });
});
