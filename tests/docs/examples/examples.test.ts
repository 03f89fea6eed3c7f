import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { fromRoot, root } from '../../../scripts/cli/root.ts';
import { loadGuides } from '../../../scripts/docs/model/guides.ts';
import type { Mock } from '../../../scripts/mock/server.ts';
import type { Answer, Seen } from '../../client/server.ts';
import { startEcwid, startStore, type Store } from './store.ts';

let mock: Mock;
let store: Store;
beforeAll(async () => {
  mock = await startEcwid();
});
afterEach(() => store?.close());
afterAll(() => mock.close());

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an example as its first line says, against the mock. */
async function run(
  name: string,
  parameters: readonly string[] = [],
  instead?: (request: Seen) => Answer | undefined,
): Promise<Outcome> {
  store = await startStore(mock, instead);
  const env = { ...process.env, ECWID_STORE_ID: '1003', ECWID_TOKEN: 'secret_example', ECWID_BASE_URL: store.url };
  return execute(name, parameters, env);
}

function execute(name: string, parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const command = [fromRoot('node_modules/tsx/dist/cli.mjs'), `scripts/docs/examples/${name}.ts`, ...parameters];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** What was asked for, without the base path that all requests have. */
function asked(): string[] {
  return store.seen.map(({ method, path }) => `${method} ${path.replace('/shop', '')}`);
}

const day = 24 * 60 * 60;
const now = (): number => Math.floor(Date.now() / 1000);

it('sync-orders: reads what was changed since yesterday, page by page, and says where the next run begins', async () => {
  const before = now();
  const orders = Array.from({ length: 150 }, (_, index) => ({
    id: `O${index}`,
    updateDate: '2026-05-04 11:20:00 +0000',
    paymentStatus: 'PAID',
    total: index,
  }));
  // The mock knows one page only; it still judges the first request.
  const outcome = await run('sync-orders', [], ({ query }) => {
    const offset = Number(query.get('offset'));
    return offset === 0 && store.seen.length === 1
      ? { status: 429 }
      : { body: { total: 150, count: 100, offset, limit: 100, items: orders.slice(offset, offset + 100) } };
  });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const lines = outcome.stdout.trim().split('\n');
  expect(lines[1]).toBe('O1  2026-05-04 11:20:00 +0000  PAID  1');
  expect(lines).toHaveLength(151);
  expect(lines[150]).toMatch(/^150 read\. Next time: updatedFrom \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/);
  const from = Number(store.seen[0]?.query.get('updatedFrom'));
  expect(from).toBeGreaterThanOrEqual(before - day);
  expect(from).toBeLessThanOrEqual(now() - day);
  expect(store.seen.map(({ query }) => query.get('offset'))).toEqual(['0', '0', '99']);
  expect(store.seen[0]?.headers.authorization).toBe('Bearer secret_example');
  expect(Math.abs(Date.parse(lines[150]!.slice(-25)) / 1000 - before)).toBeLessThan(60);
});

it('sync-orders: is answered by the mock', async () => {
  const { code, stdout } = await run('sync-orders');
  expect([code, store.statuses, asked()]).toEqual([0, [200], ['GET /orders']]);
  expect(stdout).toMatch(/^K8XTQ  2026-05-04 11:20:00 \+0000  PAID  45\.5\n1 read\./);
});

it('change-prices: hands in what differs from the list, goes on after a failure, and tells of it', async () => {
  const products = [
    { id: 37208339, sku: 'MM-APRON', price: 39.5 },
    { id: 37208340, sku: 'MM-BOARD', price: 64 },
    { id: 37208342, price: 1 },
    // The mock turns away whom it is asked to change so.
    { id: 'none', sku: 'MM-COURSE', price: 18 },
  ];
  const { code, stdout, stderr } = await run('change-prices', [], ({ path }) =>
    path === '/shop/products' ? { body: { total: products.length, items: products } } : undefined,
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(asked()).toEqual(['GET /products', 'POST /batch', 'GET /batch', 'GET /batch']);
  expect(store.seen[1]?.query.get('stopOnFirstFailure')).toBe('false');
  expect(JSON.parse(String(store.seen[1]?.body))).toEqual([
    { id: '0', method: 'PUT', path: '/products/37208339', body: { price: 42 } },
    { id: '1', method: 'PUT', path: '/products/none', body: { price: 19.5 } },
  ]);
  // The batch, and what it consists of.
  expect(store.statuses).toEqual([200, 200, 400]);
  expect(stdout).toMatch(/^1 of 2 done\n2 of 2 done\nMM-COURSE: FAILED \{/);
  expect(stdout).toContain("errorCode: 'WRONG_PARAMETER'");
});

it('upload-image: sends the file with its type, and says when the product is gone', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'examples-'));
  const file = path.join(folder, 'apron.jpg');
  await writeFile(file, 'bytes of an image');
  const done = await run('upload-image', ['37208339', file]);
  expect(done).toEqual({ code: 0, stderr: '', stdout: 'Image 240198611 is the main image of product 37208339 now.\n' });
  expect(asked()).toEqual(['POST /products/37208339/image']);
  expect(store.seen[0]?.headers['content-type']).toBe('image/jpeg');
  expect(String(store.seen[0]?.body)).toBe('bytes of an image');
  expect(store.statuses).toEqual([200]);
  await store.close();

  const missing: Answer = { status: 404, body: { errorMessage: 'No such product', errorCode: 'PRODUCT_NOT_FOUND' } };
  const gone = await run('upload-image', ['1', file], () => missing);
  expect([gone.code, gone.stdout]).toEqual([0, 'There is no product 1 any more.\n']);
  await store.close();

  const failed = await run('upload-image', ['1', file], () => ({ status: 403, body: {} }));
  expect([failed.code, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toContain('POST /products/{productId}/image: 403');
  await rm(folder, { recursive: true });
});

it('deleted-products: forgets what was deleted since yesterday', async () => {
  const before = now();
  const outcome = await run('deleted-products');
  const stdout = 'Wool blanket (37208338) was deleted at 2026-03-02 09:15:00 +0000.\nLeft: Linen apron\n';
  expect(outcome).toEqual({ code: 0, stderr: '', stdout });
  expect([asked(), store.statuses]).toEqual([['GET /products/deleted'], [200]]);
  const from = Number(store.seen[0]?.query.get('from_date'));
  expect(from).toBeGreaterThanOrEqual(before - day);
  expect(from).toBeLessThanOrEqual(now() - day);
});

it('watch-calls: lists what is out of stock, tells of answers that failed, and takes the time', async () => {
  const { code, stdout, stderr } = await run('watch-calls', [], () =>
    store.seen.length === 1 ? { status: 503, body: { errorMessage: 'Busy' } } : undefined,
  );
  expect([code, stderr]).toEqual([0, 'GET /products 503 {"errorMessage":"Busy"}\n']);
  expect(stdout).toMatch(/^MM-APRON  Linen apron\n[^]*\n2 requests, the slowest in \d+ ms\n$/);
  expect(store.seen[1]?.query.get('inventory')).toBe('outofstock');
});

it('watch-calls: ends when it is told to, whatever it waits for', async () => {
  store = await startStore(mock, () => 'never');
  const env = { ...process.env, ECWID_STORE_ID: '1003', ECWID_TOKEN: 'secret_example', ECWID_BASE_URL: store.url };
  // Without tsx between them, which would take the signal for itself.
  const command = ['--import', 'tsx', 'scripts/docs/examples/watch-calls.ts'];
  const child = spawn(process.execPath, command, { cwd: root, env });
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  await vi.waitFor(() => expect(store.seen).toHaveLength(1), { timeout: 30_000 });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(output).toContain('Error: Stopped.');
});

it('download-file: saves the bytes, and shows the name', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'examples-'));
  const target = path.join(folder, 'saved');
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Length': '4',
    'Content-Disposition': "attachment; filename*=UTF-8'de'Brot%C3%A4cken.pdf",
  };
  const body = Buffer.from('%PDF');
  const outcome = await run('download-file', ['37208339', '7215101', target], () => ({ headers, body }));
  expect(outcome).toEqual({ code: 0, stderr: '', stdout: `${target}: Brotäcken.pdf, application/pdf, 4 bytes\n` });
  expect(await readFile(target, 'utf8')).toBe('%PDF');
  expect(asked()).toEqual(['GET /products/37208339/files/7215101']);
  await rm(folder, { recursive: true });
});

it('check-answers: tells what differs, and goes on', async () => {
  const kept = await run('check-answers');
  expect(kept).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\d+ products, \d+ orders\n$/) });
  await store.close();
  const body = { total: 1, count: 1, offset: 0, limit: 10, items: [{ id: 1, price: '39.50' }] };
  const { code, stdout, stderr } = await run('check-answers', [], ({ path }) =>
    path === '/shop/products' ? { body } : undefined,
  );
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^1 products, /)]);
  expect(stderr).toContain('GET /products /items/0/price: ');
});

it('receive-webhooks: reads the order of a signed delivery, and turns away what nobody signed', async () => {
  store = await startStore(mock);
  const secret = 'client-secret';
  const child = spawn(
    process.execPath,
    [fromRoot('node_modules/tsx/dist/cli.mjs'), 'scripts/docs/examples/receive-webhooks.ts'],
    {
      cwd: root,
      env: {
        ...process.env,
        ECWID_STORE_ID: '1003',
        ECWID_TOKEN: 'secret_example',
        ECWID_BASE_URL: store.url,
        ECWID_CLIENT_SECRET: secret,
        PORT: '0',
      },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  try {
    const port = await vi.waitFor(() => /port: (\d+)/.exec(output)![1], { timeout: 30_000 });
    const event = {
      eventId: 'e-1',
      eventCreated: now(),
      storeId: 1003,
      entityId: 20,
      eventType: 'order.created',
      data: { orderId: 'K8XTQ', newPaymentStatus: 'PAID', newFulfillmentStatus: 'AWAITING_PROCESSING' },
    };
    const signature = createHmac('sha256', secret).update(`${event.eventCreated}.${event.eventId}`).digest('base64');
    const deliver = (headers: Record<string, string>): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify(event), headers });
    expect((await deliver({})).status).toBe(401);
    expect((await deliver({ 'X-Ecwid-Webhook-Signature': signature })).status).toBe(200);
    await vi.waitFor(() => expect(output).toContain('Order K8XTQ over 45.5'), { timeout: 30_000 });
    expect(asked()).toEqual(['GET /orders/K8XTQ']);
  } finally {
    child.kill();
  }
});

it('get-token: exchanges the code once, and says when it is refused', async () => {
  store = await startStore(mock, ({ path: asked, body }) => {
    if (asked !== '/api/oauth/token') return undefined;
    const isRight = new URLSearchParams(body.toString()).get('code') === 'right';
    return isRight
      ? { body: { access_token: 'secret_new', store_id: 1003, scope: 'read_catalog' } }
      : { status: 400, body: { errorMessage: 'The code is used' } };
  });
  const env = {
    ...process.env,
    ECWID_CLIENT_ID: 'app',
    ECWID_CLIENT_SECRET: 'client-secret',
    ECWID_REDIRECT_URI: 'https://app.example/back',
    ECWID_OAUTH_URL: new URL(store.url).origin,
  };
  const taken = await execute('get-token', ['right'], env);
  expect(taken).toMatchObject({ code: 0, stdout: 'Store 1003 lets the app read_catalog\n' });
  expect(store.seen).toHaveLength(1);
  const refused = await execute('get-token', ['used'], env);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('The code is used');
  expect(`${refused.stdout}${refused.stderr}`).not.toContain('client-secret');
});

it('each says what is missing when it is run without a store', async () => {
  const { ECWID_STORE_ID: _id, ECWID_TOKEN: _token, ECWID_BASE_URL: _url, ...env } = process.env;
  const { code, stderr } = await execute('sync-orders', [], env);
  expect(code).toBe(1);
  expect(stderr).toContain('TypeError: The client needs a valid storeId.');
});

it('each is shown by a guide just as it runs', async () => {
  const names = (await readdir(fromRoot('scripts/docs/examples'))).filter((name) => name.endsWith('.ts'));
  expect(names.length).toBeGreaterThan(3);
  const guides = await loadGuides();
  for (const name of names) {
    const source = await readFile(fromRoot('scripts/docs/examples', name), 'utf8');
    expect(
      guides.filter(({ markdown }) => markdown.includes(`\`\`\`ts\n${source}\`\`\`\n`)).length,
      name,
    ).toBeGreaterThan(0);
  }
});
