import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, openPage, resize } from './browser.ts';
import { startDocs, type DocsSite } from './docs-site.ts';

describe.skipIf(!chromiumPath)('the docs for every reader', () => {
  let site: DocsSite;
  let browser: Browser;
  /** One page for all: what the files share is then compiled once. */
  let onlooker: Page;

  beforeAll(async () => {
    site = await startDocs();
    browser = await launch();
    onlooker = (await openPage(browser, site.hosts, { bypassCSP: true })).page;
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each([
    'index.html',
    'guides/tokens-and-scopes.html',
    'ecwid/orders/index.html',
    'ecwid/products/searchProducts.html',
    'ecwid/orders/updateOrder.html',
    'ecwid/schemas/OrderPaymentStatus.html',
    'bigcommerce/all.html',
  ])(
    '%s has no serious fault of accessibility, dark or light, wide or narrow',
    async (file) => {
      const page = onlooker;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await resize(page, 1280);
        // From elsewhere, so that it is loaded anew also where only the scheme is another.
        await page.goto('about:blank');
        await page.goto(`${site.docs.url}/${file}`, { waitUntil: 'load' });
        await page.locator('h1, h2').first().waitFor();
        await page.evaluate(await readFile(axe, 'utf8'));
        for (const width of [1440, 1280, 390]) {
          await resize(page, width);
          expect(await faultsOf(page), `${colorScheme}, ${width} px`).toEqual([]);
        }
      }
    },
    90_000,
  );

  it('has none in the search, in the form that was sent, and in the menu of a phone', async () => {
    const { page } = await openPage(browser, site.hosts, { bypassCSP: true });
    await page.goto(`${site.docs.url}/ecwid/products/getProduct.html`);
    await page.evaluate(await readFile(axe, 'utf8'));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('200 OK').waitFor();
    await page.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('product');
    await page.locator('dialog.search a').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await resize(page, 390);
    await page.getByRole('link', { name: 'Menu' }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('lets a reader who has only a keyboard skip the bar, open the menu and leave the search', async () => {
    const { page } = await openPage(browser, site.hosts, { viewport: { width: 390, height: 844 } });
    await page.goto(`${site.docs.url}/guides/index.html`);
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    await page.reload();
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'First call' }).last().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('nav') !== null)).toBe(true);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'Search', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog.search').waitFor({ state: 'hidden' });
    await page.context().close();
  }, 60_000);
});

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Serious faults that axe finds on a page into which it was loaded. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Fault[] }> } };
    // What passes is not put into words, which takes as long as looking.
    return (await axe.run({ resultTypes: ['violations'] })).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)} (${nodes.length})`);
  });
}
