import type { Call } from '../../../call.ts';
import { fieldsOf, numberOf, textOf, type Fields } from '../../../state/rows.ts';
import { isBetween, writeDate } from '../../../values/dates.ts';
import { add, percentOf, spread } from '../../../values/money.ts';
import { couponView, timesUsed } from '../../discounts/coupons.ts';
import { totalsOf } from '../../customers/facts.ts';
import { idsOf, isWithin, type Line } from './items.ts';

export interface CouponResult {
  /** The coupon as the answer shows it; undefined when the request names none. */
  readonly coupon: Fields | undefined;
  readonly couponDiscount: number;
  /** What goes off each line. */
  readonly byLine: readonly number[];
  readonly appliesTo: readonly boolean[];
  /** Whether the coupon pays for this way of delivery. */
  readonly freesShipping: (methodId: string) => boolean;
}

/**
 * The coupon of the request: what it says of it, completed by the store's coupon of that code. It applies when its terms are met:
 * active, in its time, the order reaches `totalLimit`, the customer may use it, and it is not used up.
 */
export function couponOf(
  body: Fields,
  lines: readonly Line[],
  customer: Fields | undefined,
  decimals: number,
  call: Call,
): CouponResult {
  const given = fieldsOf(body['discountCoupon']);
  const none = {
    couponDiscount: 0,
    byLine: lines.map(() => 0),
    appliesTo: lines.map(() => false),
    freesShipping: () => false,
  };
  if (Object.keys(given).length === 0) return { ...none, coupon: undefined };
  const known = call.state.rows('coupons').find('code', textOf(given['code']))[0];
  const coupon: Fields = {
    creationDate: writeDate(call.now),
    ...(known && couponView(known, call)),
    ...given,
    orderCount: timesUsed(given, call),
  };
  const subtotal = add(...lines.map(({ sum }) => sum));
  const appliesTo = lines.map(
    // Of products, `discountsAllowed` says whether "Ecwid can apply discounts" to them.
    (line) => line.product?.['discountsAllowed'] !== false && isWithin(line, fieldsOf(coupon['catalogLimit'])),
  );
  if (!appliesTo.includes(true) || !areMet(coupon, subtotal, customer, call)) return { ...none, coupon };

  const weights = lines.map(({ sum }, i) => (appliesTo[i] ? sum : 0));
  const whole = add(...weights);
  const type = textOf(coupon['discountType']);
  const value = numberOf(coupon['discount']);
  const amount = type.startsWith('ABS')
    ? Math.min(value, whole)
    : type.startsWith('PERCENT')
      ? percentOf(whole, value, decimals)
      : 0;
  const methods = idsOf(fieldsOf(coupon['shippingLimit'])['shippingMethods']);
  return {
    coupon,
    couponDiscount: amount,
    byLine: spread(amount, weights, decimals),
    appliesTo: appliesTo.map((applies) => applies && amount > 0),
    freesShipping: (id) => type.endsWith('SHIPPING') && (methods.length === 0 || methods.includes(id)),
  };
}

function areMet(coupon: Fields, subtotal: number, customer: Fields | undefined, call: Call): boolean {
  const { status = 'ACTIVE', launchDate, expirationDate, usesLimit, applicationLimit, totalLimit } = coupon;
  const orders = numberOf(customer && totalsOf(customer)['numberOfOrders']);
  const uses = numberOf(coupon['orderCount']);
  const code = textOf(coupon['code']);
  const isUsedByCustomer =
    customer !== undefined &&
    call.state
      .rows('orders')
      .find('coupon', code)
      .some(({ customerId }) => customerId === customer['id']);
  return (
    status === 'ACTIVE' &&
    subtotal >= numberOf(totalLimit) &&
    isBetween(call.now, launchDate, expirationDate) &&
    !(usesLimit === 'SINGLE' && uses > 0) &&
    !(usesLimit === 'ONCEPERCUSTOMER' && isUsedByCustomer) &&
    !(applicationLimit === 'NEW_CUSTOMER_ONLY' && orders > 0) &&
    !(applicationLimit === 'REPEAT_CUSTOMER_ONLY' && orders === 0)
  );
}
