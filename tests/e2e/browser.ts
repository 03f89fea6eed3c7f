import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../scripts/cli/chromium.ts';

/** Path of a Chromium on this machine; undefined when there is none, and then the browser tests are skipped. */
export const chromiumPath = findChromium(process.env['CHROMIUM']);

if (!chromiumPath) {
  process.stderr.write(
    'The browser tests are skipped: there is no Chromium (apt-get install chromium, or set CHROMIUM).\n',
  );
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args: chromiumArguments });
}

/** Changes the size of a page, and waits until it has been drawn anew and nothing on it moves. */
export async function resize(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/** A page that keeps account of what should not happen. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, uncaught errors, and requests to hosts other than the allowed ones. */
  readonly complaints: readonly string[];
}

export async function openPage(
  browser: Browser,
  allowed: readonly string[],
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url) || allowed.some((start) => url.startsWith(start))) return;
    complaints.push(`request: ${url}`);
  });
  return { page, complaints };
}
