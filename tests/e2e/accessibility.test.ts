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
    'ecwid/index.html',
    'bigcommerce/schemas.html',
    'guides/index.html',
    'guides/tokens-and-scopes.html',
    'ecwid/staff-accounts.html',
    'ecwid/products.html#/products/createproduct',
    'bigcommerce/all.html',
    'try/bigcommerce.html',
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
        for (const width of [1280, 390]) {
          await resize(page, width);
          expect(await faultsOf(page), `${colorScheme}, ${width} px`).toEqual([]);
        }
      }
    },
    90_000,
  );

  it('lets a reader who has only a keyboard skip the bar, open the menu and leave the search', async () => {
    const { page } = await openPage(browser, site.hosts, { viewport: { width: 390, height: 844 } });
    await page.goto(`${site.docs.url}/guides/index.html`);
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('First call');

    await page.reload();
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Try it', exact: true }).waitFor();

    await page.keyboard.press('/');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'hidden' });
    await page.context().close();
  }, 60_000);
});

/** Faults inside the console are Scalar's own: names of buttons and colours that it gives no way to change. */
const ownByScalar = [
  'button-name',
  'link-name',
  'color-contrast',
  'aria-input-field-name',
  'aria-required-attr',
  'scrollable-region-focusable',
];

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly target: readonly string[] }[];
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Serious faults that axe finds on a page into which it was loaded. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(async (excused) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Fault[] }> } };
    const isExcused = (id: string, target: readonly string[]) =>
      excused.includes(id) && document.querySelector(`#console :is(${target[0]})`) !== null;
    // What passes is not put into words, which takes as long as looking.
    return (await axe.run({ resultTypes: ['violations'] })).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ target }) => !isExcused(id, target)) }))
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)} (${nodes.length})`);
  }, ownByScalar);
}
