import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { createEcwidClient, unwrap } from '../../generated/ecwid/index.js';
import { createStore } from '../../scripts/store/store.ts';

const description = JSON.parse(readFileSync('generated/ecwid/openapi.json', 'utf8')) as object;
const store = createStore({ description });
const ecwid = createEcwidClient({ storeId: 1003, token: 'any', fetch: store.fetch });

beforeEach(() => store.reset());

/** The app: takes what was sold off the stock, and says whether that went well. */
async function sell(productId: number, pieces: number): Promise<boolean> {
  const body = { quantityDelta: -pieces };
  const { response } = await ecwid.PUT('/products/{productId}/inventory', { params: { path: { productId } }, body });
  return response.ok;
}

it('takes what is sold off the stock', async () => {
  const { id } = await unwrap(ecwid.POST('/products', { body: { name: 'Cup', quantity: 5 } }));
  expect(await sell(id, 2)).toBe(true);
  const product = await unwrap(ecwid.GET('/products/{productId}', { params: { path: { productId: id } } }));
  expect(product.quantity).toBe(3);
});

it('notices when the store has no time', async () => {
  store.faults.add({ operation: 'adjustProductStock', kind: 429 });
  expect(await sell(37208339, 1)).toBe(false);
  expect(await sell(37208339, 1)).toBe(true);
});
