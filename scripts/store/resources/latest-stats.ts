import { isSet } from '../call.ts';
import type { CollectionName } from '../collections.ts';
import type { ExampleOf, Operations } from '../rules.ts';
import { fieldsOf, type Fields } from '../state/rows.ts';
import { readDate, writeDate } from '../values/dates.ts';

/** Which changes each field tells of, and the parameter that asks for it where the answer holds it on demand alone. */
const fields: readonly { readonly name: string; readonly of: readonly string[]; readonly asked?: string }[] = [
  { name: 'productsUpdated', of: ['products', 'categories'] },
  { name: 'ordersUpdated', of: ['orders'] },
  { name: 'reviewsUpdated', of: ['reviews'], asked: 'reviewsUpdatesRequired' },
  { name: 'domainsUpdated', of: ['domains'], asked: 'domainsRequired' },
  { name: 'profileUpdated', of: ['profile'] },
  { name: 'categoriesUpdated', of: ['categories'] },
  { name: 'discountCouponsUpdated', of: ['coupons'] },
  { name: 'abandonedSalesUpdated', of: ['carts'] },
  { name: 'customersUpdated', of: ['customers'] },
  { name: 'subscriptionsUpdated', of: ['subscriptions'], asked: 'subscriptionRequired' },
];

/** When each part of the shop of the examples last changed. */
export function changesOfExamples(example: ExampleOf): Map<string, number> {
  const stats = fieldsOf(example('getLatestStats.200'));
  const changed = new Map<string, number>();
  for (const { name, of } of fields) {
    for (const part of of) changed.set(part, readDate(stats[name]) ?? 0);
  }
  return changed;
}

export const latestStats: Operations = {
  'GET /latest-stats': {
    from: ['page get-latest-store-update-stats'],
    run({ state, query }) {
      const stats: Record<string, Fields[string]> = {};
      for (const { name, of, asked } of fields) {
        if (asked !== undefined && !isSet(query, asked)) continue;
        const latest = Math.max(...of.map((part) => state.changedAt(part as CollectionName) ?? 0));
        if (latest > 0) stats[name] = writeDate(latest);
      }
      if (isSet(query, 'productCountRequired')) {
        stats['productCount'] = [...state.rows('products').values()].filter(
          (row) => row['isSampleProduct'] !== true,
        ).length;
      }
      if (isSet(query, 'categoryCountRequired')) stats['categoryCount'] = state.rows('categories').size;
      return { json: stats };
    },
  },
};
