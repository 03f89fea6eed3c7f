import type { State } from '../../../state/state.ts';
import { fieldsOf, listOf, textOf, type Fields } from '../../../state/rows.ts';
import { idsOf } from './items.ts';

/** Whether an address lies in a zone: one of the profile's by its `id`, or one that is described. Without any it lies in it. */
export function isInZone(address: Fields, zone: Fields, state: State): boolean {
  const id = textOf(zone['id']);
  if (id === 'WORLD') return true;
  const described = listOf(state.profile['zones']).find((other) => id !== '' && other['id'] === id) ?? zone;
  if (described['id'] === 'WORLD') return true;
  const country = textOf(address['countryCode']);
  const countries = idsOf(described['countryCodes']);
  const states = idsOf(described['stateOrProvinceCodes']);
  const postCodes = idsOf(described['postCodes']);
  if (countries.length + states.length + postCodes.length === 0) return id === '';
  const inState = states.length === 0 || states.includes(`${country}-${textOf(address['stateOrProvinceCode'])}`);
  const inPostCode = postCodes.length === 0 || postCodes.some((code) => fits(code, textOf(address['postalCode'])));
  return (countries.length === 0 || countries.includes(country)) && inState && inPostCode;
}

/** Templates of postal codes have `*` for any characters and `?` for one. */
function fits(template: string, code: string): boolean {
  const pattern = template
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'i').test(code);
}

/** The zone of an address that a tax has a rate for, or the tax's default. */
export function rateOf(tax: Fields, address: Fields, state: State): number {
  const rule = listOf(tax['rules']).find(({ zoneId }) => isInZone(address, { id: textOf(zoneId) }, state));
  const rate = rule ? rule['tax'] : tax['defaultTax'];
  return typeof rate === 'number' ? rate : 0;
}

/** Taxes of the store's settings. */
export function storeTaxes(state: State): readonly Fields[] {
  return listOf(fieldsOf(state.profile['taxSettings'])['taxes']);
}
