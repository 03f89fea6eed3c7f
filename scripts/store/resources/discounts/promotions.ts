import { ApiError } from '../../answer/api-error.ts';
import { missing } from '../../call.ts';
import type { Resource } from '../../rules.ts';
import { itemsOf, merge, numberOf, without } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';

/** Promotions, which `calculateOrder` applies as the checkout would. */
export const promotions: Resource = {
  collection: 'promotions',
  path: '/promotions',
  item: '/promotions/{promotionId}',
  seed: (example) => itemsOf(example('searchPromotions.200')).map(rowOf),
  view: (row) => without(row, ['version']),
  missing: missing('Promotion', 'PROMOTION_NOT_FOUND'),
  list: { from: ['page search-promotions'] },
  create: { from: ['page create-promotion'], row: (body) => ({ ...merge({}, without(body, ['id'])), version: 1 }) },
  update: {
    from: ['page update-promotion'],
    row(before, body) {
      const { id } = body;
      if (id !== undefined && id !== before.id)
        throw new ApiError(422, 'The id of a promotion cannot be changed.', 'READ_ONLY_PROMOTION_FIELD_CHANGE');
      // Events tell how often a promotion was changed.
      return { ...merge(before, body), version: numberOf(before['version'] ?? 1) + 1 };
    },
  },
  delete: { from: ['page delete-promotion'], countsMissing: true },
};
