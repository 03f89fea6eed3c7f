// Gives a product its main image: npx tsx scripts/docs/examples/upload-image.ts 37208339 apron.jpg
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createEcwidClient, isApiError, retry, unwrap, upload } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const client = createEcwidClient({ storeId: ECWID_STORE_ID, token: ECWID_TOKEN, baseUrl, retry: retry() });

const [productId = '', file = ''] = process.argv.slice(2);
const types: Record<string, string> = { '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp' };

try {
  const call = upload(client, '/products/{productId}/image', await readFile(file), {
    params: { path: { productId: Number(productId) } },
    type: types[path.extname(file)],
    timeout: 60_000,
  });
  const { id } = await unwrap(call);
  console.log(`Image ${id} is the main image of product ${productId} now.`);
} catch (error) {
  // A RangeError says that the file is too large; it comes before anything is sent.
  const isGone = isApiError(error, 'POST /products/{productId}/image') && error.errorCode === 'PRODUCT_NOT_FOUND';
  if (!isGone) throw error;
  console.log(`There is no product ${productId} any more.`);
}
