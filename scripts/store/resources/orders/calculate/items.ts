import type { Call } from '../../../call.ts';
import { defined, fieldsOf, listOf, numberOf, textOf, without, type Fields, type Row } from '../../../state/rows.ts';
import { multiply, withModifiers } from '../../../values/money.ts';

/** An item of an order that is calculated, with the product of the catalog that it is of. */
export interface Line {
  readonly item: Fields;
  readonly product: Row | undefined;
  /** Price times quantity, before anything is taken off. */
  readonly sum: number;
}

/** What the answer works out anew, whatever the request says of it (test CartsTest.testCalculateOrderDetails). */
const workedOut = ['couponAmount', 'discounts', 'taxes', 'tax', 'shipping', 'handlingFee', 'couponApplied'];

/** Items as they are calculated: what the request leaves out comes from the catalog. */
export function linesOf(body: Fields, call: Call): Line[] {
  return listOf(body['items']).map((given) => {
    const product = call.state.rows('products').get(numberOf(given['productId']));
    const options = listOf(given['selectedOptions']).map((option) => without(option, ['files']));
    const item = {
      quantity: 1,
      ...(product && fromCatalog(product, given)),
      ...defined(without(given, workedOut)),
      ...(given['selectedOptions'] !== undefined && { selectedOptions: options }),
      id: given['id'] ?? call.state.newId('orderItems'),
    };
    return { item, product, sum: multiply(numberOf(item['price' as keyof typeof item]), numberOf(item.quantity)) };
  });
}

/** "Calculation: productPrice + wholesalePrices + price modifiers from selected options"; a variation that is named has a price of its own. */
function fromCatalog(product: Row, given: Fields): Fields {
  const variation = variationOf(product, given) ?? {};
  const productPrice = numberOf(variation['price'] ?? product['price']);
  const tiers = listOf(variation['wholesalePrices'] ?? product['wholesalePrices']);
  const chosen = variation['price'] === undefined ? listOf(given['selectedOptions']).flatMap(modifiersOf) : [];
  return defined({
    price: withModifiers(wholesale(tiers, numberOf(given['quantity'] ?? 1)) ?? productPrice, chosen),
    productPrice,
    sku: variation['sku'] ?? product['sku'],
    name: product['name'],
    weight: variation['weight'] ?? product['weight'],
    quantityInStock: numberOf(variation['quantity'] ?? product['quantity']),
    trackQuantity: product['unlimited'] !== true,
    isShippingRequired: product['isShippingRequired'] !== false,
    dimensions: product['dimensions'],
    fixedShippingRateOnly: product['fixedShippingRateOnly'] === true,
    fixedShippingRate: numberOf(product['fixedShippingRate']),
    digital: listOf(product['files']).length > 0,
  });
}

/** The price of each when so many are bought; undefined when that is too few for any. */
function wholesale(tiers: readonly Fields[], quantity: number): number | undefined {
  const reached = tiers.filter((tier) => numberOf(tier['quantity']) <= quantity);
  const best = reached.sort((a, b) => numberOf(b['quantity']) - numberOf(a['quantity']))[0];
  return best && numberOf(best['price']);
}

/** The variation that the request names by its id or its SKU. */
function variationOf(product: Fields, { combinationId, sku }: Fields): Fields | undefined {
  return listOf(product['combinations']).find((variation) =>
    combinationId === undefined ? sku !== undefined && variation['sku'] === sku : variation['id'] === combinationId,
  );
}

function modifiersOf(option: Fields): Fields[] {
  return listOf(option['selections']).map(({ selectionModifier, selectionModifierType }) => ({
    priceModifier: selectionModifier,
    priceModifierType: selectionModifierType,
  }));
}

export function needsShipping({ item }: Line): boolean {
  return item['isShippingRequired'] !== false;
}

/** Whether a limit to products and categories lets the line through; both lists empty let all through. */
export function isWithin(line: Line, limit: Fields): boolean {
  const products = idsOf(limit['products']);
  const categories = idsOf(limit['categories']);
  if (products.length === 0 && categories.length === 0) return true;
  return products.includes(textOf(line.item['productId'])) || categoriesOf(line).some((id) => categories.includes(id));
}

/** Ids of the categories that a line's product is in, and of the one that it was put into the cart from. */
export function categoriesOf({ item, product }: Line): string[] {
  return [...idsOf(product?.['categoryIds']), textOf(item['categoryId'])];
}

export function idsOf(list: Fields[string]): string[] {
  return Array.isArray(list) ? (list as readonly Fields[string][]).map((id) => textOf(fieldsOf(id)['id'] ?? id)) : [];
}
