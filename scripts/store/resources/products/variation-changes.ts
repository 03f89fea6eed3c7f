import { ApiError } from '../../answer/api-error.ts';
import type { Call } from '../../call.ts';
import { listOf, merge, numberOf, textOf, without, type Fields } from '../../state/rows.ts';
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

/** Options and variations of a product after another variation was added. */
export function withVariation(
  product: Fields,
  body: Fields,
  call: Call,
): { readonly id: number; readonly changes: Fields } {
  const variations = listOf(product['combinations']);
  const given = settleStock(attributesOf(without(body, readOnly), numberOf(product['productClassId']), call));
  if (variations.some((other) => isSame(other, given))) {
    throw new ApiError(409, 'There is a variation of these options already.', 'COMBINATION_DUPLICATED');
  }
  check(product, given, -1, call);
  const id = call.state.newId('variations');
  const combinationNumber =
    variations.reduce((greatest, { combinationNumber: number }) => Math.max(greatest, numberOf(number)), 0) + 1;
  const { sku, quantity, unlimited, dimensions } = product;
  const shared = sharesSku(product, given) ? { quantity, unlimited, dimensions } : {};
  const variation = merge({ id, combinationNumber, unlimited: given['quantity'] === undefined, ...shared }, given);
  checkShared({ sku, quantity, unlimited, dimensions }, variation);
  return { id, changes: { options: withOptions(product, given), combinations: [...variations, variation] } };
}

/** Variations of a product after one was changed. Throws when its options are those of another. */
export function changedVariations(product: Fields, before: Fields, body: Fields, call: Call): Fields {
  const given = settleStock(attributesOf(without(body, readOnly), numberOf(product['productClassId']), call));
  check({ ...product }, given, numberOf(before['id']), call);
  if (given['options'] !== undefined) {
    const others = listOf(product['combinations']).filter(({ id }) => id !== before['id']);
    if (others.some((other) => isSame(other, given))) {
      throw new ApiError(409, 'There is a variation of these options already.', 'COMBINATION_DUPLICATED');
    }
  }
  const variation = merge(before, given);
  checkShared(product, variation);
  return {
    options: withOptions(product, given),
    combinations: listOf(product['combinations']).map((other) => (other['id'] === before['id'] ? variation : other)),
  };
}

/** Saves the variations of a product's body (`saveCombinations`): by id, else by options, else as new ones. */
export function savedVariations(product: Fields, bodies: readonly Fields[], call: Call): Fields {
  return bodies.reduce<Fields>((changes, body) => {
    const current = { ...product, ...changes };
    const known = listOf(current['combinations']).find((other) =>
      body['id'] === undefined ? isSame(other, body) : other['id'] === body['id'],
    );
    return known ? changedVariations(current, known, body, call) : withVariation(current, body, call).changes;
  }, {});
}

function check(product: Fields, body: Fields, variationId: number, call: Call): void {
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
