import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments } from '../../cli/chromium.ts';

/** A way from opening a page to an operation. */
export interface Route {
  readonly name: string;
  /** Relative to the folder. */
  readonly page: string;
  /** The id that the place of the operation has. */
  readonly target: string;
  /** Links to click, as CSS selectors; the first that is there is clicked. */
  readonly links: readonly string[];
  /** The link leads to another page, so that it is clicked once. Others do nothing until their page is ready. */
  readonly leadsAway?: true;
}

/**
 * Milliseconds from opening a page until a click on an operation has brought that operation into view; the median of
 * some runs, by name of the route. Clicks are repeated in each frame until one is answered, as somebody would who waits.
 */
export async function measureClicks(
  executablePath: string,
  folder: string,
  routes: readonly Route[],
  runs: number,
): Promise<ReadonlyMap<string, number>> {
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  const times = new Map(routes.map(({ name }): [string, number[]] => [name, []]));
  try {
    // The first round warms the disk, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const route of routes) {
        const time = await measureOnce(browser, folder, route);
        if (run > 0) times.get(route.name)!.push(time);
      }
    }
  } finally {
    await browser.close();
  }
  return new Map([...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[Math.floor(runs / 2)]!]));
}

async function measureOnce(browser: Browser, folder: string, route: Route): Promise<number> {
  // A context of its own: nothing is cached.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const started = performance.now();
    await page.goto(pathToFileURL(path.join(folder, route.page)).href, { waitUntil: 'commit' });
    await page.waitForFunction(isAnswered, route, { polling: 'raf', timeout: 60_000 });
    return performance.now() - started;
  } finally {
    await context.close();
  }
}

/** Runs in the page, in each frame: whether the operation is in view; clicks if it is not. */
function isAnswered({ target, links, leadsAway }: Route): boolean {
  const top = document.getElementById(target)?.getBoundingClientRect().top;
  if (top !== undefined && top > -50 && top < innerHeight) return true;
  const state = window as { clicked?: true };
  if (leadsAway && state.clicked) return false;
  const link = links.map((selector) => document.querySelector<HTMLElement>(selector)).find(Boolean);
  if (!link) return false;
  // Until the page is ready its links are plain ones, and lead nowhere.
  if (!leadsAway) addEventListener('click', (event) => event.preventDefault(), { once: true });
  link.click();
  state.clicked = true;
  return false;
}
