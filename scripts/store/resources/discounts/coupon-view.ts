import type { Call } from '../../call.ts';
import { textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { writeDate } from '../../values/dates.ts';
import { isUnfinished } from '../orders/facts.ts';

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
