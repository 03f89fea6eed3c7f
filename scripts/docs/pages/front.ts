import { describePages, type Figures } from '../../description/coverage.ts';
import { describeFreshness, type DescribedApi } from '../described-api.ts';
import { escapeHtml } from '../html.ts';
import { renderPage } from '../layout.ts';
import type { Guide } from '../guides.ts';

/** The front page: what this is, where to go, what is covered and how fresh it is. */
export function renderFront(apis: readonly DescribedApi[], guides: readonly Guide[]): string {
  const total = apis.reduce((sum, { operations }) => sum + operations, 0);
  const cards = apis.map(
    (one) =>
      `<li><a class="card" href="${one.api.name}/index.html"><strong>${escapeHtml(one.api.title)}</strong><span>${one.operations} operations. ${escapeHtml(describeFreshness(one))}</span></a></li>`,
  );
  return renderPage({
    title: 'commerce-openapi',
    description: `OpenAPI descriptions of ${new Intl.ListFormat('en').format(apis.map(({ api }) => api.title))}: reference, guides, mock.`,
    root: '',
    body: `<main class="page" id="content">
<h1>Commerce APIs, described</h1>
<p class="lead">OpenAPI 3.1 descriptions, written by hand from the vendors' documentation, of ${total} operations:
read them here, try them on a mock, generate a client from them.</p>
<ul class="cards">
${cards.join('\n')}
<li><a class="card" href="try/index.html"><strong>Try it</strong><span>Send requests to the mock on your machine, from the browser.</span></a></li>
</ul>
<h2 id="start">Where to go</h2>
<ul class="ways">
${ways(apis, guides).join('\n')}
</ul>
<h2 id="guides">Guides</h2>
<ul class="guides">
${guides.map(({ slug, title, lead }) => `<li><a href="guides/${slug}.html">${escapeHtml(title)}</a> <span>${escapeHtml(lead)}</span></li>`).join('\n')}
</ul>
<h2 id="coverage">What is covered</h2>
<p>Each operation has examples of its request and of its answers, and each example is checked against its schema.
The mock serves all of them; the contract tests hold the mock, and on demand a live store, against the description.</p>
${apis.map(coverageTable).join('\n')}
<h2 id="files">For programs</h2>
<p>The descriptions stand beside the pages: ${apis.map(({ api }) => `<a href="${api.name}/openapi.json">${api.name}/openapi.json</a>`).join(', ')}.
<a href="llms.txt">llms.txt</a> lists every operation in one line.</p>
</main>`,
  });
}

/** What people come for, and the guides that take them there. A guide that is renamed stops the build. */
const purposes: readonly (readonly [purpose: string, guides: readonly string[]])[] = [
  ['To integrate a store', ['first-call', 'tokens-and-scopes', 'errors-and-retries']],
  ['To keep up with a store', ['paging-and-fields', 'following-changes', 'batch-requests']],
  ['To keep an integration working', ['testing-against-the-mock', 'watching-for-drift', 'legacy-and-current']],
];

function ways(apis: readonly DescribedApi[], guides: readonly Guide[]): string[] {
  const forGuides = purposes.map(([purpose, slugs]): readonly [string, string[]] => [
    purpose,
    slugs.map((slug) => {
      const guide = guides.find((each) => each.slug === slug);
      if (!guide) throw new Error(`The front page names a guide "${slug}", and there is none.`);
      return `<a href="guides/${slug}.html">${escapeHtml(guide.title)}</a>`;
    }),
  ]);
  const fields = apis.map(({ api }) => `<a href="${api.name}/schemas.html">Fields of the ${escapeHtml(api.title)}</a>`);
  return [
    ...forGuides,
    ['To look something up', [...fields, '<a href="llms.txt">Every operation in one line</a>']] as const,
  ].map(
    ([purpose, links]) =>
      `<li><strong>${escapeHtml(purpose)}</strong><ul>${links.map((link) => `<li>${link}</li>`).join('')}</ul></li>`,
  );
}

function coverageTable({ api, coverage }: DescribedApi): string {
  const numbers = ({ operations, fields, examples }: Figures) =>
    [operations, fields, examples].map((value) => `<td class="number">${value.toLocaleString('en-US')}</td>`).join('');
  const rows = coverage.areas.map(({ slug, title, ...figures }) => {
    const name = escapeHtml(title);
    // An area of webhooks alone has no page.
    const cell = figures.operations > 0 ? `<a href="${api.name}/${slug}.html">${name}</a>` : name;
    return `<tr><td>${cell}</td>${numbers(figures)}</tr>`;
  });
  if (rows.length > 1) rows.push(`<tr><td>All, what areas share counted once</td>${numbers(coverage.total)}</tr>`);
  const source = coverage.pages.known === 0 ? '' : `<p>${escapeHtml(describePages(coverage))}</p>`;
  return `<h3>${escapeHtml(api.title)}</h3>
${source}
<div class="scroll" tabindex="0"><table>
<thead><tr><th>Area</th><th class="number">Operations</th><th class="number">Fields</th><th class="number">Examples</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}
