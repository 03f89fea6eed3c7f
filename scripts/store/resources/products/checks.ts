import { ApiError, tooMany } from '../../answer/api-error.ts';
import { missing, type Call } from '../../call.ts';
import { defined, listOf, numberOf, numbersOf, type Fields, type RowId } from '../../state/rows.ts';

/** So many may be named in one call: page "REST API error codes". */
const limits = { categories: 100, variations: 200 } as const;

export const missingCategory = missing('Category', 'CATEGORIES_NOT_FOUND');
export const missingProduct = missing('Product', 'PRODUCT_NOT_FOUND');
export const missingType = missing('Product class');

/**
 * Refuses what the pages "Create product", "Update product" and "REST API error codes" say the API refuses.
 * @param product the product as it would be; `id` is absent while it has none
 */
export function checkProduct(product: Fields, body: Fields, call: Call): void {
  const { state } = call;
  if (typeof body['sku'] === 'string') checkSku(body['sku'], product['id'], call);
  checkPrices(product, body);
  const categoryIds = numbersOf(body['categoryIds']);
  if (categoryIds.length > limits.categories)
    throw tooMany(402, limits.categories, 'categories', 'MAX_CATEGORIES_FOR_API_REQUEST_LIMIT_EXCEEDED');
  for (const id of categoryIds) if (!state.rows('categories').get(id)) throw missingCategory(id);
  const type = numberOf(body['productClassId']);
  if (type !== 0 && !state.rows('productTypes').get(type)) throw missingType(type);
  if (numberOf(product['showOnFrontpage']) < 0 && numbersOf(product['categoryIds']).length === 0) {
    throw new ApiError(400, "Attribute showOnFrontpage can't be negative, because the product has no categories");
  }
  if (listOf(body['combinations']).length > limits.variations)
    throw tooMany(400, limits.variations, 'variations', 'COMBINATION_LIMIT_PER_REQUEST_EXCEEDED');
}

/** Refuses a SKU that another product, or a variation of another product, has. */
export function checkSku(sku: string, productId: Fields['id'], call: Call, variationId?: RowId): void {
  if (sku === '') return;
  for (const row of call.state.rows('products').find('sku', sku)) {
    const isOther = row.id !== productId;
    const isSibling = listOf(row['combinations']).some((item) => item['sku'] === sku && item['id'] !== variationId);
    // A variation may have the SKU of its product, which is the same stock then (DIFFERENT_COMBINATION_STOCK).
    if (isOther || (variationId !== undefined && isSibling)) {
      throw new ApiError(409, `The product with such SKU already exists: ${sku}`, 'SKU_ALREADY_EXISTS');
    }
  }
}

/** Refuses cost and wholesale prices that cannot be. The codes' statuses are those of the current page; older pages say 409. */
export function checkPrices(item: Fields, body: Fields): void {
  if (numberOf(body['costPrice']) < 0)
    throw new ApiError(400, "Cost price can't be negative.", 'COST_PRICE_CANT_BE_NEGATIVE');
  for (const tier of listOf(body['wholesalePrices'])) {
    const { price, quantity } = tier;
    if (price === undefined || price === 0)
      throw new ApiError(400, "Wholesale price can't be zero.", 'WHOLESALE_PRICES_CANT_BE_NULL');
    if (numberOf(price) < 0)
      throw new ApiError(400, "Wholesale price can't be negative.", 'WHOLESALE_PRICES_CANT_BE_NEGATIVE');
    if (typeof item['price'] === 'number' && numberOf(price) > item['price']) {
      throw new ApiError(400, "Wholesale price can't be higher than the price.", 'WHOLESALE_PRICES_TOO_BIG');
    }
    if (typeof quantity === 'number' && quantity < 2) {
      throw new ApiError(400, 'Wholesale prices begin with two items.', 'WHOLESALE_PRICES_QUANTITY_TOO_SMALL');
    }
  }
}

/**
 * Attribute values as the product keeps them, with name, kind and visibility of the attribute of its type. A body names the
 * attribute by `id`, by `name`, or by `alias` (older page "products").
 */
export function attributesOf(body: Fields, typeId: number, call: Call): Fields {
  if (body['attributes'] === undefined) return body;
  const known = listOf(call.state.rows('productTypes').get(typeId)?.['attributes']);
  const general = listOf(call.state.rows('productTypes').get(0)?.['attributes']);
  const attributes = listOf(body['attributes']).map(({ alias, ...value }) => {
    const attribute = [...known, ...general].find(
      ({ id, name, type }) =>
        (value['id'] !== undefined && id === value['id']) ||
        (alias !== undefined && type === alias) ||
        (value['id'] === undefined && name === value['name']),
    );
    const { id, name, nameTranslated, type, show } = attribute ?? {};
    return defined({ id, name, nameTranslated, type, show, ...value });
  });
  return { ...body, attributes };
}

/** A SKU that nothing has: "if this field is empty, Ecwid will generate" (older page "products"). */
export function newSku(call: Call): string {
  for (;;) {
    const sku = String(call.state.newId('sku')).padStart(5, '0');
    if (call.state.rows('products').find('sku', sku).length === 0) return sku;
  }
}
