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
