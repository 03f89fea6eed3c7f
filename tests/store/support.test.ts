import { describe, expect, it } from 'vitest';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { supportCounts, supportTable } from '../../scripts/store/support.ts';
import { exampleCall, operations, type FoundOperation } from './example-calls.ts';
import { description, tryStore, upload, type Trial } from './try-store.ts';

const { store } = tryStore();

type Preparation = (trial: Trial, url: string) => Promise<string | void>;

const without =
  (path: string): Preparation =>
  async (trial) =>
    void (await trial.delete(path));
const onTheCourse: Preparation = async (_trial, url) => url.replace('37208339', '37208341');

/** The item's option takes a file, and has one. */
const withFile: Preparation = async ({ get, put, call }, url) => {
  const { json: order } = await get('/orders/K8XTQ');
  const items = order.items.map((item: { id: number }) => ({
    id: item.id,
    selectedOptions: [{ name: 'Monogram', type: 'FILES' }],
  }));
  await put('/orders/K8XTQ', { items });
  const { json: file } = await call(url.replace(/\/files.*|\?.*/, '?fileName=a.png').replace(/^.*1003/, ''), upload());
  return url.replace(/\/files\/\d+/, `/files/${file.id}`);
};

const withBatch: Preparation = async ({ post }, url) => {
  const { json } = await post('/batch', [{ path: '/profile', method: 'GET' }]);
  return `${url.replace(/\?.*/, '')}?ticket=${json.ticket}`;
};

/** What has to be gone, or there, for an example to be taken by a store that holds what the examples tell of; or another address. */
const before: Readonly<Record<string, Preparation>> = {
  'POST /customers': without('/customers/15319410'),
  'POST /discount_coupons': without('/discount_coupons/162428889'),
  'POST /products': without('/products/37208339'),
  'POST /products/{productId}/combinations': without('/products/37208339/combinations/7084076'),
  'GET /products/{productId}/files/{fileId}': onTheCourse,
  'PUT /products/{productId}/files/{fileId}': onTheCourse,
  'DELETE /products/{productId}/files/{fileId}': onTheCourse,
  'POST /orders/{orderId}/items/{orderItemId}/options/{optionName}': withFile,
  'DELETE /orders/{orderId}/items/{orderItemId}/options/{optionName}/files': withFile,
  'DELETE /orders/{orderId}/items/{orderItemId}/options/{optionName}/files/{fileId}': withFile,
  'GET /batch': withBatch,
  'DELETE /batch': withBatch,
};

/** Calls an operation as its example does; the answer is held against the description, and says how the store went about it. */
async function seen(key: string, found: FoundOperation): Promise<string> {
  const { url, init } = exampleCall(found);
  const trial = tryStore();
  const response = await trial.call((await before[key]?.(trial, url.href)) ?? url.href, init);
  if (response.status === 501) return '501';
  expect(response.status, response.text).toBeLessThan(300);
  return response.headers.get('x-answered-by') === 'example' ? 'example' : 'stateful';
}

describe('the table of support', () => {
  it.each(operations)('does not lie about %s, whose example it takes', async (key, found) => {
    expect(await seen(key, found)).toBe(store.support.get(key));
  });

  it('names each operation once, and stands in the guide', async () => {
    const table = supportTable(store, description);
    const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(store.operationIds.toSorted());
    const { stateful, example, '501': missing } = supportCounts(store);
    expect(stateful + example + missing).toBe(store.support.size);
    const guide = (await loadGuides()).find(({ slug }) => slug === 'testing-against-the-mock');
    expect(guide?.markdown).toContain(table);
  });
});
