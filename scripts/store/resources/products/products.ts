import { ApiError } from '../../answer/api-error.ts';
import { parseResponseFields, pickFields } from '../../answer/response-fields.ts';
import { bodyOf, isSet } from '../../call.ts';
import { deleteRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { numberOf } from '../../state/rows.ts';
import { missingProduct, productOf, putProduct } from './checks.ts';
import { changedProduct, newProduct, seedProduct } from './product-changes.ts';
import { productList } from './product-list.ts';
import { productView } from './product-view.ts';
import { adjustStock } from './stock.ts';

export const products: Resource = {
  collection: 'products',
  path: '/products',
  item: '/products/{productId}',
  seed: (example) => ['', '.unlimited', '.digital'].map((name) => seedProduct(example(`getProduct.200${name}`))),
  view: productView,
  viewParameters: ['lang', 'baseUrl', 'cleanUrls', 'cleanURLs', 'slugsWithoutIds'],
  viewReads: ['categories', 'profile', 'reviews'],
  missing: missingProduct,
  list: productList,
  get: { from: ['page get-product'] },
  create: { from: ['page create-product', 'test ProductsTest.testSearchPaging'], row: newProduct },
  update: {
    from: ['page update-product', 'old products'],
    row: changedProduct,
    answer(row, call) {
      if (!isSet(call.query, 'returnItem')) return {};
      const fields = call.query.get('responseFields');
      const item = productView(row, call);
      return { item: fields === null ? item : pickFields(item, parseResponseFields(fields)) };
    },
  },
  // "0 if the item was not deleted"
  delete: { from: ['page delete-product'], countsMissing: true },
  deleted: {
    from: ['page get-deleted-items-history'],
    path: '/products/deleted',
    example: 'searchDeletedProducts.200',
  },
  operations: {
    'DELETE /products': {
      from: ['page delete-all-products'],
      run(call) {
        for (const row of [...call.state.rows('products').values()]) deleteRow(products, row, call);
        return { status: 202 };
      },
    },
    'PUT /products/{productId}/inventory': {
      from: ['page adjust-product-stock', 'test ProductsTest.testUpdateProductInventory'],
      run(call) {
        const product = productOf(call);
        const delta = bodyOf(call)['quantityDelta'];
        if (typeof delta !== 'number')
          throw new ApiError(400, "Wrong parameter 'quantityDelta' value: expected a number");
        // Of what is never used up nothing can be taken.
        if (product['unlimited'] === true) return { json: { updateCount: 0 } };
        const { quantity, isNegative } = adjustStock(product, numberOf(delta));
        putProduct(product, { quantity }, call);
        return { json: { updateCount: 1, ...(isNegative && { warning: 'Product has negative stock.' }) } };
      },
    },
  },
};
