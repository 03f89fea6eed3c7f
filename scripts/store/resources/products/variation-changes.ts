import { ApiError } from '../../answer/api-error.ts';
import type { Call } from '../../call.ts';
import { withRow } from '../../operations.ts';
import { listOf, merge, numberOf, textOf, without, type Fields, type Row, type RowId } from '../../state/rows.ts';
import { attributesOf, checkPrices, checkSku } from './checks.ts';
import { computedOfVariation } from './defaults.ts';
import { pictureLinkNames } from '../images.ts';
import { settleStock } from './stock.ts';

const readOnly = [
  ...computedOfVariation,
  ...pictureLinkNames,
  'id',
  'combinationNumber',
  'lowestPrice',
  'defaultDisplayedLowestPrice',
  'defaultDisplayedLowestPriceFormatted',
];

/** A new variation of a product. Throws when there is one of its options. */
export function newVariation(product: Fields, body: Fields, call: Call): Row {
  const variations = listOf(product['combinations']);
  const given = written(product, body, call);
  refuseSame(variations, given);
  check(product, given, -1, call);
  const id = call.state.newId('variations');
  const combinationNumber =
    variations.reduce((greatest, { combinationNumber: number }) => Math.max(greatest, numberOf(number)), 0) + 1;
  const { sku, quantity, unlimited, dimensions } = product;
  const shared = sharesSku(product, given) ? { quantity, unlimited, dimensions } : {};
  const variation = merge({ id, combinationNumber, unlimited: given['quantity'] === undefined, ...shared }, given);
  checkShared({ sku, quantity, unlimited, dimensions }, variation);
  return { ...variation, id };
}

/** A variation after a partial update. Throws when its options are those of another. */
export function changedVariation(product: Fields, before: Row, body: Fields, call: Call): Row {
  const given = written(product, body, call);
  check(product, given, before.id, call);
  if (given['options'] !== undefined) {
    const others = listOf(product['combinations']).filter(({ id }) => id !== before.id);
    refuseSame(others, given);
  }
  const variation = { ...merge(before, given), id: before.id };
  checkShared(product, variation);
  return variation;
}

/** What changes in a product with its variations: it has the options of the latest one. */
export function withVariations(list: readonly Row[], product: Fields, latest: Row | undefined): Fields {
  return { ...(latest && { options: withOptions(product, latest) }), combinations: list };
}

/** Saves the variations of a product's body (`saveCombinations`): by id, else by options, else as new ones. */
export function savedVariations(product: Fields, bodies: readonly Fields[], call: Call): Fields {
  return bodies.reduce<Fields>((changes, body) => {
    const current = { ...product, ...changes };
    const list = listOf(current['combinations']) as readonly Row[];
    const known = list.find((other) => (body['id'] === undefined ? isSame(other, body) : other.id === body['id']));
    const variation = known ? changedVariation(current, known, body, call) : newVariation(current, body, call);
    return withVariations(withRow(list, variation), current, variation);
  }, {});
}

function written(product: Fields, body: Fields, call: Call): Fields {
  return settleStock(attributesOf(without(body, readOnly), numberOf(product['productClassId']), call));
}

function refuseSame(variations: readonly Fields[], given: Fields): void {
  if (variations.some((other) => isSame(other, given)))
    throw new ApiError(409, 'There is a variation of these options already.', 'COMBINATION_DUPLICATED');
}

function check(product: Fields, body: Fields, variationId: RowId, call: Call): void {
  if (typeof body['sku'] === 'string') checkSku(body['sku'], product['id'], call, variationId);
  checkPrices(typeof body['price'] === 'number' ? body : product, body);
}

function sharesSku(product: Fields, variation: Fields): boolean {
  return textOf(variation['sku']) !== '' && variation['sku'] === product['sku'];
}

/** Page "REST API error codes": what has one SKU has one stock, and one size. */
function checkShared(product: Fields, variation: Fields): void {
  if (!sharesSku(product, variation)) return;
  const is = (name: string): boolean => JSON.stringify(variation[name]) === JSON.stringify(product[name]);
  if (numberOf(variation['quantity']) !== numberOf(product['quantity']) || !is('unlimited')) {
    throw new ApiError(400, 'A variation with the SKU of its product has its stock.', 'DIFFERENT_COMBINATION_STOCK');
  }
  if (!is('dimensions')) {
    const message = 'A variation with the SKU of its product has its dimensions.';
    throw new ApiError(400, message, 'DIFFERENT_COMBINATION_DIMENSIONS');
  }
}

/** Refuses options of a product that no longer have what its variations are made of: page "REST API error codes". */
export function checkOptions(product: Fields): void {
  for (const { name, value } of listOf(product['combinations']).flatMap((variation) => listOf(variation['options']))) {
    const option = listOf(product['options']).find((other) => other['name'] === name);
    if (!option) {
      const message = `A variation has the removed option '${textOf(name)}'.`;
      throw new ApiError(409, message, 'COMBINATION_CONTAINS_REMOVED_OPTION');
    }
    if (!listOf(option['choices']).some(({ text }) => text === value)) {
      const message = `A variation has the removed choice '${textOf(value)}' of '${textOf(name)}'.`;
      throw new ApiError(409, message, 'COMBINATION_CONTAINS_REMOVED_OPTION_VALUE');
    }
  }
}

function isSame(a: Fields, b: Fields): boolean {
  return optionsKey(a) === optionsKey(b);
}

function optionsKey(variation: Fields): string {
  return JSON.stringify(
    listOf(variation['options'])
      .map(({ name, value }) => [textOf(name), textOf(value)])
      .sort(),
  );
}

/** Options that the product does not have are added to it, with type `SELECT` (page "Create product variation"). */
function withOptions(product: Fields, variation: Fields): readonly Fields[] {
  const options = [...listOf(product['options'])];
  for (const { name, value } of listOf(variation['options'])) {
    const at = options.findIndex((option) => option['name'] === name);
    const option = options[at];
    const choice = { text: value, priceModifier: 0, priceModifierType: 'ABSOLUTE' };
    if (!option) options.push({ type: 'SELECT', name, choices: [choice], required: false });
    else if (!listOf(option['choices']).some(({ text }) => text === value))
      options[at] = { ...option, choices: [...listOf(option['choices']), choice] };
  }
  return options;
}
