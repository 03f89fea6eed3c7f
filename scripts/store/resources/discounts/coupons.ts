import { ApiError } from '../../answer/api-error.ts';
import type { Call } from '../../call.ts';
import { anyText, periods, textIs } from '../../list/filters.ts';
import { deletedAnswer } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { fieldsOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { readDate, writeDate } from '../../values/dates.ts';
import { isUnfinished } from '../orders/facts.ts';

const page = 'page search-discount-coupons';

/** Coupons, each found by its id or its code. */
export const coupons: Resource = {
  collection: 'coupons',
  path: '/discount_coupons',
  item: '/discount_coupons/{discountCouponId}',
  seed(example) {
    const coupon = fieldsOf(example('getDiscountCoupon.200'));
    const times = {
      created: readDate(coupon['creationDate']),
      updated: readDate(coupon['updateDate']),
    };
    return [rowOf({ ...without(coupon, readOnly), id: coupon['id'], ...times })];
  },
  view: couponView,
  viewReads: ['orders'],
  missing: () => new ApiError(404, 'Coupon is not found', 'DISCOUNT_COUPON_NOT_FOUND'),
  // Older page "coupons"
  unique: { column: 'code', taken: (code) => `The coupon with the code '${code}' already exists` },
  find: (text, { state }) => state.rows('coupons').get(Number(text)) ?? state.rows('coupons').find('code', text)[0],
  list: {
    from: [page, 'test CouponsTest.testSearchFields'],
    filters: {
      code: textIs(page, 'code'),
      discount_type: anyText(page, 'type'),
      availability: anyText(page, 'status'),
      ...periods(page, 'created', 'updated'),
    },
  },
  get: { from: ['page get-discount-coupon', 'test CouponsTest.testCouponLifecycle'] },
  create: {
    from: ['page create-discount-coupon', 'old coupons', 'test CouponsTest.testCouponLifecycle'],
    row(body, call) {
      const code = textOf(body['code']) || newCode(call);
      return { status: 'ACTIVE', ...terms(merge({}, body)), code };
    },
    answer: ({ id, code }) => ({ id, code }),
  },
  update: {
    from: ['page update-discount-coupon', 'old coupons', 'test CouponsTest.testCouponLifecycle'],
    row: (before, body) => merge(before, terms(body)),
  },
  delete: { from: ['page delete-discount-coupon', 'test CouponsTest.testDeletedCoupon'], countsMissing: true },
  deleted: {
    from: ['page get-deleted-items-history'],
    path: '/coupons/deleted',
    example: 'searchDeletedCoupons.200',
  },
  operations: {
    'GET /discount_coupons/deleted': { from: ['old store-information'], run: (call) => deletedAnswer(coupons, call) },
  },
};

const readOnly = ['id', 'creationDate', 'updateDate', 'orderCount', 'repeatCustomerOnly'];

/** "Any date provided will be corrected to the UTC +0 timezone." */
function terms(body: Fields): Fields {
  const dates: Record<string, string> = {};
  for (const name of ['launchDate', 'expirationDate']) {
    const moment = readDate(body[name]);
    if (moment !== undefined) dates[name] = writeDate(moment);
  }
  return { ...without(body, readOnly), ...dates };
}

/** The page's examples of codes that nobody chose have twelve letters and digits. */
function newCode(call: Call): string {
  return (call.state.newId('couponCodes') * 48_271 + 36 ** 7).toString(36).toUpperCase().padStart(12, 'C');
}

/** A coupon as answers show it. How often it was used is counted (test CartsTest.testCalculateOrderDetails: not what a caller says). */
export function couponView(row: Row, call: Call): Fields {
  return {
    ...without(row, ['created', 'updated']),
    repeatCustomerOnly: row['applicationLimit'] === 'REPEAT_CUSTOMER_ONLY',
    creationDate: writeDate(row['created']),
    updateDate: writeDate(row['updated']),
    orderCount: timesUsed(row, call),
  };
}

/** "Count of orders where the discount coupon was used." */
export function timesUsed(coupon: Fields, call: Call): number {
  const code = textOf(coupon['code']);
  if (code === '') return 0;
  return call.state
    .rows('orders')
    .find('coupon', code)
    .filter((order) => !isUnfinished(order)).length;
}
