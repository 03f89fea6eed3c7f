import Big from 'big.js';
import { fieldsOf, numberOf, textOf, type Fields } from '../state/rows.ts';

/** The exact sum of decimal numbers, which doubles cannot give: 0.1 and 0.2 make 0.3. */
export function add(...amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toNumber();
}

export function multiply(a: number, b: number): number {
  return new Big(a).times(b).toNumber();
}

/** So many percent of an amount, rounded half up to so many decimals. */
export function percentOf(amount: number, percents: number, decimals: number): number {
  return new Big(amount).times(percents).div(100).round(decimals, Big.roundHalfUp).toNumber();
}

/** A value as settings give it: so many percent of an amount, or an amount of its own. */
export function partOf(amount: number, { type, value }: Fields, decimals: number): number {
  return type === 'PERCENT' ? percentOf(amount, numberOf(value), decimals) : numberOf(value);
}

/** What is contained in an amount that includes so many percent, such as a tax in a price. */
export function percentIn(amount: number, percents: number, decimals: number): number {
  return new Big(amount).times(percents).div(new Big(percents).plus(100)).round(decimals, Big.roundHalfUp).toNumber();
}

/** What is left of an amount without what it includes, of so many percent. */
export function withoutPercents(amount: number, percents: number, decimals: number): number {
  return add(amount, -percentIn(amount, percents, decimals));
}

/** Parts of an amount in proportion to weights, rounded so that they come to the amount exactly. All are 0 when the weights are. */
export function spread(amount: number, weights: readonly number[], decimals: number): number[] {
  const whole = add(...weights);
  if (whole === 0) return weights.map(() => 0);
  let before = 0;
  let given = new Big(0);
  return weights.map((weight) => {
    before = add(before, weight);
    const upTo = new Big(amount).times(before).div(whole).round(decimals, Big.roundHalfUp);
    const part = upTo.minus(given).toNumber();
    given = upTo;
    return part;
  });
}

/** `part` of `whole` in percent, rounded to so many decimals; 0 of nothing. */
export function percentage(part: number, whole: number, decimals: number): number {
  return whole === 0 ? 0 : new Big(part).times(100).div(whole).round(decimals).toNumber();
}

/** Digits behind the point of a store's currency; 2 where its settings say nothing that could be. */
export function decimalsOf({ currencyPrecision: digits }: Fields): number {
  return typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 && digits <= 100 ? digits : 2;
}

/** An amount as the store's settings write it, such as `$1,039.50`. `units` is `formatsAndUnits` of the profile. */
export function formatMoney(amount: number, units: Fields): string {
  const [whole = '0', fraction = ''] = new Big(amount).toFixed(decimalsOf(units)).split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const grouped = whole.replace('-', '').replace(/\B(?=(\d{3})+$)/g, textOf(units['currencyGroupSeparator']));
  const isShort = units['currencyTruncateZeroFractional'] === true && /^0*$/.test(fraction);
  const decimals = fraction === '' || isShort ? '' : `${textOf(units['currencyDecimalSeparator']) || '.'}${fraction}`;
  return `${textOf(units['currencyPrefix'])}${sign}${grouped}${decimals}${textOf(units['currencySuffix'])}`;
}

/** Price of a thing whose option choices change it: each by an amount or by percents of the price before. */
export function withModifiers(price: number, choices: readonly Fields[]): number {
  return choices.reduce((sum, choice) => {
    const modifier = numberOf(choice['priceModifier']);
    return add(sum, choice['priceModifierType'] === 'PERCENT' ? multiply(price, multiply(modifier, 0.01)) : modifier);
  }, price);
}

/** `formatsAndUnits` of a store profile. */
export function unitsOf(profile: Fields): Fields {
  return fieldsOf(profile['formatsAndUnits']);
}
