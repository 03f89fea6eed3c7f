import { listOf, numberOf, textOf, type Fields } from '../../../state/rows.ts';
import { add, multiply, percentOf, spread } from '../../../values/money.ts';
import { idsOf, type Line } from './items.ts';

/** Promotions that apply, and what they take off. */
export interface Discounts {
  /** As the request describes them. */
  readonly applied: readonly Fields[];
  /** Off the goods, by the field of the order that tells of it. */
  readonly volumeDiscount: number;
  readonly membershipBasedDiscount: number;
  readonly totalAndMembershipBasedDiscount: number;
  readonly customDiscount: readonly number[];
  /** All that goes off the goods: "Sum of all applied promotions". */
  readonly discount: number;
  /** The same, line by line. */
  readonly byLine: readonly number[];
  /** Discounts of single items, line by line, as `discounts` of the item. */
  readonly ofItems: readonly (readonly Fields[])[];
  /** Those that go off the cost of shipping. */
  readonly ofShipping: readonly Fields[];
}

/** The field of the order in which discounts of a base are summed up (page "Calculate order details"). */
const fields: Readonly<Record<string, 'volume' | 'membership' | 'both' | 'custom'>> = {
  SUBTOTAL: 'volume',
  ON_TOTAL: 'volume',
  ON_MEMBERSHIP: 'membership',
  ON_TOTAL_AND_MEMBERSHIP: 'both',
  CUSTOM: 'custom',
};

/**
 * Works out the promotions of `discountInfo`. `orderTotal` is the "minimum order subtotal the discount applies to"; one that the
 * order does not reach is left out of the answer (test CartsTest.testCalculateOrderDetails). With `membershipId` a discount is
 * for the customers of that group.
 */
export function discountsOf(body: Fields, lines: readonly Line[], groupId: number, decimals: number): Discounts {
  const subtotal = add(...lines.map(({ sum }) => sum));
  const sums = { volume: 0, membership: 0, both: 0 };
  const customDiscount: number[] = [];
  const applied: Fields[] = [];
  const ofShipping: Fields[] = [];
  const ofItems: Fields[][] = lines.map(() => []);
  let byLine = lines.map(() => 0);
  let left = subtotal;
  for (const info of listOf(body['discountInfo'])) {
    if (subtotal < numberOf(info['orderTotal'])) continue;
    if (typeof info['membershipId'] === 'number' && info['membershipId'] !== groupId) continue;
    applied.push(info);
    const base = textOf(info['base']);
    if (base === 'SHIPPING') {
      ofShipping.push(info);
      continue;
    }
    const weights = lines.map((line) => (base !== 'ITEM' || isTarget(line, info) ? line.sum : 0));
    const amount = Math.min(left, amountOf(info, weights, lines, decimals));
    left = add(left, -amount);
    const parts = spread(amount, weights, decimals);
    byLine = byLine.map((sum, i) => add(sum, parts[i] ?? 0));
    const field = fields[base];
    if (base === 'ITEM') {
      parts.forEach((total, i) => total > 0 && ofItems[i]?.push({ discountInfo: info, total }));
    } else if (field === 'custom') customDiscount.push(amount);
    else if (field) sums[field] = add(sums[field], amount);
  }
  return {
    applied,
    volumeDiscount: sums.volume,
    membershipBasedDiscount: sums.membership,
    totalAndMembershipBasedDiscount: sums.both,
    customDiscount,
    discount: add(subtotal, -left),
    byLine,
    ofItems,
    ofShipping,
  };
}

/** What goes off a cost of shipping by those discounts; no more than it is. */
export function shippingDiscount(rate: number, infos: readonly Fields[], decimals: number): number {
  return infos.reduce((sum, info) => {
    const amount =
      info['type'] === 'PERCENT' ? percentOf(rate, numberOf(info['value']), decimals) : numberOf(info['value']);
    return Math.min(rate, add(sum, amount));
  }, 0);
}

function amountOf(info: Fields, weights: readonly number[], lines: readonly Line[], decimals: number): number {
  const value = numberOf(info['value']);
  const whole = add(...weights);
  if (info['type'] === 'PERCENT') return percentOf(whole, value, decimals);
  if (info['type'] !== 'FIXED_PRICE') return Math.min(value, whole);
  return add(
    ...lines.map(({ item, sum }, i) =>
      weights[i] === 0 ? 0 : Math.max(0, add(sum, -multiply(value, numberOf(item['quantity'])))),
    ),
  );
}

/** "List of product IDs to which the discount can be applied", or of the order's items. Without a list it is all of them. */
function isTarget({ item }: Line, info: Fields): boolean {
  const products = [...idsOf(info['appliesToProducts']), ...idsOf(info['appliesToItems'])];
  const items = idsOf(info['appliesToOrderItems']);
  if (products.length === 0 && items.length === 0) return true;
  return products.includes(textOf(item['productId'])) || items.includes(textOf(item['id']));
}
