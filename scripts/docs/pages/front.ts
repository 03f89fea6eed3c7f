import { describePages, type Figures } from '../../description/coverage.ts';
import { describeFreshness, type DescribedApi } from '../model/described-api.ts';
import type { Guide } from '../model/guides.ts';
import { html, joined, type Html } from '../html.ts';
import { blocks } from '../markdown.ts';
import { siteName } from '../layout.ts';
import type { Page } from '../page.ts';

const promise =
  'Each operation has examples of its request and of its answers, and each example is checked against its schema. The local store serves all of them; the contract tests hold it, and on demand a live store, against the description.';

/** The front page: what this is, where to go, what is covered and how fresh it is. */
export function frontPage(apis: readonly DescribedApi[], guides: readonly Guide[]): Page {
  const total = apis.reduce((sum, { operations }) => sum + operations, 0);
  const lead = `OpenAPI 3.1 descriptions, written by hand from the vendors' documentation, of ${total} operations: read them here, try them on a local store, generate a client from them.`;
  return {
    file: 'index.html',
    title: siteName,
    description: `OpenAPI descriptions of ${new Intl.ListFormat('en').format(apis.map(({ api }) => api.title))}: reference, guides, a local store to try them on.`,
    body: html`<h1>Commerce APIs, described</h1>
      <p class="lead">${lead}</p>
      <ul class="cards">
        ${apis.map(
          (described) =>
            html`<li>
              <a class="card" href="@/${described.api.name}/index.html"
                ><strong>${described.api.title}</strong
                ><span>${described.operations} operations. ${describeFreshness(described)}</span></a
              >
            </li> `,
        )}
      </ul>
      <h2 id="start">Where to go</h2>
      <ul class="ways">
        ${ways(guides)}
      </ul>
      <h2 id="coverage">What is covered</h2>
      <p>${promise}</p>
      ${apis.map(coverageTable)}
      <h2 id="files">For programs</h2>
      <p>
        The descriptions stand beside the pages:
        ${joined(apis.map(({ api }) => html`<a href="@/${api.name}/openapi.json">${api.name}/openapi.json</a>`))}.
        <a href="@/llms.txt">llms.txt</a> lists every operation in one line,
        <a href="@/llms-full.txt">llms-full.txt</a> holds all pages in one file, and each page is there as Markdown too.
      </p>`,
    markdown: blocks(
      '# Commerce APIs, described',
      lead,
      apis.map(
        (described) =>
          `- [${described.api.title}](@/${described.api.name}/index.html) ${described.operations} operations. ${describeFreshness(described)}`,
      ),
      '## Where to go',
      ...purposes.flatMap(([purpose, slugs]) => [
        `### ${purpose}`,
        guidesOf(guides, slugs).map(({ slug, title, lead: text }) => `- [${title}](@/guides/${slug}.html) ${text}`),
      ]),
      '## What is covered',
      promise,
      ...apis.flatMap(({ api, coverage }) => [
        `### ${api.title}`,
        coverage.pages.known > 0 && describePages(coverage),
        coverage.areas.map(({ title, operations, fields }) => `- ${title}: ${operations} operations, ${fields} fields`),
      ]),
    ),
  };
}

/** What people come for, and the guides that take them there. A guide that is renamed stops the build. */
const purposes: readonly (readonly [purpose: string, guides: readonly string[]])[] = [
  ['To integrate a store', ['first-call', 'tokens-and-scopes', 'errors-and-retries', 'uploads']],
  ['To keep up with a store', ['paging-and-fields', 'following-changes', 'batch-requests', 'dates-and-money']],
  ['To keep an integration working', ['testing-against-the-mock', 'watching-for-drift', 'legacy-and-current']],
];

function guidesOf(guides: readonly Guide[], slugs: readonly string[]): Guide[] {
  return slugs.map((slug) => {
    const guide = guides.find((each) => each.slug === slug);
    if (!guide) throw new Error(`The front page names a guide "${slug}", and there is none.`);
    return guide;
  });
}

function ways(guides: readonly Guide[]): Html {
  return html`${purposes.map(([purpose, slugs]) => {
    const links = guidesOf(guides, slugs).map(
      ({ slug, title, lead }) => html`<li><a href="@/guides/${slug}.html">${title}</a><span>${lead}</span></li>`,
    );
    return html`<li>
      <h3>${purpose}</h3>
      <ul>
        ${links}
      </ul>
    </li>`;
  })}`;
}

function coverageTable({ api, coverage, areas: withPages }: DescribedApi): Html {
  const numbers = ({ operations, webhooks, fields, examples }: Figures) =>
    [operations, webhooks, fields, examples].map(
      (value) => html`<td class="number">${value.toLocaleString('en-US')}</td>`,
    );
  const { areas, total, pages } = coverage;
  return html`<h3>${api.title}</h3>
    ${pages.known > 0 && html`<p>${describePages(coverage)}</p>`}
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            <th>Area</th>
            <th class="number">Operations</th>
            <th class="number">Webhooks</th>
            <th class="number">Fields</th>
            <th class="number">Examples</th>
          </tr>
        </thead>
        <tbody>
          ${areas.map((area) => {
            const page = withPages.find(({ title }) => title === area.title);
            return html`<tr>
              <td>${page ? html`<a href="@/${page.file}">${page.title}</a>` : area.title}</td>
              ${numbers(area)}
            </tr> `;
          })}${
            areas.length > 1 &&
            html`<tr>
              <td>All, what areas share counted once</td>
              ${numbers(total)}
            </tr> `
          }
        </tbody>
      </table>
    </div> `;
}
