import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, openPage, resize, type WatchedPage } from './browser.ts';
import { startDocs, type DocsSite } from './docs-site.ts';

/** One page of each kind, the longest ones, and all.html, which Redoc makes in the browser. */
const files = [
  'index.html',
  '404.html',
  'guides/first-call.html',
  'guides/tokens-and-scopes.html',
  'ecwid/index.html',
  'ecwid/products/index.html',
  'ecwid/products/searchProducts.html',
  'ecwid/orders/updateOrder.html',
  'ecwid/application/cancelAppSubscription.html',
  'ecwid/schemas/group-orders.html',
  'ecwid/schemas/Product.html',
  'ecwid/schemas/StoreReportType.html',
  'bigcommerce/catalog/createProductImage.html',
  'bigcommerce/all.html',
];

const operation = 'ecwid/products/getProduct.html';

describe.skipIf(!chromiumPath)('the docs in a browser', () => {
  let site: DocsSite;
  let browser: Browser;
  let hosts: readonly string[];
  /** One for all pages that are only looked at: what they share is then compiled once. */
  let onlooker: WatchedPage;

  beforeAll(async () => {
    site = await startDocs();
    hosts = site.hosts;
    browser = await launch();
    onlooker = await openPage(browser, hosts);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each(files)(
    '%s fits on screens and phones, shows without complaint, and asks no other host',
    async (file) => {
      const { page, complaints } = onlooker;
      const before = complaints.length;
      await page.goto(`${site.docs.url}/${file}`, { waitUntil: 'load' });
      await page.locator('h1').first().waitFor();
      for (const width of [1440, 1280, 390, 320]) {
        if (width < 390 && file.endsWith('all.html')) continue;
        await resize(page, width);
        expect(await overflow(page), `${width} px`).toBe(0);
      }
      expect(complaints.slice(before)).toEqual([]);
    },
    60_000,
  );

  it('works from a disk: pages, search, samples', async () => {
    const { page, complaints } = await openPage(browser, ['file://']);
    for (const file of ['index.html', operation, 'bigcommerce/all.html']) {
      await page.goto(pathToFileURL(path.join(site.folder, file)).href, { waitUntil: 'load' });
      await page.locator('h1').first().waitFor();
    }
    await page.goto(pathToFileURL(path.join(site.folder, operation)).href);
    await search(page, 'createOrder');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ecwid\/orders\/createOrder\.html$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('works below a path, under a policy that allows nothing but the site itself', async () => {
    const strict = await serveStrictly(site.folder, '/some/where');
    const { port } = strict.address() as AddressInfo;
    const { page, complaints } = await openPage(browser, [`http://127.0.0.1:${port}/some/where/`]);
    await page.goto(`http://127.0.0.1:${port}/some/where/${operation}`, { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('header')!).position)).toBe('sticky');
    await page.getByRole('link', { name: 'PUT Update product', exact: true }).click();
    await page.waitForURL(/\/some\/where\/ecwid\/products\/updateProduct\.html$/);
    await search(page, 'rate limit');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/some\/where\/.*(limits|errors-and-retries)/);
    expect(complaints).toEqual([]);
    await page.context().close();
    strict.close();
  }, 60_000);

  it('is complete without scripts: text, tree, samples in each language, answers, the menu of a phone', async () => {
    const { page } = await openPage(browser, hosts, { javaScriptEnabled: false });
    await page.goto(`${site.docs.url}/${operation}`);
    await expect.poll(() => page.getByText('import requests').isVisible()).toBe(false);
    await page.locator('label', { hasText: /^Python$/ }).click();
    expect(await page.getByText('import requests').isVisible()).toBe(true);
    await page.locator('label', { hasText: /^404$/ }).click();
    expect(await page.locator('aside .panel:visible').last().textContent()).toContain('errorMessage');
    expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Orders', exact: true }).first().click();
    await page.waitForURL(/\/ecwid\/orders\/index\.html$/);

    await page.setViewportSize({ width: 390, height: 844 });
    const tree = page.getByRole('navigation', { name: 'All pages' });
    expect(await tree.isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Menu' }).click();
    expect(await tree.isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Close the menu' }).click();
    expect(await tree.isVisible()).toBe(false);
    await page.context().close();
  }, 60_000);

  it('finds operations, values, fields and guides, and leads there, by keyboard alone', async () => {
    const { page } = onlooker;
    await resize(page, 1280);
    for (const [query, address] of [
      ['create product', /\/ecwid\/products\/createProduct\.html$/],
      ['AWAITING_PAYMENT', /\/ecwid\/schemas\/OrderPaymentStatus\.html#value-AWAITING_PAYMENT$/],
      ['prodcut', /\/ecwid\/products\/\w+\.html$/],
      ['409', /\/guides\/errors-and-retries\.html#what-to-do$/],
    ] as const) {
      await page.goto(`${site.docs.url}/guides/index.html`);
      await search(page, query);
      await page.keyboard.press('Enter');
      await page.waitForURL(address, { waitUntil: 'commit' });
    }
    await page.goto(`${site.docs.url}/index.html`);
    await search(page, 'order');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('dialog.search li').nth(1).locator('a').getAttribute('class')).toBe('selected');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog.search').isVisible()).toBe(false);
  }, 60_000);

  it('has one tree, which keeps its place and is filtered as one types', async () => {
    const { page } = onlooker;
    await resize(page, 1280);
    await page.goto(`${site.docs.url}/ecwid/schemas/Translations.html`);
    const tree = page.getByRole('navigation', { name: 'All pages' });
    const current = tree.locator('[aria-current]');
    expect(await current.textContent()).toBe('Translations');
    await expect.poll(() => isInView(page)).toBe(true);
    await tree.getByRole('searchbox').fill('abandoned');
    await tree.getByRole('link', { name: 'Search abandoned carts' }).click();
    await page.waitForURL(/searchAbandonedCarts\.html$/);
    expect(await current.textContent()).toContain('Search abandoned carts');
    await tree.getByRole('searchbox').fill('WHOLESALE');
    await tree.getByRole('link', { name: 'WholesalePrice' }).waitFor();
  }, 60_000);

  it('keeps the language of samples, and dark or light, from page to page', async () => {
    const { page } = await openPage(browser, hosts, { colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(`${site.docs.url}/${operation}`);
    const light = await background();
    await page.getByRole('button', { name: 'Dark or light' }).click();
    await page.locator('label', { hasText: /^PHP$/ }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.goto(`${site.docs.url}/ecwid/orders/getOrder.html`);
    expect(await background()).toBe(dark);
    expect(await page.getByText('curl_setopt_array').isVisible()).toBe(true);
    await page.context().close();
  }, 60_000);

  it('copies code', async () => {
    const { page } = await openPage(browser, hosts, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site.docs.url}/guides/first-call.html`);
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl -H/);
    await page.context().close();
  }, 60_000);

  it('sends requests to the local store: required parameters only, then those that were filled in; keeps no token', async () => {
    const { page, complaints } = await openPage(browser, hosts);
    const mock = site.mocks.find(([api]) => api.name === 'ecwid')![1];
    await page.goto(`${site.docs.url}/ecwid/products/searchProducts.html`);
    const send = async () => {
      const answered = page.waitForResponse(
        (response) => response.url().startsWith(mock.baseUrl) && response.request().method() !== 'OPTIONS',
      );
      await page.getByRole('button', { name: 'Send' }).click();
      return answered;
    };
    const first = await send();
    expect([first.status(), first.url()]).toEqual([200, `${mock.baseUrl}/products`]);
    await page.getByText('200 OK').waitFor();
    await page.getByText(/^\d+ optional$/).click();
    await page.getByLabel('limit').fill('1');
    expect((await send()).url()).toBe(`${mock.baseUrl}/products?limit=1`);

    await page.goto(`${site.docs.url}/ecwid/products/updateProduct.html`);
    const changed = await send();
    expect([changed.status(), changed.request().headers()['content-type']]).toEqual([200, 'application/json']);
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).not.toContain('YOUR_TOKEN');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('says how to bring the local store up when there is none', async () => {
    const { page } = await openPage(browser, hosts);
    await page.route('**/assets/mocks.js', (route) =>
      route.fulfill({ body: 'globalThis.mocks={ecwid:"http://127.0.0.1:1"}', contentType: 'text/javascript' }),
    );
    await page.goto(`${site.docs.url}/${operation}`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Bring the local store up with "npm start"').waitFor();
    await page.context().close();
  }, 60_000);

  it('breaks no name of a table letter by letter', async () => {
    const { page } = onlooker;
    for (const file of ['guides/tokens-and-scopes.html', 'ecwid/products/index.html']) {
      await page.goto(`${site.docs.url}/${file}`);
      for (const width of [1280, 390]) {
        await resize(page, width);
        const heights = await page
          .locator('td:first-child > code, td:first-child > a')
          .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().height));
        expect(Math.max(...heights), `${file} ${width}`).toBeLessThan(80);
      }
    }
  }, 60_000);

  it('leaves out on paper what is there to be clicked on', async () => {
    const { page } = onlooker;
    await page.goto(`${site.docs.url}/${operation}`);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['header', 'nav', 'form.try']) expect(await page.locator(gone).isVisible(), gone).toBe(false);
    expect(await page.getByText('import requests').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  }, 60_000);

  it('shows a page for an address that leads nowhere, with everything that a page has', async () => {
    const { page } = await openPage(browser, hosts);
    const response = await page.goto(`${site.docs.url}/ecwid/deep/nothing.html`);
    expect(response!.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await search(page, 'getProduct');
    await page.keyboard.press('Enter');
    await page.waitForURL(/getProduct\.html$/);
    await page.context().close();
  }, 60_000);
});

async function search(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill(query);
  await page.locator('dialog.search a').first().waitFor();
}

/** Whether the current entry of the tree is in view. */
function isInView(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { top, bottom } = document.querySelector('nav [aria-current]')!.getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  });
}

/** By how many pixels a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** Serves a folder below a path, with the strictest policy that a site may be given. */
async function serveStrictly(folder: string, base: string): Promise<Server> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', "default-src 'self'");
    if (!request.url!.startsWith(`${base}/`)) return response.writeHead(404).end();
    request.url = request.url!.slice(base.length);
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
