import type { Call } from '../../call.ts';
import { listOf, numberOf, type Fields, type Row } from '../../state/rows.ts';
import { changeRow } from '../../operations.ts';
import { isUnfinished } from './facts.ts';

/**
 * Items with what was in stock of them. Page "Create order": `quantityInStock` is the "Number of products in stock in the store
 * before placing the order", so that placing one takes its items from the stock. What gives them back, no source says.
 */
export function withStock(item: Fields, call: Call): Fields {
  const stocked = stockOf(item, call);
  return stocked && item['quantityInStock'] === undefined
    ? { ...item, quantityInStock: numberOf(stocked['quantity']) }
    : item;
}

/** Takes the items of an order from the stock in the moment in which it is placed. */
export function takeStock(order: Row, before: Row | undefined, call: Call): void {
  if (isUnfinished(order) || (before && !isUnfinished(before))) return;
  for (const item of listOf(order['items'])) {
    const stocked = stockOf(item, call);
    const product = call.state.rows('products').get(numberOf(item['productId']));
    if (!stocked || !product) continue;
    const quantity = numberOf(stocked['quantity']) - numberOf(item['quantity']);
    if (stocked === product) changeRow('products', product, { quantity }, call);
    else {
      const combinations = listOf(product['combinations']).map((other) =>
        other === stocked ? { ...other, quantity } : other,
      );
      changeRow('products', product, { combinations }, call);
    }
  }
}

/** The product or variation that an item is counted by; undefined when nobody counts it. */
function stockOf(item: Fields, call: Call): Fields | undefined {
  const product = call.state.rows('products').get(numberOf(item['productId']));
  const variation = listOf(product?.['combinations']).find(({ id }) => id === item['combinationId']);
  return [variation, product].find(
    (stocked) => stocked?.['unlimited'] === false || typeof stocked?.['quantity'] === 'number',
  );
}
