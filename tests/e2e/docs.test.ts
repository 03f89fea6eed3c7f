import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { loadGuides } from '../../scripts/docs/guides.ts';
import { searchDocuments } from '../../scripts/docs/search-index.ts';
import { describeAll } from '../docs/described.ts';
import { chromiumPath, launch, openPage, resize, type WatchedPage } from './browser.ts';
import { startDocs, type DocsSite } from './docs-site.ts';

const described = await describeAll();
const guides = await loadGuides();
const files = [
  'index.html',
  'guides/index.html',
  ...guides.map(({ slug }) => `guides/${slug}.html`),
  'try/index.html',
  ...apis.slice(1).map(({ name }) => `try/${name}.html`),
  ...described.flatMap(({ api, areas }) =>
    ['index', 'schemas', 'all', ...areas.map(({ slug }) => slug)].map((name) => `${api.name}/${name}.html`),
  ),
];

/**
 * The places of operations, by file, as search and llms.txt name them. Redoc names places after tag and operation, so the
 * last operation of each tag speaks for the others.
 */
const placesIn = new Map<string, string[]>();
const lastOfTag = new Map(
  searchDocuments(described, [])
    .filter(([kind]) => kind === 'operation')
    .map(([, , , href]) => [href.replace(/\/[^/]*$/, ''), href]),
);
for (const href of lastOfTag.values()) {
  const [file = '', place = ''] = href.split('#/');
  placesIn.set(file, [...(placesIn.get(file) ?? []), place]);
}

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
    '%s shows without complaint on screen and phone, opens at the places that search names, and asks no other host',
    async (file) => {
      const { page, complaints } = onlooker;
      const before = complaints.length;
      await resize(page, 1280);
      await page.goto(`${site.docs.url}/${file}`, { waitUntil: 'load' });
      await page.locator('h1').first().waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await missingPlaces(page, placesIn.get(file) ?? [])).toEqual([]);
      await resize(page, 390);
      expect(await overflow(page)).toBe(0);
      expect(complaints.slice(before)).toEqual([]);
    },
    60_000,
  );

  it('has pages for all places that search and llms.txt name', () => {
    expect(lastOfTag.size).toBeGreaterThan(10);
    expect([...placesIn.keys()].filter((file) => !files.includes(file))).toEqual([]);
  });

  it('works from a disk', async () => {
    const { page, complaints } = await openPage(browser, ['file://']);
    for (const file of ['index.html', 'ecwid/products.html', 'ecwid/all.html', 'try/index.html']) {
      // Only the console asks for anything after it was loaded.
      const waitUntil = file.startsWith('try/') ? 'networkidle' : 'load';
      await page.goto(pathToFileURL(path.join(site.folder, file)).href, { waitUntil });
      await page.locator('h1').first().waitFor();
    }
    await page.goto(pathToFileURL(path.join(site.folder, 'index.html')).href);
    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill('getProduct');
    await page
      .getByRole('link', { name: /Get product\b/ })
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('finds operations, fields and guides, and leads there, by keyboard alone', async () => {
    const { page } = onlooker;
    await resize(page, 1280);
    for (const [query, address] of [
      // Other operations and schemas have these words, too; the one that is called so comes first.
      ['create product', /\/ecwid\/products\.html#\/products\/createproduct$/],
      ['getOrder', /\/ecwid\/orders\.html#\/orders\/getorder$/],
      ['adjust stock', /\/ecwid\/products\.html#\/products\/adjustproductstock$/],
      ['sending again', /\/guides\/errors-and-retries\.html$/],
      ['create_catalog create product', /\/ecwid\/products\.html#/],
    ] as const) {
      await page.goto(`${site.docs.url}/ecwid/index.html`);
      await page.keyboard.press('Control+k');
      await page.getByRole('searchbox').fill(query);
      await page.locator('dialog.search a').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(address, { waitUntil: 'commit' });
    }
  }, 60_000);

  it('keeps a deep link when it is opened anew', async () => {
    const { page } = onlooker;
    await resize(page, 1280);
    for (const id of ['products/createproduct', 'product-variations/deleteproductvariation']) {
      await page.goto(`${site.docs.url}/index.html`);
      await page.goto(`${site.docs.url}/ecwid/products.html#/${id}`);
      const top = () => page.evaluate((target) => document.getElementById(target)?.getBoundingClientRect().top, id);
      // Below the bar, not far below, and there it stays while the page above it fills.
      await expect.poll(top, { timeout: 10_000 }).toBeGreaterThan(40);
      await page.waitForTimeout(1_000);
      expect(await top()).toBeGreaterThan(40);
      expect(await top()).toBeLessThan(200);
    }
  }, 60_000);

  it('shows samples in four languages, for the mock or for the API', async () => {
    const { page } = await openPage(browser, hosts);
    await page.goto(`${site.docs.url}/ecwid/products.html#/products/getproduct`);
    const samples = page.getByLabel('Samples call');
    const mock = site.mocks.find(([api]) => api.name === 'ecwid')![1];
    // On this machine the mock is at hand, so it comes first.
    expect(await samples.inputValue()).toBe('mock');
    await page.getByText(`${mock.baseUrl}/products/37208339`).first().waitFor();
    await samples.selectOption('live');
    await page.getByText('https://app.ecwid.com/api/v3/1003/products/37208339').first().waitFor();
    let shown = 'curl';
    for (const [language, text] of [
      ['TypeScript', 'createEcwidClient'],
      ['PHP', 'curl_setopt_array'],
      ['Python', 'import requests'],
    ] as const) {
      await page.getByRole('button', { name: shown, exact: true }).first().click();
      await page.getByRole('menuitem', { name: language }).first().click();
      await page.getByText(text).first().waitFor();
      shown = language;
    }
    await page.context().close();
  }, 60_000);

  it('sends requests to the mock from the console, and keeps no token', async () => {
    const { page, complaints } = await openPage(browser, hosts);
    await page.goto(`${site.docs.url}/try/index.html#tag/products/GET/products/{productId}`, {
      waitUntil: 'networkidle',
    });
    await page
      .getByRole('button', { name: /Test Request.*\/products\/\{productId\}\)/ })
      .first()
      .click();
    const answered = page.waitForResponse((response) => response.url().startsWith(site.mocks[0]![1].baseUrl));
    await page.getByRole('button', { name: /^Send/ }).first().click();
    expect((await answered).status()).toBe(200);
    await page.getByText('200 OK').first().waitFor();
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).not.toContain('YOUR_TOKEN');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('remembers dark or light from page to page', async () => {
    const { page } = await openPage(browser, hosts, { colorScheme: 'light' });
    await page.goto(`${site.docs.url}/index.html`);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Dark or light' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    for (const file of ['guides/index.html', 'ecwid/products.html']) {
      await page.goto(`${site.docs.url}/${file}`);
      await page.locator('h1').first().waitFor();
      expect(await background()).toBe(dark);
    }
    await page.context().close();
  }, 60_000);
});

/** Those of the places that the page, which is open, has not opened at after a while. */
async function missingPlaces(page: Page, places: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const place of places) {
    const found = await page.evaluate(async (id) => {
      location.hash = `#/${id}`;
      for (let tries = 0; tries < 200 && !document.getElementById(id); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      return document.getElementById(id) !== null;
    }, place);
    if (!found) missing.push(place);
  }
  return missing;
}

/** By how many pixels a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
