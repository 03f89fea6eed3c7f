import { annotate } from '../annotate.ts';
import type { Area } from '../../description/areas.ts';
import type { DescribedApi } from '../described-api.ts';
import { excerpt } from '../excerpt.ts';
import { escapeHtml, scriptJson } from '../html.ts';
import { renderPage } from '../layout.ts';
import { redocOptions } from '../redoc.ts';

/** The reference of one area, rendered by Redoc in the browser. */
export function renderArea(described: DescribedApi, area: Area): string {
  const { api, document, samples, liveUrls, hrefs, idsFrom } = described;
  const description = annotate(excerpt(document, area), {
    samplesOf: (id) => samples.get(id) ?? [],
    // All areas of an API are in one folder.
    hrefOf: (id) => hrefs.get(id)?.replace(`${api.name}/`, ''),
    idsFrom,
  });
  // Version and licence are the API's, and stand on its own page. A tag may be called just as its area is.
  description.info = { title: `${area.title} at a glance`, description: introduction(described, area) };
  const page = { api: api.name, liveUrls, options: redocOptions, definition: description };
  return renderPage({
    title: `${area.title} - ${api.title}`,
    description: `${api.title}: ${area.tags.map(({ name }) => name).join(', ')}.`,
    root: '../',
    active: api.name,
    isRedoc: true,
    tools: tools(described, area),
    body: `<div id="content"></div>\n<div id="redoc"></div>\n<p class="waiting">One moment.</p>\n${withoutScript(area)}`,
    scripts: `<script src="../assets/redoc.js"></script>\n<script>globalThis.page=${scriptJson(page)}</script>\n`,
  });
}

function introduction({ api, areas }: DescribedApi, area: Area): string {
  const number = area.operations.length === 1 ? 'One operation' : `${area.operations.length} operations`;
  const others = areas.length > 1 ? ' Other areas are in the list at the top.' : '';
  return [
    `${number} of the [${api.title}](index.html).${others}`,
    'How tokens, paging, dates and errors work: [guides](../guides/index.html). Every field of every schema: [schemas](schemas.html).',
  ].join('\n\n');
}

function tools({ areas }: DescribedApi, current: Area): string {
  const options = areas.map(
    ({ slug, title }) =>
      `<option value="${slug}.html"${slug === current.slug ? ' selected' : ''}>${escapeHtml(title)}</option>`,
  );
  const list =
    areas.length > 1
      ? `<label><span>Area </span><select data-areas aria-label="Area">${options.join('')}</select></label>`
      : '';
  const samples = `<label><span>Samples call </span><select data-samples aria-label="Samples call"><option value="live">the API</option><option value="mock">the mock</option></select></label>`;
  return list + samples;
}

/** What a reader without scripts sees, and what other programs find. */
function withoutScript(area: Area): string {
  const items = area.operations.map(
    ({ method, path, operation }) =>
      `<li><strong>${method.toUpperCase()} ${escapeHtml(path)}</strong> ${escapeHtml(operation.summary ?? '')}</li>`,
  );
  return `<noscript><main class="page"><h1>${escapeHtml(area.title)}</h1><ul>${items.join('')}</ul></main></noscript>`;
}
