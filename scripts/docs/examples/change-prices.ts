// Sets prices from a list, in batches of up to 500: npx tsx scripts/docs/examples/change-prices.ts
import { batch, batchRequest, createEcwidClient, limiter, paginate, retry } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const client = createEcwidClient({
  storeId: ECWID_STORE_ID,
  token: ECWID_TOKEN,
  baseUrl,
  retry: retry(),
  limiter: limiter(),
});

const prices = new Map([
  ['MM-APRON', 42],
  ['MM-BOARD', 64],
  ['MM-COURSE', 19.5],
]);

const changes = [];
for await (const { id, sku, price } of paginate(client, '/products')) {
  const wanted = prices.get(sku ?? '');
  if (wanted === undefined || wanted === price) continue;
  const request = batchRequest('PUT', '/products/{productId}', {
    params: { path: { productId: id } },
    body: { price: wanted },
  });
  changes.push({ sku, request });
}

const requests = changes.map(({ request }) => request);
const answers = await batch(client, requests, {
  stopOnFirstFailure: false,
  onProgress: (done, all) => console.log(`${done} of ${all} done`),
});
for (const [index, { state, error }] of answers.entries()) {
  if (state !== 'COMPLETED') console.log(`${changes[index]?.sku}: ${state}`, error ?? '');
}
