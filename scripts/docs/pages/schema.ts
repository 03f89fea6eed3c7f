import { isRecord } from '../../engine/json.ts';
import { isReference, type Schema } from '../../description/document.ts';
import type { DescribedApi, SchemaView } from '../model/described-api.ts';
import { enumValuesOf, withoutValues, type EnumValue } from '../model/enumeration.ts';
import { listFields, type Field } from '../model/fields.ts';
import { listLimits } from '../model/limits.ts';
import { typeOf, type TypePart } from '../model/types.ts';
import { html } from '../html.ts';
import { blocks, firstSentence, type Renderer } from '../markdown.ts';
import type { Page } from '../page.ts';
import { fieldList, inline, linkMarkup, typeMarkup, valueList } from '../parts/fields.ts';
import { fieldLines, fitTwin, jsonBlock, linkLine, typeLine, valueLines } from '../twin.ts';
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
  const { file, name, users } = schema;
  const view = viewSchema(described, schema.schema);
  const { fields, values, type, limits, text } = view;
  const shown = users.slice(0, shownUsers);
  const rest = users.length - shown.length;
  const isSimple = fields.length === 0;
  return {
    file,
    title: name,
    context: described.api.title,
    description: `${name} of the ${described.api.title}: ${firstSentence(text)}`,
    body: html`<h1>${name}</h1>
      ${render.markdown(text)}
      ${isSimple && html`<p>${typeMarkup(described, type)}${limits.map((limit) => html` · ${inline(render, limit)}`)}</p>`}
      ${
        values.length > 0 &&
        html`<h2 id="values">Values</h2>
          ${valueList(render, values, { kind: 'value', isWide: true })}`
      }
      ${
        !isSimple &&
        html`<h2 id="fields">Fields</h2>
          ${fieldList(render, described, fields, { kind: 'field', depth: 1 })}`
      }
      ${
        shown.length > 0 &&
        html`<h2 id="used-by">Used by</h2>
          <p data-markdown-ignore>${linkMarkup(described, shown)}${rest > 0 && ` and ${rest} more`}.</p>`
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
    fields: listFields(document, itemOf(schema)),
    text: isObject ? String(schema['description'] ?? '') : withoutValues(String(schema['description'] ?? ''), values),
    example,
  };
}

/** Of a list of what has no name, what each entry is. */
function itemOf(schema: Schema): Schema {
  const { items } = schema;
  return isRecord(items) && !isReference(items) ? itemOf(items) : schema;
}

function schemaTwin(described: DescribedApi, name: string, view: View, users: readonly string[]): string {
  const { fields, values, type, limits, text, example } = view;
  const hasFields = fields.length > 0;
  return fitTwin((detail) => {
    const withExample = example !== undefined && detail === 'all';
    return blocks(
      `# ${name}`,
      text,
      !hasFields && [typeLine(described, type), ...limits].join(' · '),
      values.length > 0 && '## Values',
      valueLines(values),
      hasFields && '## Fields',
      fieldLines(described, fields, detail),
      users.length > 0 && '## Used by',
      users.length > 0 && `${linkLine(described, users)}.`,
      withExample && '## Example',
      withExample && jsonBlock(example),
    );
  });
}

/** The list of all schemas of an API, and a page for each group of them. */
export function schemaListPages(render: Renderer, described: DescribedApi): Page[] {
  const { api, schemas } = described;
  const count = schemas.reduce((sum, group) => sum + group.schemas.length, 0);
  const list = prosePage(render, {
    file: `${api.name}/schemas/index.html`,
    title: 'Schemas',
    context: api.title,
    description: `The ${count} named objects and values of the ${api.title}, by area.`,
    markdown: blocks(
      '# Schemas',
      `${count} named objects and values of the [${api.title}](@/${api.name}/index.html). Each has a page with its fields, their types and meaning; the search finds single fields as well.`,
      schemas.map((group) => `- [${group.title}](@/${group.file}): ${group.schemas.length}`),
    ),
  });
  const groups = schemas.map((group) => {
    const write = (isLong: boolean) =>
      blocks(
        `# Schemas: ${group.title}`,
        `What requests and answers hold in this part of the [${api.title}](@/${api.name}/index.html).`,
        group.schemas.map(
          ({ file, name, schema }) =>
            `- [${name}](@/${file})${isLong ? `: ${firstSentence(String(schema['description'] ?? ''))}` : ''}`,
        ),
      );
    const page = {
      file: group.file,
      title: `Schemas: ${group.title}`,
      context: api.title,
      description: `${group.schemas.length} objects and values of the ${api.title}: ${group.title}.`,
    };
    return {
      ...prosePage(render, { ...page, markdown: write(true) }),
      markdown: fitTwin((detail) => write(detail === 'all')),
    };
  });
  return [list, ...groups];
}
