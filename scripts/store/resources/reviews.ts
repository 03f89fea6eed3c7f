import { bodyOf, missing } from '../call.ts';
import { anyNumber, anyText, periods, textContains, wordIs } from '../list/filters.ts';
import { bothWays } from '../list/list-rule.ts';
import { bulkAnswer } from '../operations.ts';
import type { ExampleOf, Resource } from '../rules.ts';
import { fieldsOf, itemsOf, merge, numberOf, textOf, without, type Fields, type Row } from '../state/rows.ts';
import { readDate, timesView } from '../values/dates.ts';

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
    filters: {
      status: wordIs(page, 'status'),
      rating: anyNumber(page, 'rating'),
      orderId: anyText(page, 'order'),
      productId: anyNumber(page, 'product'),
      reviewId: anyNumber(page, 'id'),
      ...periods(page, 'created', 'updated'),
      keyword: textContains(page, 'text'),
      searchKeyword: textContains('example updateProductReviews.request.filtered', 'text'),
    },
    sorts: bothWays({ DATE_CREATED: 'created', RATING: 'rating' }),
  },
  get: { from: ['example getProductReview.200'] },
  update: {
    from: ['page update-product-review-status'],
    row: (before, body) => ({ ...before, status: textOf(body['status']).toLowerCase() }),
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
        const {
          selectMode: mode,
          reviewIds: ids,
          newStatus,
          currentFilters,
          filters,
          delete: isDeletion,
        } = bodyOf(call);
        const bulk = {
          mode,
          ids,
          query: queryOf(fieldsOf(currentFilters ?? filters)),
          isDeletion: isDeletion === true,
          change: newStatus === undefined ? undefined : { status: newStatus },
        };
        return bulkAnswer(reviews, bulk, call);
      },
    },
  },
};

/** The filters of a bulk change as a list takes them. */
function queryOf(filters: Fields): URLSearchParams {
  const texts = Object.entries(filters).map(([name, value]) => [name, [value].flat().map(textOf).join(',')] as const);
  return new URLSearchParams(texts.filter(([, text]) => text !== '').map(([name, text]) => [name, text]));
}

function reviewView(row: Row): Fields {
  return { ...without(row, ['created', 'updated']), ...timesView(row) };
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
  const listed = itemsOf(example('searchProductReviews.200'));
  const single = fieldsOf(example('getProductReview.200'));
  return listed.map((review) => {
    const whole = review['id'] === single['id'] ? single : review;
    return {
      ...without(whole, ['createDate', 'updateDate', 'createTimestamp', 'updateTimestamp']),
      id: numberOf(whole['id']),
      created: readDate(whole['createDate']),
      updated: readDate(whole['updateDate']),
    };
  });
}
