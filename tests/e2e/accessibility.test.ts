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
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${site.docs.url}/${file}`, { waitUntil: 'load' });
      const light = await faultsAtBothWidths(page, 'all rules');
      await showDark(page);
      // The markup is the same in both.
      const dark = await faultsAtBothWidths(page, 'colours');
      expect({ light, dark }).toEqual({ light: [], dark: [] });
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

/** As the buttons do it, Redoc's and our own; the console takes its colours when it starts. */
async function showDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  if (page.url().includes('/try/')) await page.reload({ waitUntil: 'load' });
  else await page.evaluate(() => document.documentElement.classList.replace('light', 'dark'));
  expect(await page.evaluate(() => document.documentElement.className)).toContain('dark');
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules that judge colours. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

async function faultsAtBothWidths(page: Page, rules: 'all rules' | 'colours'): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [1280, 390]) {
    await page.locator('h1, h2').first().waitFor();
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(axe, 'utf8'));
    await resize(page, width);
    faults.push(
      ...(await faultsOf(page, rules === 'colours' ? aboutColours : undefined)).map((fault) => `${width} px: ${fault}`),
    );
  }
  return faults;
}

/** Serious faults that axe finds on a page into which it was loaded. */
function faultsOf(page: Page, only: readonly string[] | undefined): Promise<string[]> {
  return page.evaluate(
    async ([excused, runOnly]) => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Fault[] }> } };
      const isExcused = (id: string, target: readonly string[]) =>
        excused.includes(id) && document.querySelector(`#console :is(${target[0]})`) !== null;
      // What passes is not put into words, which takes as long as looking.
      const options = { resultTypes: ['violations'], ...(runOnly && { runOnly }) };
      return (await axe.run(options)).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ target }) => !isExcused(id, target)) }))
        .filter(({ nodes }) => nodes.length > 0)
        .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)} (${nodes.length})`);
    },
    [ownByScalar, only] as const,
  );
}
