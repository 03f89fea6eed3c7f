import { describeEvidence } from '../../description/evidence.ts';
import { resolve, schemasOf } from '../../description/document.ts';
import type { DescribedApi } from '../model/described-api.ts';
import { listFields, schemaNameOf, type Field } from '../model/fields.ts';
import type { EnumValue } from '../model/enumeration.ts';
import type { TypePart } from '../model/types.ts';
import { html, joined, type Html } from '../html.ts';
import type { Renderer } from '../markdown.ts';
import { placeId } from '../page.ts';

/** A type with more fields than these is read on its own page. */
const unfoldedFields = 30;

/** More values than these are folded. */
const shownValues = 12;

interface FieldListOptions {
  /** Kind of the places that fields are: `query`. Without one they have no id, and no values: those are on the page of their type. */
  readonly kind?: string;
  /** How many named types are unfolded below a field, one inside the other. */
  readonly depth: number;
  /** What is said of a field beside its description: where an id comes from. */
  readonly more?: (field: Field) => Html | undefined;
}

/** Fields as a list: name, type, marks, meaning, values, and below them those of their own fields. */
export function fieldList(
  render: Renderer,
  described: DescribedApi,
  fields: readonly Field[],
  { kind, depth, more }: FieldListOptions,
): Html {
  const item = (field: Field, outer: string): Html => {
    const name = outer + field.name;
    const marks = [
      ...marksOf(field).map((mark) => html`<span class="${mark === 'required' ? 'required' : ''}">${mark}</span>`),
      ...field.limits.map((limit) => html`<span>${inline(render, limit)}</span>`),
    ];
    return html`<li ${kind !== undefined && html`id="${placeId(kind, name)}"`}>
      <div class="field">
        <code class="name">${field.name}</code>
        ${typeMarkup(described, field.type)}${marks.map((mark) => [' · ', mark])}
      </div>
      ${field.description !== '' && html`<div class="meaning">${render.markdown(field.description)}</div>`}
      ${field.evidence && html`<div><span class="badge evidence">${describeEvidence(field.evidence)}</span></div>`}
      ${more?.(field)} ${kind !== undefined && foldedValues(render, field)}
      ${field.children.length > 0 && folded('Fields', list(field.children, `${name}.`), false)}
      ${depth > 0 && named(field)}
    </li> `;
  };
  const list = (each: readonly Field[], outer: string) =>
    html`<ul class="fields">
      ${each.map((field) => item(field, outer))}
    </ul> `;
  const named = (field: Field): Html | undefined => {
    const { document } = described;
    const name = schemaNameOf(field.type);
    const schema = schemasOf(document)[name ?? ''];
    if (schema === undefined) return undefined;
    const inner = listFields(document, resolve(document, schema));
    if (inner.length === 0 || inner.length > unfoldedFields) return undefined;
    return folded(`Fields of ${name}`, fieldList(render, described, inner, { depth: depth - 1 }), true);
  };
  return list(fields, '');
}

/** What stands on the page of a named type as well is for people: a program follows the link. */
function folded(title: string, body: Html, isRepeated: boolean): Html {
  return html`<details ${isRepeated && html`data-markdown-ignore`}>
    <summary>${title}</summary>
    ${body}
  </details> `;
}

function foldedValues(render: Renderer, { values }: Field): Html | undefined {
  const list = valueList(render, values);
  return values.length > shownValues ? folded(`${values.length} values`, list!, false) : list;
}

/** Values, each with its meaning; nothing at all for none. With a kind, each of them is a place of that kind. */
export function valueList(
  render: Renderer,
  values: readonly EnumValue[],
  { kind, isWide = false }: { readonly kind?: string; readonly isWide?: boolean } = {},
): Html | undefined {
  if (values.length === 0) return undefined;
  return html`<ul class="values${isWide && ' wide'}">
    ${values.map(
      ({ value, meaning }) =>
        html`<li ${kind !== undefined && html`id="${placeId(kind, value)}"`}>
          <code>${value}</code>${meaning !== undefined && html`: ${inline(render, meaning)}`}
        </li> `,
    )}
  </ul>`;
}

/** Words on a field that count before anything else. */
export function marksOf({ isRequired, access, isDeprecated }: Field): string[] {
  return [isRequired && 'required', access, isDeprecated && 'deprecated'].filter((mark) => typeof mark === 'string');
}

/** A type, with links to those that have a page. */
export function typeMarkup({ schemaHrefs }: DescribedApi, type: readonly TypePart[]): Html {
  return html`<span class="type"
    >${type.map(({ text, schema }) => {
      const href = schema === undefined ? undefined : schemaHrefs.get(schema);
      return href === undefined ? text : html`<a href="@/${href}">${text}</a>`;
    })}</span
  >`;
}

/** Links to the pages of operations. */
export function linkMarkup({ hrefs }: DescribedApi, ids: readonly string[]): Html {
  return joined(ids.map((id) => html`<a href="@/${hrefs.get(id)!}">${id}</a>`));
}

/** Markdown of one paragraph without the paragraph. */
export function inline(render: Renderer, text: string): Html {
  return { html: render.markdown(text).html.replace(/^<p>|<\/p>\s*$/g, '') };
}
