import { operationHref } from '../operation-href.ts';
import { describeFreshness, type DescribedApi } from '../described-api.ts';
import { escapeHtml } from '../html.ts';
import { renderPage } from '../layout.ts';
import { renderMarkdown } from '../markdown.ts';

/** The front page of an API: its introduction, and every operation on one page. */
export function renderApi({ api, document, areas, operations, asOf }: DescribedApi): string {
  const introduction = String(document.info['description'] ?? '');
  const lists = areas.map((area) => {
    const items = area.operations.map((found) => {
      const { method, path, operation } = found;
      const warning = operation['x-never-live' as keyof typeof operation] ? ' <span class="pill">careful</span>' : '';
      return `<li><span class="method ${method}">${method.toUpperCase()}</span> <a href="${operationHref(area, found)}">${escapeHtml(operation.summary ?? path)}</a>${warning} <code>${escapeHtml(path)}</code></li>`;
    });
    return `<h3 id="${area.slug}"><a href="${area.slug}.html">${escapeHtml(area.title)}</a></h3>\n<ul class="operations">\n${items.join('\n')}\n</ul>`;
  });
  return renderPage({
    title: api.title,
    description: `${api.title}: ${operations} operations with examples, types and code samples.`,
    root: '../',
    active: api.name,
    body: `<main class="page" id="content">
<h1>${escapeHtml(api.title)}</h1>
<p class="lead">${operations} operations in OpenAPI 3.1. ${escapeHtml(describeFreshness({ document, asOf }))}</p>
<ul class="cards">
<li><a class="card" href="schemas.html"><strong>Schemas</strong><span>Every object and field, with type and meaning.</span></a></li>
<li><a class="card" href="all.html"><strong>All on one page</strong><span>The whole reference in one file, to keep or hand on.</span></a></li>
<li><a class="card" href="openapi.json" download><strong>openapi.json</strong><span>The description itself, in OpenAPI 3.1.</span></a></li>
</ul>
<p>For tools that read only OpenAPI 3.0: <a href="openapi-3.0.json" download>openapi-3.0.json</a>.</p>
${renderMarkdown(introduction)}
<h2 id="operations">Operations</h2>
${lists.join('\n')}
</main>`,
  });
}
