import { isReference, resolve } from '../../description/document.ts';
import type { DescribedApi, SchemaView } from '../model/described-api.ts';
import { enumValuesOf, withoutValues, type EnumValue } from '../model/enumeration.ts';
import { listFields, type Field, type Schema } from '../model/fields.ts';
import { listLimits } from '../model/limits.ts';
import { typeOf, type TypePart } from '../model/types.ts';
import { html, joined } from '../html.ts';
import { firstSentence, type Renderer } from '../markdown.ts';
import { placeId, type Page } from '../page.ts';
import { fieldList, inline, typeMarkup } from '../parts/fields.ts';
import { fieldLines, fitTwin, jsonBlock, typeLine, valueLines } from '../twin.ts';
import { prosePage } from './prose.ts';

/** Most operations that a page names as users of its schema. */
const shownUsers = 12;

interface View {
  readonly type: readonly TypePart[];
  readonly limits: readonly string[];
  readonly values: readonly EnumValue[];
  readonly fields: readonly Field[];
  readonly text: string;
  readonly example: unknown;
}

/** The page of one named schema: its fields, its values, where it is used, and what it looks like. */
export function schemaPage(render: Renderer, described: DescribedApi, schema: SchemaView): Page {
  const { name, users } = schema;
  const view = viewSchema(described, schema.schema);
  const { fields, values, type, limits, text } = view;
  const shown = users.filter((id) => described.hrefs.has(id)).slice(0, shownUsers);
  const rest = users.length - shown.length;
  const isSimple = fields.length === 0;
  return {
    file: described.schemaHrefs.get(name)!,
    title: name,
    context: described.api.title,
    description: `${name} of the ${described.api.title}: ${firstSentence(text)}`,
    body: html`<h1>${name}</h1>
      ${render.markdown(text)}
      ${isSimple && html`<p>${typeMarkup(described, type)}${limits.map((limit) => html` · ${inline(render, limit)}`)}</p>`}
      ${
        values.length > 0 &&
        html`<h2 id="values">Values</h2>
          <ul class="values wide">
            ${values.map(
              ({ value, meaning }) =>
                html`<li id="${placeId('value', value)}">
                  <code>${value}</code>${meaning !== undefined && html`: ${inline(render, meaning)}`}
                </li> `,
            )}
          </ul>`
      }
      ${
        !isSimple &&
        html`<h2 id="fields">Fields</h2>
          ${fieldList(render, described, fields, { kind: 'field', depth: 1 })}`
      }
      ${
        shown.length > 0 &&
        html`<h2 id="used-by">Used by</h2>
          <p data-markdown-ignore>
            ${joined(shown.map((id) => html`<a href="@/${described.hrefs.get(id)!}">${id}</a>`))}${rest > 0 && ` and ${rest} more`}.
          </p>`
      }`,
    ...(view.example !== undefined && {
      aside: html`<h2>Example</h2>
        ${render.code(JSON.stringify(view.example, undefined, 2), 'json')}`,
    }),
    markdown: schemaTwin(described, name, view, shown),
  };
}

function viewSchema({ document }: DescribedApi, schema: Schema): View {
  const values = enumValuesOf(document, schema);
  const [example] = (schema['examples'] ?? []) as unknown[];
  const isObject = listFields(document, schema).length > 0;
  return {
    type: typeOf(schema),
    limits: listLimits(schema),
    values: isObject ? [] : values,
    fields: listFields(document, itemOf(document, schema)),
    text: isObject ? String(schema['description'] ?? '') : withoutValues(String(schema['description'] ?? ''), values),
    example,
  };
}

/** Of a list of what has no name, what each entry is. */
function itemOf(document: DescribedApi['document'], schema: Schema): Schema {
  const items = schema['items'] as Schema | undefined;
  return items && !isReference(items) ? itemOf(document, resolve<Schema>(document, items)) : schema;
}

function schemaTwin(described: DescribedApi, name: string, view: View, users: readonly string[]): string {
  const { fields, values, type, limits, text, example } = view;
  return fitTwin((detail) =>
    [
      `# ${name}`,
      '',
      text,
      ...(fields.length === 0 ? ['', [typeLine(described, type), ...limits].join(' · ')] : []),
      ...(values.length > 0 ? ['', '## Values', '', ...valueLines(values)] : []),
      ...(fields.length > 0 ? ['', '## Fields', '', ...fieldLines(described, fields, detail)] : []),
      ...(users.length > 0
        ? ['', '## Used by', '', `${users.map((id) => `[${id}](@/${described.hrefs.get(id) ?? ''})`).join(', ')}.`]
        : []),
      ...(example !== undefined && detail === 'all' ? ['', '## Example', '', jsonBlock(example)] : []),
    ].join('\n'),
  );
}

/** The list of all schemas of an API, and a page for each group of them. */
export function schemaListPages(render: Renderer, described: DescribedApi): Page[] {
  const { api, schemas, schemaHrefs } = described;
  const count = schemas.reduce((sum, group) => sum + group.schemas.length, 0);
  const list = prosePage(render, {
    file: `${api.name}/schemas/index.html`,
    title: 'Schemas',
    context: api.title,
    description: `The ${count} named objects and values of the ${api.title}, by area.`,
    markdown: [
      '# Schemas',
      '',
      `${count} named objects and values of the [${api.title}](@/${api.name}/index.html). Each has a page with its fields, their types and meaning; the search finds single fields as well.`,
      '',
      ...schemas.map((group) => `- [${group.title}](@/${group.file}): ${group.schemas.length}`),
    ].join('\n'),
  });
  const groups = schemas.map((group) => {
    const lines = (isLong: boolean) =>
      [
        `# Schemas: ${group.title}`,
        '',
        `What requests and answers hold in this part of the [${api.title}](@/${api.name}/index.html).`,
        '',
        ...group.schemas.map(
          ({ name, schema }) =>
            `- [${name}](@/${schemaHrefs.get(name) ?? ''})${isLong ? `: ${firstSentence(String(schema['description'] ?? ''))}` : ''}`,
        ),
      ].join('\n');
    const page = {
      file: group.file,
      title: `Schemas: ${group.title}`,
      context: api.title,
      description: `${group.schemas.length} objects and values of the ${api.title}: ${group.title}.`,
    };
    return {
      ...prosePage(render, { ...page, markdown: lines(true) }),
      markdown: fitTwin((detail) => lines(detail === 'all')),
    };
  });
  return [list, ...groups];
}
