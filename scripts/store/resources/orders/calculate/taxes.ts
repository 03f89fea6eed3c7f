import { fieldsOf, type Fields } from '../../../state/rows.ts';
import type { State } from '../../../state/state.ts';
import { add, percentIn, percentOf } from '../../../values/money.ts';
import { idsOf, type Line } from './items.ts';
import { rateOf, storeTaxes } from './zones.ts';

export interface Taxes {
  /** `taxes` of each item. */
  readonly byLine: readonly (readonly Fields[])[];
  readonly onShipping: readonly Fields[];
  /** All taxes, and that part of them which is not in the prices already. */
  readonly total: number;
  readonly added: number;
}

/** What is taxed. */
export interface Taxable {
  readonly lines: readonly Line[];
  /** Of each line, after all discounts. */
  readonly amounts: readonly number[];
  /** Cost of shipping and handling together. */
  readonly delivery: number;
  readonly shippingAddress: Fields;
  readonly billingAddress: Fields;
  readonly isExempt: boolean;
  readonly decimals: number;
}

/**
 * The store's manual taxes by destination: on each item "after all discounts", and on delivery as
 * "(shippingRate + handlingFee)*(taxValue/100)". Automatic taxes are Ecwid's own calculation, and not known here.
 */
export function taxesOf(taxable: Taxable, state: State): Taxes {
  const { lines, amounts, delivery, decimals } = taxable;
  const byLine: Fields[][] = lines.map(() => []);
  const onShipping: Fields[] = [];
  let total = 0;
  let added = 0;
  for (const tax of taxable.isExempt ? [] : storeTaxes(state)) {
    const address = tax['useShippingAddress'] === false ? taxable.billingAddress : taxable.shippingAddress;
    const value = rateOf(tax, address, state);
    if (tax['enabled'] !== true || value === 0) continue;
    const isIncluded = tax['includeInPrice'] === true;
    const of = (amount: number): number => (isIncluded ? percentIn : percentOf)(amount, value, decimals);
    const count = (amount: number): void => {
      total = add(total, amount);
      if (!isIncluded) added = add(added, amount);
    };
    lines.forEach((line, i) => {
      if (!isTaxed(line, tax)) return;
      const amount = of(amounts[i] ?? 0);
      count(amount);
      byLine[i]?.push({
        name: tax['name'],
        value,
        total: amount,
        taxOnDiscountedSubtotal: amount,
        taxOnShipping: 0,
        includeInPrice: isIncluded,
        sourceTaxRateId: tax['id'],
        sourceTaxRateType: 'MANUAL',
      });
    });
    if (tax['taxShipping'] !== true || delivery === 0) continue;
    const amount = of(delivery);
    count(amount);
    onShipping.push({ name: tax['name'], value, total: amount });
  }
  return { byLine, onShipping, total, added };
}

/** Taxes that apply by default are on all products that are taxed at all, others on those that name them. */
function isTaxed({ item, product }: Line, tax: Fields): boolean {
  const settings = fieldsOf(product?.['tax']);
  if (settings['taxable'] === false || item['taxable'] === false) return false;
  return tax['appliedByDefault'] === true || idsOf(settings['enabledManualTaxes']).includes(String(tax['id']));
}
