import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArguments } from '../cli/chromium.ts';

/** What the picture shows: an operation with its fields and samples. */
const place = 'ecwid/products/createProduct.html';

/**
 * Takes the picture of the docs that the README shows.
 *
 * @param folder of the rendered docs
 * @param file PNG to write
 * @param executablePath of a Chromium
 */
export async function takePicture(folder: string, file: string, executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(path.join(folder, place)).href, { waitUntil: 'load' });
    await writeFile(file, await page.screenshot());
  } finally {
    await browser.close();
  }
}
