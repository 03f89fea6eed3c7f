import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { redoclyCommand, redoclyEnvironment } from '../cli/redocly.ts';
import { findApi } from '../apis.ts';
import type { OpenApiDocument } from '../description/document.ts';
import { listAreas, type Area } from '../description/areas.ts';
import { buildDocs } from '../docs/build.ts';
import { excerpt } from '../docs/excerpt.ts';
import { readBundle } from '../description/read-bundle.ts';
import type { BenchRow } from './client.ts';
import { measureClicks, type Route } from './docs/clicks.ts';
import { firstDescribed } from './docs/first-described.ts';

/** How often each way is measured; the median counts. */
const runs = 5;

/** The operation that is looked for: none of the first ones, so that it is not in view from the start. */
const target = 'products/getproduct';

/** Its link, and that of its tag, which unfolds the list with the former. Before Redoc is ready they have no `#`. */
const inRedoc = { target, links: [`a[href$="/${target}"]`, 'a[href$="/products"]'] };

/** What a page of an area loads beside itself. */
const shared = ['assets/redoc.js', 'assets/site.js', 'assets/site.css', 'assets/mocks.js'];

/**
 * How soon the docs of Ecwid answer a click, and how many bytes they are, beside what `redocly build-docs` makes of the
 * same description. Both are opened from a disk, cold, in the same run, in turns. Takes about a minute.
 *
 * @param executablePath of a Chromium
 */
export async function benchDocs(executablePath: string): Promise<BenchRow[]> {
  const api = findApi('ecwid');
  const document = (await readBundle(api)) as unknown as OpenApiDocument;
  const areas = listAreas(document);
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-docs-'));
  try {
    const site = path.join(folder, 'site');
    await buildDocs(site);
    const seed = excerpt(document, firstDescribed(areas));
    await buildPlain(folder, 'seed', seed);
    await buildPlain(folder, 'whole', document);
    const size = async (...files: string[]) =>
      (await Promise.all(files.map((file) => readFile(path.join(folder, file))))).reduce(
        (sum, contents) => sum + gzipSync(contents).length,
        0,
      );
    const page = ({ slug }: Area) => `site/ecwid/${slug}.html`;
    const sizes = await Promise.all(areas.map(async (area) => ({ area, bytes: await size(page(area)) })));
    const { area: largest, bytes } = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    const plain = await size('whole.html');
    const frame = await size(...shared.map((file) => `site/${file}`));
    const everything = frame + sizes.reduce((sum, each) => sum + each.bytes, 0);
    const operations = areas.reduce((sum, area) => sum + area.operations.length, 0);

    const routes: Route[] = [
      { name: 'seed', page: 'seed.html', ...inRedoc },
      { name: 'whole', page: 'whole.html', ...inRedoc },
      { name: 'area', page: page(products(areas)), ...inRedoc },
      {
        ...inRedoc,
        name: 'list',
        page: 'site/ecwid/index.html',
        links: [`a[href="products.html#/${target}"]`],
        leadsAway: true,
      },
    ];
    const times = await measureClicks(executablePath, folder, routes, runs);
    const ratio = (name: string) => times.get(name)! / times.get('seed')!;
    const count = countOperations(seed);
    return [
      row(`usable: plain Redoc, ${count} operations`, 1),
      row(`usable: plain Redoc, ${operations} operations`, ratio('whole')),
      row(`usable: page of an area, ${products(areas).operations.length} operations`, ratio('area'), 1.5),
      row(`usable: list of ${operations} operations, then the page of one`, ratio('list'), 1.5),
      row(`gzip: plain Redoc, ${operations} operations (${plain} B)`, 1),
      row(`gzip: largest area (${largest.title}) with all that it loads`, (bytes + frame) / plain, 1),
      row(`gzip: ${operations} operations in one file`, (await size('site/ecwid/all.html')) / plain, 1),
      row('gzip: pages of all areas together', everything / plain),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function products(areas: readonly Area[]): Area {
  return areas.find(({ slug }) => slug === 'products')!;
}

function countOperations(document: OpenApiDocument): number {
  return listAreas(document).reduce((sum, { operations }) => sum + operations.length, 0);
}

/** What anybody gets who runs `redocly build-docs`, with the script inside the page. */
async function buildPlain(folder: string, name: string, document: OpenApiDocument): Promise<void> {
  await writeFile(path.join(folder, `${name}.json`), JSON.stringify(document));
  await promisify(execFile)(
    process.execPath,
    [redoclyCommand(), 'build-docs', `${name}.json`, '--inlineBundle', '--output', `${name}.html`],
    {
      cwd: folder,
      env: redoclyEnvironment,
    },
  );
}

function row(name: string, ratio: number, limit?: number): BenchRow {
  const value = `${ratio.toFixed(2)}x`;
  return limit === undefined
    ? { name, value, ok: true }
    : { name, value, limit: `${limit.toFixed(2)}x`, ok: ratio <= limit };
}
