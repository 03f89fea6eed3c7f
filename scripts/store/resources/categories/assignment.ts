import { tooMany } from '../../answer/api-error.ts';
import type { Call } from '../../call.ts';
import { changeRow } from '../../operations.ts';
import { numberOf, numbersOf, type Row } from '../../state/rows.ts';
import { missingProduct } from '../products/checks.ts';
import { orderOf, productsInOrder, setOrder } from './product-order.ts';

/** So many products may be named in one call: page "REST API error codes". */
const limit = 100;

/** Puts products into a category, at its end. Those that are in it already keep their place. */
export function assign(categoryId: number, ids: readonly number[], call: Call): void {
  const products = ids.map((id) => productOf(id, call));
  const before = productsInOrder(call.state, categoryId).map((row) => row.id as number);
  for (const product of products) {
    const categoryIds = numbersOf(product['categoryIds']);
    if (categoryIds.includes(categoryId)) continue;
    const defaultCategoryId = numberOf(product['defaultCategoryId']) || categoryId;
    changeRow('products', product, { categoryIds: [...categoryIds, categoryId], defaultCategoryId }, call);
  }
  setOrder(call.state, categoryId, [...new Set([...before, ...ids])]);
}

/**
 * Takes products out of a category and tells how many left. One that is left without a category moves to the front page
 * (page "Unassign products from the category").
 */
export function unassign(categoryId: number, ids: readonly number[], call: Call): number {
  let count = 0;
  for (const id of ids) {
    const product = productOf(id, call);
    const categoryIds = numbersOf(product['categoryIds']);
    const rest = categoryIds.filter((other) => other !== categoryId);
    if (rest.length === categoryIds.length) continue;
    count += 1;
    const isDefault = product['defaultCategoryId'] === categoryId;
    changeRow(
      'products',
      product,
      {
        categoryIds: rest,
        ...(isDefault && { defaultCategoryId: rest[0] ?? 0 }),
        ...(rest.length === 0 && numberOf(product['showOnFrontpage']) < 1 && { showOnFrontpage: 1 }),
      },
      call,
    );
  }
  setOrder(
    call.state,
    categoryId,
    orderOf(call.state, categoryId).filter((id) => !ids.includes(id)),
  );
  return count;
}

/** Makes these the products of a category, in this order. */
export function replaceProducts(categoryId: number, ids: readonly number[], call: Call): void {
  if (ids.length > limit) throw tooMany(402, limit, 'products', 'MAX_PRODUCTS_FOR_API_REQUEST_LIMIT_EXCEEDED');
  const leaving = productsInOrder(call.state, categoryId).map((row) => row.id as number);
  ids.forEach((id) => productOf(id, call));
  unassign(
    categoryId,
    leaving.filter((id) => !ids.includes(id)),
    call,
  );
  assign(categoryId, ids, call);
  setOrder(call.state, categoryId, ids);
}

function productOf(id: number, call: Call): Row {
  const row = call.state.rows('products').get(id);
  if (!row) throw missingProduct(id);
  return row;
}
