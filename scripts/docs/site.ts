import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apis } from '../apis.ts';
import type { DescribedApi } from './described-api.ts';
import { loadGuides } from './guides.ts';
import { scriptJson } from './html.ts';
import { renderLlms } from './llms.ts';
import { mocksScript } from './mocks-script.ts';
import { renderAll } from './pages/all.ts';
import { renderApi } from './pages/api.ts';
import { renderArea } from './pages/area.ts';
import { renderFront } from './pages/front.ts';
import { renderGuide, renderGuideList } from './pages/guide.ts';
import { renderSchemas } from './pages/schemas.ts';
import { renderTry } from './pages/try.ts';
import { loadRedocScript, loadRedocStyle } from './redoc.ts';
import { loadScalarScript } from './scalar.ts';
import { searchDocuments } from './search-index.ts';

/** Path in the site, with forward slashes, to contents. */
export type Site = ReadonlyMap<string, string>;

/** Renders the whole site in memory. The same descriptions give the same bytes. */
export async function renderSite(described: readonly DescribedApi[]): Promise<Site> {
  const [guides, redocScript, redocStyle, scalarScript, assets] = await Promise.all([
    loadGuides(),
    loadRedocScript(),
    loadRedocStyle(),
    loadScalarScript(),
    loadAssets(),
  ]);
  const site = new Map<string, string>(assets);
  site.set('assets/redoc.js', redocScript);
  site.set('assets/scalar.js', scalarScript);
  site.set(
    'assets/mocks.js',
    mocksScript(apis.map((api) => [api, `http://127.0.0.1:${api.mockPort}${api.mockBasePath}`])),
  );
  site.set('assets/search-index.js', `globalThis.searchDocuments=${scriptJson(searchDocuments(described, guides))}\n`);
  site.set('index.html', renderFront(described, guides));
  site.set('llms.txt', renderLlms(described, guides));
  site.set('guides/index.html', renderGuideList(guides));
  for (const guide of guides) site.set(`guides/${guide.slug}.html`, renderGuide(guide, guides, described));
  for (const one of described) {
    const { name } = one.api;
    site.set(`${name}/index.html`, renderApi(one));
    site.set(`${name}/schemas.html`, renderSchemas(one));
    site.set(`${name}/all.html`, renderAll(one, redocScript, redocStyle));
    for (const area of one.areas) site.set(`${name}/${area.slug}.html`, renderArea(one, area));
  }
  for (const [file, page] of renderTry(described)) site.set(file, page);
  return site;
}

/**
 * Writes a site into a folder, with the bundled descriptions beside the pages, and replaces what was there.
 * A reader of the old site never sees half of the new one.
 */
export async function writeSite(
  site: Site,
  described: readonly DescribedApi[],
  folder: string,
  root: string,
): Promise<void> {
  const next = `${folder}.next`;
  await rm(next, { recursive: true, force: true });
  for (const [file, contents] of site) {
    const target = path.join(next, ...file.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, contents);
  }
  for (const { api } of described) {
    for (const file of ['openapi.json', 'openapi-3.0.json']) {
      await cp(path.join(root, api.generated, file), path.join(next, api.name, file));
    }
  }
  await rm(folder, { recursive: true, force: true });
  await rename(next, folder);
}

async function loadAssets(): Promise<[string, string][]> {
  const own = fileURLToPath(new URL('assets', import.meta.url));
  const miniSearch = createRequire(import.meta.url).resolve('minisearch');
  const files: [name: string, sources: string[]][] = [
    ['site.css', ['frame.css', 'pages.css', 'redoc.css'].map((name) => path.join(own, name))],
    ['site.js', [path.join(own, 'site.js')]],
    ['minisearch.js', [path.join(path.dirname(miniSearch), '../umd/index.js')]],
  ];
  return Promise.all(
    files.map(async ([name, sources]): Promise<[string, string]> => {
      const texts = await Promise.all(sources.map((source) => readFile(source, 'utf8')));
      return [`assets/${name}`, texts.join('\n').replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n')];
    }),
  );
}
