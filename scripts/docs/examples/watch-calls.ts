// Lists what is out of stock, with an eye on every call; Ctrl-C ends it: npx tsx scripts/docs/examples/watch-calls.ts
import { createEcwidClient, limiter, paginate, retry, type Call, type Row } from '@commerce-openapi/ecwid';

const { ECWID_STORE_ID = '', ECWID_TOKEN = '', ECWID_BASE_URL: baseUrl } = process.env;

// Ctrl-C aborts what is under way, and whatever waits for its turn or for another attempt.
const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new Error('Stopped.')));

// A fetch of your own may go through a proxy, sign requests, or take the time as here.
const times: number[] = [];
async function timedFetch(request: Request, init?: RequestInit): Promise<Response> {
  const start = performance.now();
  const response = await fetch(request, init);
  times.push(performance.now() - start);
  return response;
}

/** Sees each answer, also of calls that are tried again. The operation is a name for metrics: no id, no token in it. */
async function onResponse(response: Response, { operation }: Call): Promise<void> {
  if (!response.ok) console.error(operation, response.status, await response.text());
}

const client = createEcwidClient({
  storeId: ECWID_STORE_ID,
  token: ECWID_TOKEN,
  baseUrl,
  fetch: timedFetch,
  onResponse,
  // A limit belongs to a token: all clients with it share one limiter.
  limiter: limiter({ requests: 300, per: 60_000 }),
  retry: retry(),
});

/** A row of a list has the type of what the list holds. */
const describe = ({ sku, name }: Row<'/products'>): string => `${sku ?? '-'}  ${name}`;

const { signal } = stop;
for await (const product of paginate(client, '/products', { inventory: 'outofstock' }, { signal })) {
  console.log(describe(product));
}
console.log(`${times.length} requests, the slowest in ${Math.ceil(Math.max(...times))} ms`);
