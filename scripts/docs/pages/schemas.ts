import { listFields, schemasOf, typeText, usersOf } from '../fields.ts';
import type { DescribedApi } from '../described-api.ts';
import { escapeHtml } from '../html.ts';
import { renderPage } from '../layout.ts';
import { renderMarkdown } from '../markdown.ts';

/** Every named schema of an API with its fields, on one page that needs no script. */
export function renderSchemas(described: DescribedApi): string {
  const { api, document, hrefs } = described;
  const users = usersOf(document);
  const sections = schemasOf(document).map(([name, schema]) => {
    const rows = listFields(document, schema).map(
      ({ name: field, schema: type, isRequired }) =>
        `<tr id="${escapeHtml(`${name}.${field}`)}"><td><code>${escapeHtml(field)}</code>${isRequired ? ' *' : ''}</td><td>${linked(typeText(type))}${described_(type)}</td></tr>`,
    );
    const table =
      rows.length > 0 ? `<div class="scroll"><table><tbody>\n${rows.join('\n')}\n</tbody></table></div>` : '';
    const used = (users.get(name) ?? []).map((id) => `<a href="../${hrefs.get(id) ?? ''}">${escapeHtml(id)}</a>`);
    return `<section class="schema"><h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2>
${renderMarkdown(String(schema['description'] ?? ''))}${rows.length === 0 ? `<p>${linked(typeText(schema))}</p>` : table}
${used.length > 0 ? `<p>Used by ${used.join(', ')}.</p>` : ''}</section>`;
  });
  return renderPage({
    title: `Schemas - ${api.title}`,
    description: `Every object of the ${api.title} with its fields, their types and meaning.`,
    root: '../',
    active: api.name,
    body: `<main class="page" id="content">
<h1>Schemas of the ${escapeHtml(api.title)}</h1>
<p class="lead">Fields with * are always there, or must be sent.</p>
${sections.join('\n')}
</main>`,
  });
}

function described_(schema: Record<string, unknown>): string {
  const text = schema['description'];
  const deprecated = schema['deprecated'] ? ' <span class="pill">deprecated</span>' : '';
  return typeof text === 'string'
    ? `${deprecated}<br>${renderMarkdown(text).replace(/^<p>|<\/p>\s*$/g, '')}`
    : deprecated;
}

/** Names of schemas in a type become links to them. */
function linked(type: string): string {
  return escapeHtml(type).replace(/\b[A-Z]\w+/g, (name) => `<a href="#${name}">${name}</a>`);
}
