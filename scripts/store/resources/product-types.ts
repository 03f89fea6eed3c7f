import { ApiError } from '../answer/api-error.ts';
import type { Call } from '../call.ts';
import { changeRow } from '../operations.ts';
import type { Resource } from '../rules.ts';
import { itemsOf, listOf, merge, numberOf, without, type Fields } from '../state/rows.ts';
import { missingType } from './products/checks.ts';
import { rowOf } from '../state/shop.ts';

/** Type 0, *General*, is there in every store. It has no name and cannot be deleted (test BaseEntityTest.removeAllProductTypes). */
const general = 0;

export const productTypes: Resource = {
  collection: 'productTypes',
  path: '/classes',
  item: '/classes/{classId}',
  seed: (example) => itemsOf(example('searchProductTypes.200')).map(rowOf),
  view: (row, call) =>
    call.isPublic ? { ...row, attributes: listOf(row['attributes']).filter(({ show }) => show !== 'NOTSHOW') } : row,
  missing: missingType,
  list: {
    from: ['page search-product-types', 'test ProductTypesTest.testGetAllProductTypes'],
    whole: 'list',
  },
  get: { from: ['page get-product-type', 'test ProductTypesTest.testProductTypeLifecycle'] },
  create: {
    from: ['page create-product-type', 'test ProductTypesTest.testGeneralProductTypeLifecycle'],
    row: (body, call) => ({ ...without(body, ['id']), attributes: withIds(body, [], call) }),
  },
  update: {
    from: ['page update-product-type-and-attributes', 'test ProductTypesTest.testProductTypeLifecycle'],
    row(before, body, call) {
      const attributes =
        body['attributes'] === undefined ? {} : { attributes: withIds(body, listOf(before['attributes']), call) };
      return {
        ...merge(before, without(body, before.id === general ? ['id', 'name', 'attributes'] : ['id', 'attributes'])),
        ...attributes,
      };
    },
  },
  delete: {
    from: ['page delete-product-type', 'old product_classes', 'test ProductTypesTest.testProductTypeLifecycle'],
    // "It returns 0 when the type with the given ID is not found"
    countsMissing: true,
    before(row) {
      if (row.id === general) throw new ApiError(400, 'The product type General cannot be deleted.');
    },
    after(row, call) {
      for (const product of call.state.rows('products').find('type', row.id))
        changeRow('products', product, { productClassId: general }, call);
    },
  },
};

/** Attributes of a body: those with an id are changed, those without are new, and those that it leaves out are gone. */
function withIds(body: Fields, before: readonly Fields[], call: Call): Fields[] {
  return listOf(body['attributes']).map((attribute) => {
    const known = before.find(({ id }) => id === attribute['id']);
    return known ? merge(known, attribute) : { ...attribute, id: numberOf(call.state.newId('attributes')) };
  });
}
