import { numberOf, type Fields, type Row } from '../../state/rows.ts';
import { listOf } from '../../state/rows.ts';

/** Whether something is left: of the thing itself, without looking at variations. */
export function hasStock(item: Fields): boolean {
  return item['unlimited'] === true || numberOf(item['quantity']) > 0;
}

/** `inStock` of a product: it or any of its variations is left (older page "products"). */
export function isInStock(product: Row): boolean {
  return hasStock(product) || listOf(product['combinations']).some(hasStock);
}

/**
 * Settles `quantity` and `unlimited` of what a body says: whoever gives a quantity has it counted (test
 * ProductsTest.testUpdateProductInventory), and unlimited stock has no quantity (page "Create product").
 */
export function settleStock(body: Fields): Fields {
  const { quantity, unlimited } = body;
  if (unlimited === true) return { ...body, quantity: null };
  if (unlimited === false) return quantity === undefined ? { quantity: 0, ...body } : body;
  return typeof quantity === 'number' ? { ...body, unlimited: false } : body;
}

/** The item after an adjustment, with the warning of test ProductsTest.testUpdateProductInventory when it falls below 0. */
export function adjustStock(item: Fields, delta: number): { readonly quantity: number; readonly isNegative: boolean } {
  const quantity = numberOf(item['quantity']) + delta;
  return { quantity, isNegative: quantity < 0 };
}
