import type { DescribedApi } from '../described-api.ts';
import type { Guide } from '../guides.ts';
import { escapeHtml } from '../html.ts';
import { renderPage } from '../layout.ts';
import { renderMarkdown } from '../markdown.ts';
import { scopeTable } from '../scopes.ts';

/** One guide. `<!-- scopes:ecwid -->` stands for the table of that API's scopes and what they open. */
export function renderGuide(guide: Guide, guides: readonly Guide[], apis: readonly DescribedApi[]): string {
  const markdown = guide.markdown.replace(/<!-- scopes:(\w+) -->/g, (_whole, name: string) => {
    const described = apis.find(({ api }) => api.name === name);
    return described ? scopeTable(described) : '';
  });
  const position = guides.indexOf(guide);
  const step = (other: Guide | undefined, text: string) =>
    other ? `<a href="${other.slug}.html">${text}: ${escapeHtml(other.title)}</a>` : '';
  return renderPage({
    title: `${guide.title} - commerce-openapi`,
    description: guide.lead,
    root: '../',
    active: 'guides',
    body: `<main class="page text" id="content">
${renderMarkdown(withOperationLinks(markdown, apis))}
</main>
<footer class="page">${[step(guides[position - 1], 'Before'), step(guides[position + 1], 'Next')].filter(Boolean).join(' · ')}</footer>`,
  });
}

/** The list of all guides. */
export function renderGuideList(guides: readonly Guide[]): string {
  return renderPage({
    title: 'Guides - commerce-openapi',
    description: 'How to work with the described APIs.',
    root: '../',
    active: 'guides',
    body: `<main class="page" id="content">
<h1>Guides</h1>
<ul class="cards">
${guides.map(({ slug, title, lead }) => `<li><a class="card" href="${slug}.html"><strong>${escapeHtml(title)}</strong><span>${escapeHtml(lead)}</span></a></li>`).join('\n')}
</ul>
</main>`,
  });
}

/** `[x](operation:getProduct)` leads to that operation; while it is not described, the words stay without a link. */
function withOperationLinks(markdown: string, apis: readonly DescribedApi[]): string {
  return markdown.replace(/\[([^\]]+)\]\(operation:(\w+)\)/g, (_whole, text: string, id: string) => {
    const href = apis.map(({ hrefs }) => hrefs.get(id)).find(Boolean);
    return href ? `[${text}](../${href})` : text;
  });
}
