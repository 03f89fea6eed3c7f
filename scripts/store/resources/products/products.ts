import { parseResponseFields, pickFields } from '../../answer/response-fields.ts';
import { isSet } from '../../call.ts';
import { changeRow, findRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { linkParameters } from '../links.ts';
import { missingProduct } from './checks.ts';
import { changedProduct, newProduct, seedProduct } from './product-changes.ts';
import { productList } from './product-list.ts';
import { productView } from './product-view.ts';
import { stockAnswer } from './stock.ts';

export const products: Resource = {
  collection: 'products',
  path: '/products',
  item: '/products/{productId}',
  seed: (example) => ['', '.unlimited', '.digital'].map((name) => seedProduct(example(`getProduct.200${name}`))),
  view: productView,
  viewParameters: ['lang', ...linkParameters],
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
  clear: { from: ['page delete-all-products'], answer: { status: 202 } },
  deleted: {
    from: ['page get-deleted-items-history'],
    path: '/products/deleted',
    example: 'searchDeletedProducts.200',
  },
  operations: {
    'PUT /products/{productId}/inventory': {
      from: ['page adjust-product-stock', 'test ProductsTest.testUpdateProductInventory'],
      run(call) {
        const product = findRow(products, call);
        return stockAnswer(product, call, (quantity) => void changeRow('products', product, { quantity }, call));
      },
    },
  },
};
