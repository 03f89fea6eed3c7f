// Saves a file of a product as it comes: npx tsx scripts/docs/examples/download-file.ts 37208341 7215102
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createEcwidClient, download, retry } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const client = createEcwidClient({ storeId: ECWID_STORE_ID, token: ECWID_TOKEN, baseUrl, retry: retry() });

const [productId, fileId, target = 'download'] = process.argv.slice(2);
const params = { path: { productId: Number(productId), fileId: Number(fileId) } };
const file = await download(client.GET('/products/{productId}/files/{fileId}', { params, parseAs: 'stream' }));

await pipeline(file.stream, createWriteStream(target));
// The name is what somebody typed once: shown, and not taken as a path.
console.log(`${target}: ${file.name ?? 'a file without a name'}, ${file.type}, ${file.size ?? 'some'} bytes`);
