import { findHref, type DescribedApi } from '../model/described-api.ts';
import type { Guide } from '../model/guides.ts';
import { scopeList, scopeTable } from '../model/scopes.ts';
import { html } from '../html.ts';
import { blocks, type Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';
import { prosePage } from './prose.ts';

/** One guide. `<!-- scopes:ecwid -->` stands for the table of that API's scopes and what they open. */
export function guidePage(
  render: Renderer,
  guide: Guide,
  guides: readonly Guide[],
  apis: readonly DescribedApi[],
): Page {
  const write = (table: (described: DescribedApi) => string) =>
    withOperationLinks(
      guide.markdown.replace(/<!-- scopes:([\w-]+) -->/g, (_whole, name: string) =>
        apis
          .filter(({ api }) => api.name === name)
          .map(table)
          .join(''),
      ),
      apis,
    );
  const position = guides.indexOf(guide);
  const step = (other: Guide | undefined, text: string) =>
    other && html`<a href="./${other.slug}.html">${text}: ${other.title}</a>`;
  const page = prosePage(render, {
    file: `guides/${guide.slug}.html`,
    title: guide.title,
    description: guide.lead,
    markdown: write(scopeTable),
  });
  return {
    ...page,
    // Each operation names its scopes as well; a list of all of them is too long for a program.
    markdown: write(scopeList),
    body: html`${page.body}
      <p class="pagination">${step(guides[position - 1], 'Before')}${step(guides[position + 1], 'Next')}</p>`,
  };
}

/** The list of all guides. */
export function guideListPage(render: Renderer, guides: readonly Guide[]): Page {
  return prosePage(render, {
    file: 'guides/index.html',
    title: 'Guides',
    description: 'How to work with the described APIs.',
    markdown: blocks(
      '# Guides',
      'How to work with the described APIs, in the order in which they are best read.',
      guides.map(({ slug, title, lead }) => `- [${title}](./${slug}.html): ${lead}`),
    ),
  });
}

/** `[x](operation:getProduct)` leads to that operation; while it is not described, the words stay without a link. */
function withOperationLinks(markdown: string, apis: readonly DescribedApi[]): string {
  return markdown.replace(/\[([^\]]+)\]\(operation:(\w+)\)/g, (_whole, text: string, id: string) => {
    const href = findHref(apis, id);
    return href ? `[${text}](@/${href})` : text;
  });
}
