import { missing } from '../../call.ts';
import { findRow, putRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { numberOf, textOf } from '../../state/rows.ts';
import { lineFor, uploadFile } from '../images.ts';
import { products } from './products.ts';

const path = '/products/{productId}/files';
const item = `${path}/{fileId}` as const;

/** Files that buyers of a product download. Their numbers and those of images are given out together. */
export const files: Resource = {
  collection: 'products',
  inside: { owner: products, field: 'files' },
  path,
  item,
  // Older page "products": 404 when the product or the file is not found.
  missing: missing('File'),
  update: {
    from: ['page change-product-file-description', 'test ProductsTest.testManipulateProductFiles'],
    row: (before, { description }) => ({ ...before, description: textOf(description) }),
  },
  delete: { from: ['page delete-product-file', 'test ProductsTest.testManipulateProductFiles'] },
  clear: { from: ['page delete-all-product-files', 'test ProductsTest.testManipulateProductFiles'] },
  operations: {
    [`POST ${path}`]: {
      from: ['page upload-product-file', 'test ProductsTest.testManipulateProductFiles'],
      async run(call) {
        findRow(products, call);
        const { id, name, size } = await uploadFile(call);
        putRow(files, { id, name, description: call.query.get('description') ?? '', size }, call);
        return { json: { id } };
      },
    },
    [`GET ${item}`]: {
      from: ['page download-product-file', 'test ProductsTest.testManipulateProductFiles'],
      run(call) {
        const { id, adminUrl } = findRow(files, call);
        // Of a file that came with the shop, nothing but its address is known.
        const bytes = call.state.files.get(numberOf(id))?.bytes ?? lineFor(textOf(adminUrl));
        return { bytes, type: 'application/octet-stream' };
      },
    },
  },
};
