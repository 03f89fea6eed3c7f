import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, type Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { listOf, numberOf, without, type Fields, type Row } from '../../state/rows.ts';
import { linkPicture, pictureLinkNames, uploadPicture, type Picture } from '../images.ts';
import { productOf, putProduct } from './checks.ts';
import { adjustStock } from './stock.ts';
import { changedVariations, withVariation } from './variation-changes.ts';
import { variationView } from './variation-view.ts';

/** Variations are kept in their product, since answers show them there as well. */
const list = '/products/{productId}/combinations';
const item = '/products/{productId}/combinations/{combinationId}';

export const variations: Operations = {
  [`GET ${list}`]: {
    from: ['page search-product-variations', 'test VariationsTest.manipulate variations'],
    run(call) {
      const product = productOf(call);
      return { json: listOf(product['combinations']).map((variation) => variationView(variation, product, call)) };
    },
  },
  [`POST ${list}`]: {
    from: ['page create-product-variation', 'test VariationsTest.Create product, add combo and fetch product'],
    run(call) {
      const product = productOf(call);
      const { id, changes } = withVariation(product, bodyOf(call), call);
      putProduct(product, changes, call);
      return { json: { id } };
    },
  },
  [`DELETE ${list}`]: {
    from: ['page delete-all-product-variations'],
    run(call) {
      const product = productOf(call);
      putProduct(product, { combinations: [] }, call);
      return { json: { deleteCount: listOf(product['combinations']).length } };
    },
  },
  [`GET ${item}`]: {
    from: ['page get-product-variation', 'test VariationsTest.manipulateVariationImage'],
    run(call) {
      const { product, variation } = find(call);
      return { json: variationView(variation, product, call) };
    },
  },
  [`PUT ${item}`]: {
    from: ['page update-product-variation', 'test VariationsTest.manipulate variations'],
    run(call) {
      const { product, variation } = find(call);
      putProduct(product, changedVariations(product, variation, bodyOf(call), call), call);
      return { json: { updateCount: 1 } };
    },
  },
  [`DELETE ${item}`]: {
    from: ['page delete-product-variation', 'test VariationsTest.manipulate variations'],
    run(call) {
      const { product, variation } = find(call);
      putProduct(
        product,
        { combinations: listOf(product['combinations']).filter((other) => other !== variation) },
        call,
      );
      return { json: { deleteCount: 1 } };
    },
  },
  [`PUT ${item}/inventory`]: {
    from: ['page adjust-product-variation-stock', 'test VariationsTest.manipulate variations'],
    run(call) {
      const { product, variation } = find(call);
      if (variation['unlimited'] === true) return { json: { updateCount: 0 } };
      const { quantity, isNegative } = adjustStock(variation, numberOf(bodyOf(call)['quantityDelta']));
      replace(product, variation, { ...variation, quantity }, call);
      return { json: { updateCount: 1, ...(isNegative && { warning: 'Product has negative stock.' }) } };
    },
  },
  [`POST ${item}/image`]: {
    from: ['page upload-product-variation-image', 'test VariationsTest.manipulateVariationImage'],
    async run(call) {
      find(call);
      const { id, picture } = await uploadPicture(call);
      setPicture(picture, call);
      return { json: { id } };
    },
  },
  [`POST ${item}/image/async`]: {
    from: [
      'page upload-product-variation-image-async',
      'test VariationsTest.test uploading product variation image asynchronously',
    ],
    run(call) {
      find(call);
      const { id, picture } = linkPicture(call);
      setPicture(picture, call);
      return { json: { id } };
    },
  },
  [`DELETE ${item}/image`]: {
    from: ['page delete-product-variation-image', 'test VariationsTest.manipulateVariationImage'],
    run(call) {
      const { product, variation } = find(call);
      const bare = without(variation, ['picture', ...pictureLinkNames]);
      replace(product, variation, bare, call);
      return { json: { deleteCount: Object.keys(bare).length < Object.keys(variation).length ? 1 : 0 } };
    },
  },
};

function find(call: Call): { readonly product: Row; readonly variation: Fields } {
  const product = productOf(call);
  const id = Number(call.path['combinationId']);
  const variation = listOf(product['combinations']).find((other) => other['id'] === id);
  if (!variation)
    throw new ApiError(404, `Combination #${call.path['combinationId'] ?? ''} not found`, 'COMBINATION_NOT_FOUND');
  return { product, variation };
}

function replace(product: Row, before: Fields, after: Fields, call: Call): void {
  putProduct(
    product,
    { combinations: listOf(product['combinations']).map((other) => (other === before ? after : other)) },
    call,
  );
}

function setPicture(picture: Picture, call: Call): void {
  // Looked up again: while a file was fetched, others may have changed the product.
  const { product, variation } = find(call);
  replace(product, variation, { ...without(variation, pictureLinkNames), picture }, call);
}
