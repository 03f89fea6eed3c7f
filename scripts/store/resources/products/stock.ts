import { wrongParameter } from '../../answer/api-error.ts';
import type { Answer } from '../../answer/answer.ts';
import { bodyOf, type Call } from '../../call.ts';
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

/** Adjusts the stock of a product or variation, with the warning of test ProductsTest.testUpdateProductInventory when it falls below 0. */
export function stockAnswer(item: Fields, call: Call, keep: (quantity: number) => void): Answer {
  const delta = bodyOf(call)['quantityDelta'];
  if (typeof delta !== 'number') throw wrongParameter('quantityDelta', 'expected a number');
  // Of what is never used up nothing can be taken.
  if (item['unlimited'] === true) return { json: { updateCount: 0 } };
  const quantity = numberOf(item['quantity']) + delta;
  keep(quantity);
  return { json: { updateCount: 1, ...(quantity < 0 && { warning: 'Product has negative stock.' }) } };
}
