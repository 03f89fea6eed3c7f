import { missing } from '../../call.ts';
import { findRow, putRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { without } from '../../state/rows.ts';
import { pictureLinkNames, pictureOperations } from '../images.ts';
import { products } from './products.ts';
import { stockAnswer } from './stock.ts';
import { changedVariation, newVariation, withVariations } from './variation-changes.ts';
import { variationView } from './variation-view.ts';

const path = '/products/{productId}/combinations';
const item = `${path}/{combinationId}` as const;

/** Variations are kept in their product, since answers show them there as well. */
export const variations: Resource = {
  collection: 'products',
  inside: { owner: products, field: 'combinations', settle: withVariations },
  path,
  item,
  view: (variation, call) => variationView(variation, findRow(products, call), call),
  viewParameters: ['lang'],
  viewReads: ['products', 'profile'],
  missing: missing('Combination', 'COMBINATION_NOT_FOUND'),
  list: { from: ['page search-product-variations', 'test VariationsTest.manipulate variations'], whole: 'list' },
  get: { from: ['page get-product-variation', 'test VariationsTest.manipulateVariationImage'] },
  create: {
    from: ['page create-product-variation', 'test VariationsTest.Create product, add combo and fetch product'],
    row: (body, call) => newVariation(findRow(products, call), body, call),
  },
  update: {
    from: ['page update-product-variation', 'test VariationsTest.manipulate variations'],
    row: (before, body, call) => changedVariation(findRow(products, call), before, body, call),
  },
  delete: { from: ['page delete-product-variation', 'test VariationsTest.manipulate variations'] },
  clear: { from: ['page delete-all-product-variations'] },
  operations: {
    [`PUT ${item}/inventory`]: {
      from: ['page adjust-product-variation-stock', 'test VariationsTest.manipulate variations'],
      run(call) {
        const variation = findRow(variations, call);
        return stockAnswer(variation, call, (quantity) => putRow(variations, { ...variation, quantity }, call));
      },
    },
    ...pictureOperations({
      path: `${item}/image`,
      from: {
        upload: ['page upload-product-variation-image', 'test VariationsTest.manipulateVariationImage'],
        link: [
          'page upload-product-variation-image-async',
          'test VariationsTest.test uploading product variation image asynchronously',
        ],
        delete: ['page delete-product-variation-image', 'test VariationsTest.manipulateVariationImage'],
      },
      find: (call) => findRow(variations, call),
      put: (variation, { picture }, call) =>
        putRow(variations, { ...without(variation, pictureLinkNames), picture, id: variation.id }, call),
      delete(variation, call) {
        const bare = { ...without(variation, ['picture', ...pictureLinkNames]), id: variation.id };
        putRow(variations, bare, call);
        return Object.keys(bare).length < Object.keys(variation).length ? 1 : 0;
      },
    }),
  },
};
