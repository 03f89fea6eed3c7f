// Reads every order that was added or changed since yesterday: npx tsx scripts/docs/examples/sync-orders.ts
import { createEcwidClient, formatDate, limiter, paginate, retry } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const client = createEcwidClient({
  storeId: ECWID_STORE_ID,
  token: ECWID_TOKEN,
  baseUrl,
  timeout: 30_000,
  retry: retry(),
  limiter: limiter(),
});

// The time at which reading begins, so that the next run misses nothing that happens meanwhile.
const start = new Date();
const yesterday = new Date(+start - 24 * 60 * 60 * 1000);

let count = 0;
for await (const order of paginate(client, '/orders', { updatedFrom: yesterday })) {
  // Store it by its id here: an order that changes again comes again.
  console.log(`${order.id}  ${order.updateDate}  ${order.paymentStatus}  ${order.total}`);
  count++;
}
console.log(`${count} read. Next time: updatedFrom ${formatDate(start)}`);
