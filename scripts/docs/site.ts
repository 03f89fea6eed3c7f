import { loadAssets } from './assets.ts';
import { createHighlight } from './highlight.ts';
import { renderPage } from './layout.ts';
import { renderLlms } from './llms.ts';
import { createRenderer, type Renderer } from './markdown.ts';
import { mocksScript } from './mocks-script.ts';
import { findHref, type DescribedApi } from './model/described-api.ts';
import { loadGuides, type Guide } from './model/guides.ts';
import type { Page } from './page.ts';
import { loadRedoc, renderAll } from './pages/all.ts';
import { apiPage } from './pages/api.ts';
import { frontPage } from './pages/front.ts';
import { guideListPage, guidePage } from './pages/guide.ts';
import { notFoundPage } from './pages/not-found.ts';
import { operationPage } from './pages/operation.ts';
import { schemaListPages, schemaPage } from './pages/schema.ts';
import { sectionPage } from './pages/section.ts';
import { resetTabs } from './parts/tabs.ts';
import { searchDocuments } from './search/documents.ts';
import { buildTree } from './tree.ts';
import { renderTwin } from './twin.ts';
import { scriptJson } from './html.ts';

/** Path in the site, with forward slashes, to contents. */
export type Site = ReadonlyMap<string, string>;

/** Renders the whole site in memory. The same descriptions give the same bytes. */
export async function renderSite(described: readonly DescribedApi[]): Promise<Site> {
  const [guides, highlight, redoc, assets] = await Promise.all([
    loadGuides(),
    createHighlight(),
    loadRedoc(),
    loadAssets(),
  ]);
  const render = createRenderer(highlight, (id) => findHref(described, id));
  const tree = buildTree(described, guides);
  const site = new Map<string, string>(assets);
  const twins: string[] = [];
  resetTabs();
  for (const page of makePages(render, described, guides)) {
    site.set(page.file, renderPage(page, tree));
    for (const [file, text] of page.markdown === '' ? [] : renderTwin(page)) {
      site.set(file, text);
      twins.push(text);
    }
    resetTabs();
  }
  for (const one of described) site.set(`${one.api.name}/all.html`, renderAll(one, redoc));
  site.set('llms.txt', renderLlms(described, guides));
  site.set('llms-full.txt', twins.join('\n---\n\n'));
  site.set(
    'assets/mocks.js',
    mocksScript(described.map(({ api }) => [api, `http://127.0.0.1:${api.mockPort}${api.mockBasePath}`])),
  );
  site.set('assets/search-index.js', `globalThis.searchDocuments=${scriptJson(searchDocuments(described, guides))}\n`);
  return site;
}

/** Every page, made when it is its turn. */
function* makePages(
  render: Renderer,
  described: readonly DescribedApi[],
  guides: readonly Guide[],
): Generator<Page, void, undefined> {
  yield frontPage(described, guides);
  yield notFoundPage();
  yield guideListPage(render, guides);
  for (const guide of guides) yield guidePage(render, guide, guides, described);
  for (const one of described) {
    yield apiPage(render, one);
    for (const section of one.sections) {
      yield sectionPage(render, one, section);
      for (const view of section.operations) yield operationPage(render, one, section, view);
    }
    yield* schemaListPages(render, one);
    for (const { schemas } of one.schemas) for (const schema of schemas) yield schemaPage(render, one, schema);
  }
}
