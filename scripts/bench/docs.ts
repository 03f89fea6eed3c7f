import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findApi } from '../apis.ts';
import { redoclyCommand, redoclyEnvironment } from '../cli/redocly.ts';
import type { OpenApiDocument } from '../description/document.ts';
import { readBundle } from '../description/read-bundle.ts';
import { buildDocs } from '../docs/build.ts';
import { excerpt } from './docs/excerpt.ts';
import { measureOpenings } from './docs/openings.ts';
import { row, type BenchRow } from './row.ts';

/** How often each page is opened; the median counts. */
const runs = 5;

/** Our pages, one of each kind and the longest ones, and the operation that plain Redoc shows alone. */
const pages = {
  'one operation': 'products/getProduct.html',
  '36 parameters': 'products/searchProducts.html',
  'a deep body': 'orders/updateOrder.html',
  'a schema': 'schemas/Product.html',
  'an overview': 'index.html',
} as const;

/** What each of our pages loads beside itself. */
const shared = ['color.js', 'mocks.js', 'site.js', 'site.css', 'icon.svg'].map((name) => `site/assets/${name}`);

/**
 * How soon pages of the docs are drawn and can be used, and how many bytes they are, beside what `redocly build-docs` makes
 * of one operation alone. All are opened from a disk, cold, in the same run, in turns. Takes about a minute.
 *
 * @param executablePath of a Chromium
 */
export async function benchDocs(executablePath: string): Promise<BenchRow[]> {
  const document = await readBundle(findApi('ecwid'));
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-docs-'));
  try {
    await buildDocs(path.join(folder, 'site'));
    await buildPlain(folder, excerpt(document, 'getProduct'));
    const size = async (...files: string[]) => {
      const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
      return contents.reduce((sum, each) => sum + gzipSync(each).length, 0);
    };
    const ours = Object.entries(pages).map(([name, file]) => ({
      name,
      file: `site/ecwid/${file}`,
      usable: '[data-ready] h1',
    }));
    const fragment = 'products/getproduct';
    const plain = { name: 'plain', file: 'plain.html', fragment, usable: `[id="${fragment}"]` };
    const times = await measureOpenings(executablePath, folder, [plain, ...ours], runs);
    const first = times.get('plain')!;
    const bytes = await size('plain.html');
    const rows = await Promise.all(
      ours.map(async ({ name, file }) => {
        const { paint, usable } = times.get(name)!;
        return [
          ratioRow(`first paint: ${name}`, paint / first.paint, 1),
          ratioRow(`usable: ${name}`, usable / first.usable, 1),
          ratioRow(`gzip: ${name}, with all that it loads`, (await size(file, ...shared)) / bytes, 0.5),
        ];
      }),
    );
    const milliseconds = `${first.paint.toFixed(0)} ms, usable after ${first.usable.toFixed(0)} ms, ${bytes} B`;
    return [row('plain Redoc, one operation', milliseconds), ...rows.flat()];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What anybody gets who runs `redocly build-docs`, with the script inside the page. */
async function buildPlain(folder: string, document: OpenApiDocument): Promise<void> {
  await writeFile(path.join(folder, 'plain.json'), JSON.stringify(document));
  await promisify(execFile)(
    process.execPath,
    [redoclyCommand(), 'build-docs', 'plain.json', '--inlineBundle', '--output', 'plain.html'],
    { cwd: folder, env: redoclyEnvironment },
  );
}

function ratioRow(name: string, ratio: number, limit: number): BenchRow {
  return row(name, `${ratio.toFixed(2)}x`, `at most ${limit.toFixed(2)}x`, ratio <= limit);
}
