import { fieldsOf, type Fields } from '../../../state/rows.ts';
import type { State } from '../../../state/state.ts';
import { add, percentIn, percentOf } from '../../../values/money.ts';
import { idsOf, type Line } from './items.ts';
import { rateOf, storeTaxes } from './zones.ts';

export interface Taxes {
  /** `taxes` of each item. */
  readonly byLine: readonly (readonly Fields[])[];
  readonly onShipping: readonly Fields[];
  /** The part of {@link onShipping} that handling has. */
  readonly onHandling: readonly Fields[];
  /** `taxes` of each surcharge. */
  readonly bySurcharge: readonly (readonly Fields[])[];
  /** Percents of taxes that prices include, line by line. */
  readonly included: readonly number[];
  /** The same for what is no item. */
  readonly includedElsewhere: number;
  /** All taxes, and that part of them which is not in the prices already. */
  readonly total: number;
  readonly added: number;
}

/** What is taxed. */
export interface Taxable {
  readonly lines: readonly Line[];
  /** Of each line, after all discounts. */
  readonly amounts: readonly number[];
  /** Cost of shipping and handling together, and of handling alone. */
  readonly delivery: number;
  readonly handling: number;
  /** What each surcharge comes to; 0 of those that are not taxed. */
  readonly surcharges: readonly number[];
  readonly shippingAddress: Fields;
  readonly billingAddress: Fields;
  readonly isExempt: boolean;
  readonly decimals: number;
}

/**
 * The store's manual taxes by destination: on each item "after all discounts", and on delivery as
 * "(shippingRate + handlingFee)*(taxValue/100)". Surcharges have those that apply by default. Automatic taxes are Ecwid's own calculation, and not known here.
 */
export function taxesOf(taxable: Taxable, state: State): Taxes {
  const { lines, amounts, delivery, handling, surcharges, decimals } = taxable;
  const byLine: Fields[][] = lines.map(() => []);
  const onShipping: Fields[] = [];
  const onHandling: Fields[] = [];
  const bySurcharge: Fields[][] = surcharges.map(() => []);
  const included = lines.map(() => 0);
  let includedElsewhere = 0;
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
      if (isIncluded) included[i] = add(included[i] ?? 0, value);
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
    const part = (amount: number): Fields => ({ name: tax['name'], value, total: of(amount) });
    if (tax['appliedByDefault'] === true) {
      if (isIncluded) includedElsewhere = add(includedElsewhere, value);
      surcharges.forEach((amount, i) => {
        if (amount === 0) return;
        count(of(amount));
        bySurcharge[i]?.push(part(amount));
      });
    }
    if (tax['taxShipping'] !== true || delivery === 0) continue;
    count(of(delivery));
    onShipping.push(part(delivery));
    if (handling !== 0) onHandling.push({ ...part(handling), includeInPrice: isIncluded });
  }
  return { byLine, onShipping, onHandling, bySurcharge, included, includedElsewhere, total, added };
}

/** Taxes that apply by default are on all products that are taxed at all, others on those that name them. */
function isTaxed({ item, product }: Line, tax: Fields): boolean {
  const settings = fieldsOf(product?.['tax']);
  if (settings['taxable'] === false || item['taxable'] === false) return false;
  return tax['appliedByDefault'] === true || idsOf(settings['enabledManualTaxes']).includes(String(tax['id']));
}
