// Listens for webhooks and reads what they are about: npx tsx scripts/docs/examples/receive-webhooks.ts
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createEcwidClient, getOrder, retry, verifyWebhook, type WebhookEvent } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;
const { ECWID_CLIENT_SECRET = '', PORT = '3000' } = process.env;
const ecwid = createEcwidClient({ storeId: ECWID_STORE_ID, token: ECWID_TOKEN, baseUrl, retry: retry() });

/** The signature does not cover what an event says of the order, so the order itself is read. */
async function handle(event: WebhookEvent): Promise<void> {
  const orderId = event.eventType === 'order.created' && event.data.orderId;
  if (!orderId) return;
  const order = await getOrder(ecwid, { orderId });
  console.log(`Order ${order.id} over ${order.total}`);
}

const server = createServer(async (request, response) => {
  const delivery = { body: await text(request), headers: request.headers };
  try {
    const event = await verifyWebhook(delivery, ECWID_CLIENT_SECRET);
    // Answered first: Ecwid waits 10 seconds, and tries again when nothing comes.
    response.writeHead(200).end();
    await handle(event);
  } catch (error) {
    if (!response.headersSent) response.writeHead(401).end();
    console.error(error instanceof Error ? error.message : error);
  }
});
server.listen(Number(PORT), () => console.log('Listening on', server.address()));
