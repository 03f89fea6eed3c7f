import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, type Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { listOf, numberOf, textOf, type Fields } from '../../state/rows.ts';
import { lineFor, uploadFile } from '../images.ts';
import { productOf, putProduct } from './checks.ts';

const list = '/products/{productId}/files';
const item = '/products/{productId}/files/{fileId}';

/** Files that buyers of a product download. Their numbers and those of images are given out together. */
export const files: Operations = {
  [`POST ${list}`]: {
    from: ['page upload-product-file', 'test ProductsTest.testManipulateProductFiles'],
    async run(call) {
      productOf(call);
      const { id, name, size } = await uploadFile(call);
      const file = { id, name, description: call.query.get('description') ?? '', size };
      const product = productOf(call);
      putProduct(product, { files: [...listOf(product['files']), file] }, call);
      return { json: { id } };
    },
  },
  [`DELETE ${list}`]: {
    from: ['page delete-all-product-files', 'test ProductsTest.testManipulateProductFiles'],
    run(call) {
      const product = productOf(call);
      putProduct(product, { files: [] }, call);
      return { json: { deleteCount: listOf(product['files']).length } };
    },
  },
  [`GET ${item}`]: {
    from: ['page download-product-file', 'test ProductsTest.testManipulateProductFiles'],
    run(call) {
      const { id, adminUrl } = fileOf(call);
      // Of a file that came with the shop, nothing but its address is known.
      const bytes = call.state.files.get(numberOf(id))?.bytes ?? lineFor(textOf(adminUrl));
      return { bytes, type: 'application/octet-stream' };
    },
  },
  [`PUT ${item}`]: {
    from: ['page change-product-file-description', 'test ProductsTest.testManipulateProductFiles'],
    run(call) {
      const { description } = bodyOf(call);
      replace(call, (file) => [{ ...file, description: textOf(description) }]);
      return { json: { updateCount: 1 } };
    },
  },
  [`DELETE ${item}`]: {
    from: ['page delete-product-file', 'test ProductsTest.testManipulateProductFiles'],
    run(call) {
      replace(call, () => []);
      return { json: { deleteCount: 1 } };
    },
  },
};

/** The file that the path names. Older page "products": 404 when the product or the file is not found. */
function fileOf(call: Call): Fields {
  const id = Number(call.path['fileId']);
  const file = listOf(productOf(call)['files']).find((other) => other['id'] === id);
  if (!file) throw new ApiError(404, `File #${call.path['fileId'] ?? ''} not found`);
  return file;
}

function replace(call: Call, change: (file: Fields) => readonly Fields[]): void {
  const product = productOf(call);
  const file = fileOf(call);
  putProduct(
    product,
    { files: listOf(product['files']).flatMap((other) => (other === file ? change(other) : [other])) },
    call,
  );
}
