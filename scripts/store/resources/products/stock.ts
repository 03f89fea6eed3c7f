import { numberOf, type Fields } from '../../state/rows.ts';

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
