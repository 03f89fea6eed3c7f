// Forgets products that were deleted from the store since yesterday: npx tsx scripts/docs/examples/deleted-products.ts
import { createEcwidClient, limiter, paginate, retry } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const client = createEcwidClient({
  storeId: ECWID_STORE_ID,
  token: ECWID_TOKEN,
  baseUrl,
  retry: retry(),
  limiter: limiter(),
});

// Stands for your own copy of the catalog: names by the ids that Ecwid gave them.
const catalog = new Map([
  [37208338, 'Wool blanket'],
  [37208339, 'Linen apron'],
]);

const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
for await (const { id, date } of paginate(client, '/products/deleted', { from_date: yesterday })) {
  const name = catalog.get(id);
  // Ids are never given twice, so what is gone once is gone for good; it may be reported again.
  if (catalog.delete(id)) console.log(`${name} (${id}) was deleted at ${date}.`);
}
console.log(`Left: ${[...catalog.values()].join(', ')}`);
