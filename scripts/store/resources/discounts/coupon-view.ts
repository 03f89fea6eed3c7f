import type { Call } from '../../call.ts';
import { numberOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { writeDate } from '../../values/dates.ts';

/** A coupon as answers show it. How often it was used is counted (test CartsTest.testCalculateOrderDetails: not what a caller says). */
export function couponView(row: Row, call: Call): Fields {
  return {
    ...without(row, ['created', 'updated']),
    repeatCustomerOnly: row['applicationLimit'] === 'REPEAT_CUSTOMER_ONLY',
    creationDate: writeDate(numberOf(row['created'])),
    updateDate: writeDate(numberOf(row['updated'])),
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
    .filter((order) => order['paymentStatus'] !== 'INCOMPLETE').length;
}
