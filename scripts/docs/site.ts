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
  for (const make of pageMakers(render, described, guides)) {
    resetTabs();
    const page = make();
    site.set(page.file, renderPage(page, tree));
    if (page.markdown === '') continue;
    for (const [file, text] of renderTwin(page)) {
      site.set(file, text);
      twins.push(text);
    }
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
function pageMakers(
  render: Renderer,
  described: readonly DescribedApi[],
  guides: readonly Guide[],
): readonly (() => Page)[] {
  const ofApi = (one: DescribedApi): (() => Page)[] => [
    () => apiPage(render, one),
    ...one.sections.flatMap((section) => [
      () => sectionPage(render, one, section),
      ...section.operations.map((view) => () => operationPage(render, one, section, view)),
    ]),
    ...schemaListPages(render, one).map((page) => () => page),
    ...one.schemas.flatMap(({ schemas }) => schemas.map((schema) => () => schemaPage(render, one, schema))),
  ];
  return [
    () => frontPage(described, guides),
    notFoundPage,
    () => guideListPage(render, guides),
    ...guides.map((guide) => () => guidePage(render, guide, guides, described)),
    ...described.flatMap(ofApi),
  ];
}
