import { bodyOf, missing, type Call } from '../call.ts';
import { anyNumber, readMoment, since, textContains, textIs, until, wordIs } from '../list/filters.ts';
import { deleteRow } from '../operations.ts';
import type { ExampleOf, Resource } from '../rules.ts';
import { fieldsOf, listOf, merge, numberOf, textOf, without, type Fields, type Json, type Row } from '../state/rows.ts';
import { readDate, toSeconds, writeDate } from '../values/dates.ts';

const page = 'page search-product-reviews';

/** Reviews come from buyers, whose storefront this is not: the API reads, publishes, hides and deletes them. */
export const reviews: Resource = {
  collection: 'reviews',
  path: '/reviews',
  item: '/reviews/{reviewId}',
  seed: seedReviews,
  view: listedView,
  singleView: reviewView,
  missing: missing('Product review', 'PRODUCT_REVIEW_NOT_FOUND'),
  list: {
    from: [page],
    paged: true,
    filters: {
      status: wordIs(page, 'status'),
      rating: anyNumber(page, 'rating'),
      orderId: textIs(page, 'order'),
      productId: anyNumber(page, 'product'),
      reviewId: anyNumber(page, 'id'),
      createdFrom: since(page, 'created'),
      createdTo: until(page, 'created'),
      updatedFrom: since(page, 'updated'),
      updatedTo: until(page, 'updated'),
      keyword: textContains(page, 'texts'),
      searchKeyword: textContains('example updateProductReviews.request.filtered', 'texts'),
    },
    sorts: {
      DATE_CREATED_ASC: { order: 'created' },
      DATE_CREATED_DESC: { order: 'created', descending: true },
      RATING_ASC: { order: 'rating' },
      RATING_DESC: { order: 'rating', descending: true },
    },
    defaultSort: () => ({ order: 'id' }),
  },
  get: { from: ['example getProductReview.200'] },
  update: {
    from: ['page update-product-review-status'],
    row: (before, body, call) => withStatus(before, body['status'], call),
  },
  delete: { from: ['page delete-product-review'], countsMissing: true },
  deleted: { from: ['page get-deleted-items-history'], path: '/reviews/deleted', example: 'searchDeletedReviews.200' },
  operations: {
    'GET /reviews/filters_data': {
      from: ['page get-product-reviews-stats'],
      run(call) {
        const rows = call.state.rows('reviews');
        const moderatedCount = rows.find('status', 'moderated').length;
        const publishedCount = rows.find('status', 'published').length;
        return { json: { allCount: rows.size, moderatedCount, publishedCount } };
      },
    },
    'PUT /reviews/mass_update': {
      from: ['page bulk-update-delete-product-reviews'],
      run(call) {
        const body = bodyOf(call);
        const rows = chosen(body, call);
        for (const row of rows) {
          if (body['delete'] === true) deleteRow(reviews, row, call);
          else if (body['newStatus'] !== undefined)
            call.state.rows('reviews').put({ ...withStatus(row, body['newStatus'], call), id: row.id });
        }
        return { json: { updateCount: rows.length } };
      },
    },
  },
};

function withStatus(row: Row, status: Json | undefined, call: Call): Fields {
  return { ...row, status: textOf(status).toLowerCase(), updated: call.now };
}

/** The reviews that a bulk change is about: all, those listed, or those that meet every one of the filters. */
function chosen(body: Fields, call: Call): readonly Row[] {
  const all = [...call.state.rows('reviews').values()];
  if (body['selectMode'] === 'ALL') return all;
  const has = (list: Json | undefined, ...values: readonly Json[]): boolean =>
    !Array.isArray(list) || list.length === 0 || values.some((value) => list.includes(value));
  if (body['selectMode'] === 'SELECTED') return all.filter(({ id }) => has(body['reviewIds'] ?? [null], id));
  const filters = fieldsOf(body['currentFilters'] ?? body['filters']);
  const words = textOf(filters['searchKeyword']).toLowerCase();
  const limit = (name: string, otherwise: number): number => {
    const text = textOf(filters[name]);
    return text === '' ? otherwise : readMoment(text, name);
  };
  const from = limit('createdFrom', -Infinity);
  const to = limit('createdTo', Infinity) + 999;
  const status = textOf(filters['status']).toLowerCase();
  return all.filter(
    (row) =>
      has(filters['reviewId'], row.id) &&
      has(filters['productId'], numberOf(row['productId'])) &&
      has(filters['orderId'], numberOf(row['orderId']), textOf(row['orderId'])) &&
      has(filters['rating'], numberOf(row['rating'])) &&
      (status === '' || row['status'] === status) &&
      textOf(row['review']).toLowerCase().includes(words) &&
      numberOf(row['created']) >= from &&
      numberOf(row['created']) <= to,
  );
}

function reviewView(row: Row): Fields {
  const created = numberOf(row['created']);
  const updated = numberOf(row['updated']);
  return {
    ...without(row, ['created', 'updated']),
    createDate: writeDate(created),
    updateDate: writeDate(updated),
    createTimestamp: toSeconds(created),
    updateTimestamp: toSeconds(updated),
  };
}

/** Lists name the order as customers do, and say less of it. */
function listedView(row: Row): Fields {
  const { ordersCount, ...reviewer } = fieldsOf(row['reviewerInfo']);
  return {
    ...without(reviewView(row), ['orderNumber', 'orderItemId', 'productName', 'productOptions']),
    orderId: row['orderNumber'],
    reviewerInfo: merge(reviewer, { orders: ordersCount }),
  };
}

function seedReviews(example: ExampleOf): Row[] {
  const listed = listOf(fieldsOf(example('searchProductReviews.200'))['items']);
  const single = fieldsOf(example('getProductReview.200'));
  return listed.map((review) => {
    const whole = review['id'] === single['id'] ? single : review;
    return {
      ...without(whole, ['createDate', 'updateDate', 'createTimestamp', 'updateTimestamp']),
      id: numberOf(whole['id']),
      created: readDate(textOf(whole['createDate'])),
      updated: readDate(textOf(whole['updateDate'])),
    };
  });
}
