import type { Call } from '../../../call.ts';
import { fieldsOf, listOf, textOf, type Fields } from '../../../state/rows.ts';
import { partOf } from '../../../values/money.ts';

/** Surcharges with what they come to: a fixed amount, or percents of the subtotal. */
export function surchargesOf(body: Fields, subtotal: number, decimals: number): Fields[] {
  return listOf(body['customSurcharges']).map((surcharge) => {
    const { type, total: given, value = given } = surcharge;
    const total = partOf(subtotal, { type, value }, decimals);
    return { ...surcharge, total, totalWithoutTax: total };
  });
}

/** The way to pay that the request names, with "payment method fee added to the order as a set amount or as a percentage of the order total". */
export function paymentOf(
  body: Fields,
  charged: number,
  decimals: number,
  call: Call,
): { readonly method: string | undefined; readonly surcharges: readonly Fields[] } {
  const id = textOf(fieldsOf(body['paymentOptionsDetails'])['paymentId']);
  const option = call.state.rows('paymentOptions').get(id);
  if (!option) return { method: undefined, surcharges: [] };
  const method = textOf(option['checkoutTitle']);
  const { type, value } = fieldsOf(option['paymentSurcharges']);
  const total = partOf(charged, { type, value }, decimals);
  const surcharge = { id: option.id, value, type, total, totalWithoutTax: total, description: method, taxable: false };
  return { method, surcharges: total === 0 ? [] : [{ ...surcharge, taxes: [] }] };
}
