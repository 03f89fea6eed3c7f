// Tells where answers differ from the description: npx tsx scripts/docs/examples/check-answers.ts
import { checkResponses, createEcwidClient, searchOrders, searchProducts } from '@commerce-openapi/ecwid';
import { ecwid as contract } from 'commerce-openapi/apis';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl, NODE_ENV } = process.env;
const client = createEcwidClient({
  storeId: ECWID_STORE_ID,
  token: ECWID_TOKEN,
  baseUrl,
  // In development only: what is not imported there is not in the bundle of the app.
  checkResponses: NODE_ENV === 'production' ? undefined : checkResponses(contract),
});

// The answer is handed on as it is, whatever was found: findings are written to the console.
const { items } = await searchProducts(client, { limit: 10 });
const { total } = await searchOrders(client, { limit: 10 });
console.log(`${items.length} products, ${total} orders`);
