import { listOf, numberOf, textOf, type Fields } from '../../../state/rows.ts';
import { add, multiply, percentOf, spread } from '../../../values/money.ts';
import { idsOf, type Line } from './items.ts';
import type { Promotion } from './promotions.ts';

/** Discounts that apply, and what they take off. */
export interface Discounts {
  /** As the answer tells of them. */
  readonly applied: readonly Fields[];
  /** Off the goods, by the field of the order that tells of it. */
  readonly sums: Readonly<Record<SummedUp, number>>;
  readonly customDiscount: readonly number[];
  /** All that goes off the goods: "Sum of all applied promotions". */
  readonly discount: number;
  /** The same, line by line. */
  readonly byLine: readonly number[];
  /** Discounts of single items, line by line, as `discounts` of the item. */
  readonly ofItems: readonly (readonly Fields[])[];
  /** Those that go off the cost of shipping. */
  readonly ofShipping: readonly Promotion[];
}

type SummedUp = 'volumeDiscount' | 'membershipBasedDiscount' | 'totalAndMembershipBasedDiscount';

/** The field of the order in which discounts of a base are summed up (page "Calculate order details"). */
const fields: Readonly<Record<string, SummedUp>> = {
  SUBTOTAL: 'volumeDiscount',
  ON_TOTAL: 'volumeDiscount',
  ON_MEMBERSHIP: 'membershipBasedDiscount',
  ON_TOTAL_AND_MEMBERSHIP: 'totalAndMembershipBasedDiscount',
};

/**
 * Works out the discounts of `discountInfo`, and then those promotions of the store that it does not name. `orderTotal` is the
 * "minimum order subtotal the discount applies to"; one that the order does not reach is left out of the answer (test
 * CartsTest.testCalculateOrderDetails). With `membershipId` a discount is for the customers of that group.
 */
export function discountsOf(
  body: Fields,
  lines: readonly Line[],
  groupId: number,
  promotions: readonly Promotion[],
  decimals: number,
): Discounts {
  const subtotal = add(...lines.map(({ sum }) => sum));
  const sums = { volumeDiscount: 0, membershipBasedDiscount: 0, totalAndMembershipBasedDiscount: 0 };
  const customDiscount: number[] = [];
  const applied: Fields[] = [];
  const ofShipping: Promotion[] = [];
  const ofItems: Fields[][] = lines.map(() => []);
  let byLine = lines.map(() => 0);
  let left = subtotal;
  const given = listOf(body['discountInfo']).filter(
    (info) =>
      subtotal >= numberOf(info['orderTotal']) &&
      (typeof info['membershipId'] !== 'number' || info['membershipId'] === groupId),
  );
  const others = promotions.filter(({ info }) => !given.some(({ id }) => id === info['id']));
  for (const promotion of [...given.map((info) => asPromotion(info, lines)), ...others]) {
    const { info } = promotion;
    applied.push(info);
    const base = textOf(info['base']);
    if (base === 'SHIPPING') {
      ofShipping.push(promotion);
      continue;
    }
    const weights = lines.map(({ item }, i) => multiply(numberOf(item['price']), promotion.quantities[i] ?? 0));
    const amount = Math.min(left, amountOf(promotion, weights, decimals));
    left = add(left, -amount);
    const parts = spread(amount, weights, decimals);
    byLine = byLine.map((sum, i) => add(sum, parts[i] ?? 0));
    const field = fields[base];
    if (base === 'ITEM') {
      parts.forEach((total, i) => total > 0 && ofItems[i]?.push({ discountInfo: info, total }));
    } else if (base === 'CUSTOM') customDiscount.push(amount);
    else if (field) sums[field] = add(sums[field], amount);
  }
  return {
    applied,
    sums,
    customDiscount,
    discount: add(subtotal, -left),
    byLine,
    ofItems,
    ofShipping,
  };
}

/** What goes off a cost of shipping by those discounts; no more than it is. */
export function shippingDiscount(
  rate: number,
  methodId: string,
  promotions: readonly Promotion[],
  decimals: number,
): number {
  return promotions.reduce((sum, promotion) => {
    const { shippingMethods } = promotion;
    if (shippingMethods.length > 0 && !shippingMethods.includes(methodId)) return sum;
    return Math.min(rate, add(sum, amountOf(promotion, [rate], decimals)));
  }, 0);
}

function amountOf({ info, quantities }: Promotion, weights: readonly number[], decimals: number): number {
  const value = numberOf(info['value']);
  const whole = add(...weights);
  if (info['type'] === 'PERCENT') return percentOf(whole, value, decimals);
  if (info['type'] !== 'FIXED_PRICE') return Math.min(value, whole);
  // "Discount overrides order total with a fixed price", that of items with a price of each.
  if (info['base'] !== 'ITEM') return Math.max(0, add(whole, -value));
  return add(...weights.map((weight, i) => Math.max(0, add(weight, -multiply(value, quantities[i] ?? 0)))));
}

/** A discount of the request. "List of product IDs to which the discount can be applied", or of the order's items; or all of them. */
function asPromotion(info: Fields, lines: readonly Line[]): Promotion {
  const products = [...idsOf(info['appliesToProducts']), ...idsOf(info['appliesToItems'])];
  const items = idsOf(info['appliesToOrderItems']);
  const isForAll = info['base'] !== 'ITEM' || (products.length === 0 && items.length === 0);
  const quantities = lines.map(({ item }) =>
    isForAll || products.includes(textOf(item['productId'])) || items.includes(textOf(item['id']))
      ? numberOf(item['quantity'])
      : 0,
  );
  return { info, quantities, shippingMethods: [] };
}
