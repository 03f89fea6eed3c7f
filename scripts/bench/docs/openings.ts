import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments } from '../../cli/chromium.ts';
import { median } from '../measure.ts';

/** A page that is opened. */
interface Opening {
  readonly name: string;
  /** Relative to the folder. */
  readonly file: string;
  /** Place in the page that is opened, for pages that draw only what is in view. */
  readonly fragment?: string;
  /** CSS selector of what is there when the page can be used. */
  readonly usable: string;
}

/** Milliseconds from opening a page. */
interface Times {
  /** Until anything of it is drawn. */
  readonly paint: number;
  /** Until it can be used. */
  readonly usable: number;
}

/** How soon pages are there; the median of some runs, by name, each in a browser context of its own: nothing is cached. */
export async function measureOpenings(
  executablePath: string,
  folder: string,
  openings: readonly Opening[],
  runs: number,
): Promise<ReadonlyMap<string, Times>> {
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  const times = new Map(openings.map(({ name }): [string, Times[]] => [name, []]));
  try {
    // The first round warms the disk, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      for (const opening of openings) {
        const time = await measureOnce(browser, folder, opening);
        if (run > 0) times.get(opening.name)!.push(time);
      }
    }
  } finally {
    await browser.close();
  }
  return new Map(
    [...times].map(([name, list]) => [
      name,
      { paint: median(list.map(({ paint }) => paint)), usable: median(list.map(({ usable }) => usable)) },
    ]),
  );
}

async function measureOnce(browser: Browser, folder: string, { file, fragment = '', usable }: Opening): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const url = pathToFileURL(path.join(folder, file));
    url.hash = fragment;
    await page.goto(url.href, { waitUntil: 'commit' });
    const times = await page.waitForFunction(
      (selector) => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return paint && document.querySelector(selector)
          ? { paint: paint.startTime, usable: performance.now() }
          : undefined;
      },
      usable,
      { polling: 'raf', timeout: 60_000 },
    );
    return (await times.jsonValue())!;
  } finally {
    await context.close();
  }
}
