import { STATUS_CODES } from 'node:http';
import { slugify } from '../../description/areas.ts';
import { partsOf, schemaName } from '../../description/document.ts';
import { listFields, type Field } from '../model/fields.ts';
import { enumValuesOf } from '../model/enumeration.ts';
import { typeText } from '../model/types.ts';
import type { DescribedApi, SchemaView, Section } from '../model/described-api.ts';
import type { Guide } from '../model/guides.ts';
import type { OperationView } from '../model/operation.ts';
import { firstSentence, plainText } from '../markdown.ts';
import { placeId } from '../page.ts';
import { aliases } from './aliases.ts';
import type { SearchDocument } from './document.ts';

/** What few mean: an operation or a field that is deprecated, or that no page documents. */
const unlikely = 0.5;

/** Everything that the search box finds, over all APIs and guides. */
export function searchDocuments(apis: readonly DescribedApi[], guides: readonly Guide[]): SearchDocument[] {
  return [
    ...guides.flatMap(({ slug, title, lead, markdown }) => ofText(`guides/${slug}.html`, title, lead, markdown)),
    ...apis.flatMap((described, position) =>
      ofApi(described, guides).map((document): SearchDocument => {
        const [kind, title, detail, href, words, text, weight = 1] = document;
        // Of several APIs the first is the one that most come for.
        return [kind, title, detail, href, words, text, position === 0 ? weight : weight * 0.6];
      }),
    ),
  ];
}

/** A page of prose, and its sections. */
function ofText(href: string, title: string, detail: string, markdown: string): SearchDocument[] {
  const text = markdown.replace(/```[^]*?```/g, '');
  const [, ...sections] = text.split(/^## /m);
  const page: SearchDocument = ['guide', title, detail, href, aliases[href] ?? '', plainText(text)];
  return [
    page,
    ...sections.map((section): SearchDocument => {
      const [heading = '', ...body] = section.split('\n');
      const place = `${href}#${slugify(heading)}`;
      return [
        'guide',
        heading,
        `${title}: ${firstSentence(body.join('\n').trim())}`,
        place,
        aliases[place] ?? '',
        plainText(body.join('\n')),
        0.7,
      ];
    }),
  ];
}

function ofApi(described: DescribedApi, guides: readonly Guide[]): SearchDocument[] {
  const { api, document, sections } = described;
  const schemas = described.schemas.flatMap((group) => group.schemas);
  const wholes = wholesOf(schemas);
  return [
    ...ofText(`${api.name}/index.html`, api.title, 'Overview', String(document.info['description'] ?? '')),
    ...sections.flatMap((section) => ofSection(described, section)),
    ...sections.flatMap((section) => section.operations.map((view) => ofOperation(section, view))),
    ...ofParameters(described),
    ...ofCodes(described),
    ...ofStatuses(described, guides),
    ...schemas.flatMap((schema) => ofSchema(described, wholes, schema)),
  ];
}

/** An area, and each of its tags that is called otherwise. */
function ofSection({ api }: DescribedApi, { file: href, title, tags, operations }: Section): SearchDocument[] {
  const ids = (tag: string) => operations.filter((view) => view.tag === tag).map(({ id }) => id);
  return [
    ['area', title, `${api.title}: ${operations.length} in all`, href, '', tags.map(({ name }) => name).join(' ')],
    ...tags
      .filter(({ name }) => name !== title)
      .map(({ name, description }): SearchDocument => {
        return ['area', name, plainText(description), `${href}#${slugify(name)}`, '', ids(name).join(' ')];
      }),
  ];
}

function ofOperation(section: Section, view: OperationView): SearchDocument {
  const { file, id, path, call, title, tag, description, scopes, isDeprecated, evidence, isWebhook } = view;
  const words = [id, path, tag, aliases[id] ?? '', ...(isWebhook ? ['webhook event'] : [section.title])].join(' ');
  const text = [plainText(description), ...scopes].join(' ');
  const weight = (isDeprecated || evidence ? unlikely : 1) * likelihoodOf(id);
  return [isWebhook ? 'webhook' : 'operation', title, call, file, words, text, weight];
}

/** Who names a thing and says nothing of what to do with it wants to see it, rather than to delete it. */
const likelihoods: Readonly<Record<string, number>> = { search: 1.3, get: 1.1, create: 1.1, delete: 0.8, cancel: 0.8 };

function likelihoodOf(operationId: string): number {
  return likelihoods[/^[a-z]+/.exec(operationId)?.[0] ?? ''] ?? 1;
}

/** What many operations take alike is found once: at the first of them. */
function ofParameters({ sections }: DescribedApi): SearchDocument[] {
  const known = new Map<string, SearchDocument>();
  for (const { file, title, method, parameters } of sections.flatMap(({ operations }) => operations)) {
    for (const { name, place, description, values, isDeprecated } of parameters) {
      const key = `${name} ${description}`;
      if (known.has(key)) continue;
      const href = `${file}#${placeId(place, name)}`;
      const words = [title, ...(method === 'GET' ? ['filter'] : [])].join(' ');
      const text = [plainText(description), ...values.map(({ value }) => value)].join(' ');
      known.set(key, [
        'parameter',
        name,
        `${title}: ${firstSentence(description)}`,
        href,
        words,
        text,
        isDeprecated ? unlikely : 1,
      ]);
    }
  }
  return [...known.values()];
}

function ofCodes({ areas }: DescribedApi): SearchDocument[] {
  const known = new Map<string, SearchDocument>();
  for (const { file, title, answers } of areas.flatMap(({ operations }) => operations)) {
    for (const { status, codes, description } of answers) {
      const own = codes.map((each) => ({ ...each, place: placeId(`code-${status}`, each.value) }));
      const shared = [...description.matchAll(/`([A-Z][A-Z_]{4,})`/g)].map(([, value = '']) => {
        return { value, meaning: description, place: placeId('answer', status) };
      });
      for (const { value: code, meaning: text = '', place } of [...own, ...shared]) {
        if (known.has(code)) continue;
        known.set(code, [
          'error code',
          code,
          `${status} of ${title}: ${firstSentence(text)}`,
          `${file}#${place}`,
          status,
          plainText(text),
        ]);
      }
    }
  }
  return [...known.values()];
}

/** What a status means is said in the guide on errors. */
function ofStatuses({ areas, api }: DescribedApi, guides: readonly Guide[]): SearchDocument[] {
  const isThere = guides.some(({ slug }) => slug === 'errors-and-retries');
  const href = isThere ? 'guides/errors-and-retries.html#what-to-do' : `${api.name}/index.html`;
  const known = new Map<string, string>();
  for (const { answers } of areas.flatMap(({ operations }) => operations))
    for (const { status, description } of answers) if (!known.has(status)) known.set(status, description);
  return [...known]
    .filter(([status]) => /^[45]\d\d$/.test(status))
    .map(([status, text]) => {
      const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
      return ['status', title, firstSentence(text), href, 'http status error', plainText(text)];
    });
}

function ofSchema(
  { document, schemaHrefs }: DescribedApi,
  wholes: Wholes,
  { file: href, name, schema }: SchemaView,
): SearchDocument[] {
  const description = String(schema['description'] ?? '');
  // What a schema takes over from another is listed there.
  const names = new Set([schema, ...partsOf(schema, 'allOf')].flatMap((part) => Object.keys(part['properties'] ?? {})));
  const fields = listFields(document, schema).filter((field) => names.has(field.name));
  const values = fields.length > 0 ? [] : enumValuesOf(document, schema);
  const whole = wholeOf(wholes, name);
  const weight = whole === name && !/(Filter|SortBy)$/.test(name) ? 1 : unlikely;
  return [
    ['schema', name, firstSentence(description), href, '', plainText(description), weight],
    ...fields.map((field) => ofField(whole, schemaHrefs.get(whole) ?? '', field)),
    ...values.map(({ value, meaning = '' }): SearchDocument => {
      return [
        'value',
        value,
        `${name}: ${plainText(meaning)}`,
        `${href}#${placeId('value', value)}`,
        name,
        plainText(meaning),
      ];
    }),
  ];
}

/** What people know a part of a schema by: the fields of `OrderDelivery` are those of `Order`. */
function wholeOf(wholes: Wholes, name: string): string {
  const [word = ''] = name.split(/(?<=[a-z])(?=[A-Z])/);
  const rank = (whole: string) => (whole.startsWith(word) ? 0 : 100) + whole.length;
  const [first] = [...(wholes.get(name) ?? [])].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return first === undefined ? name : wholeOf(wholes, first);
}

/** Schema name to the schemas that are made of it. */
type Wholes = ReadonlyMap<string, ReadonlySet<string>>;

function wholesOf(schemas: readonly SchemaView[]): Wholes {
  const wholes = new Map<string, Set<string>>();
  for (const { name, schema } of schemas) {
    for (const part of partsOf(schema, 'allOf').map(schemaName))
      if (part !== undefined) wholes.set(part, (wholes.get(part) ?? new Set()).add(name));
  }
  return wholes;
}

function ofField(schema: string, href: string, field: Field): SearchDocument {
  const { name, description, values, isDeprecated, evidence } = field;
  const detail = [typeText(field.type).slice(0, 60), firstSentence(description)].filter(Boolean).join('. ');
  const inline = values.length <= 12 ? values.map(({ value }) => value).join(' ') : '';
  return [
    'field',
    `${schema}.${name}`,
    detail,
    `${href}#${placeId('field', name)}`,
    name,
    inline,
    isDeprecated || evidence ? unlikely : 1,
  ];
}
