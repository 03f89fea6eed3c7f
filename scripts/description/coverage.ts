import { listAreas, type Area } from './areas.ts';
import { isRecord } from '../engine/json.ts';
import { isReference, resolve, type OpenApiDocument, type Response } from './document.ts';
import { evidenceOf } from './evidence.ts';
import { operationsOf, webhooksOf, type SourcePage } from './source-pages.ts';

/** How much is described, of one area or of a whole API. */
export interface Figures {
  readonly operations: number;
  readonly webhooks: number;
  /** Properties of the schemas of requests and answers, at every depth; what several operations share counts once. */
  readonly fields: number;
  /** Examples of requests and answers; what several operations share counts once. */
  readonly examples: number;
  /** Operations, webhooks, parameters and fields among them that no page documents: whatever carries `x-source`. */
  readonly undocumented: number;
}

export interface Coverage {
  /** In the order of the description; what two areas share counts in both of them. */
  readonly areas: readonly (Figures & Pick<Area, 'title'>)[];
  /** Of the whole API: what areas share counts once, so this may be less than their sum. */
  readonly total: Figures;
  /** Pages of the documentation that are known, and those that operations or webhooks describe; the others hold none. */
  readonly pages: { readonly known: number; readonly described: number };
}

/** Counts what a bundled description holds; `pages` are the entries of its sources.yaml. */
export function measureCoverage(document: OpenApiDocument, pages: readonly SourcePage[]): Coverage {
  const areas = listAreas(document);
  const operations = areas.flatMap((area) => area.operations);
  const webhooks = areas.flatMap((area) => area.webhooks);
  const ids = new Set(operations.map(({ operation }) => operation.operationId ?? ''));
  const events = new Set(webhooks.map(({ path }) => path));
  return {
    areas: areas.map((area) => ({ title: area.title, ...countFigures(document, area) })),
    total: countFigures(document, { operations, webhooks }),
    pages: {
      known: pages.length,
      described: pages.filter(
        (page) => operationsOf(page).some((id) => ids.has(id)) || webhooksOf(page).some((name) => events.has(name)),
      ).length,
    },
  };
}

/** A sentence on the pages that an API was read on. */
export function describePages({ pages: { known, described } }: Pick<Coverage, 'pages'>): string {
  const rest = known - described;
  const others = rest === 0 ? '' : `; ${rest} ${rest === 1 ? 'is' : 'are'} about no operation and no webhook`;
  return `${described} of ${known} known pages of documentation are described${others}.`;
}

function countFigures(document: OpenApiDocument, part: Pick<Area, 'operations' | 'webhooks'>): Figures {
  const all = [...part.operations, ...part.webhooks];
  const contents = all.flatMap(({ operation }) =>
    [operation.requestBody ?? {}, ...Object.values(operation.responses)]
      .map((holder) => resolve<Pick<Response, 'content'>>(document, holder))
      .flatMap(({ content }) => Object.values(content ?? {})),
  );
  const examples = contents.flatMap((content) => Object.values(content.examples ?? {}));
  const { fields, undocumented } = countFields(
    document,
    contents.map(({ schema }) => schema),
  );
  const parameters = all.flatMap(({ item, operation }) =>
    [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
      evidenceOf(parameter) ? parameter : resolve(document, parameter),
    ),
  );
  return {
    operations: part.operations.length,
    webhooks: part.webhooks.length,
    fields,
    // What several uses share is one object, once references are followed.
    examples: new Set(examples.map((example) => resolve(document, example))).size,
    undocumented:
      undocumented +
      all.filter(({ operation }) => evidenceOf(operation)).length +
      new Set(parameters.filter(evidenceOf)).size,
  };
}

/** Keywords of a schema whose values are data, however much they look like schemas. */
const dataKeywords = ['examples', 'example', 'default', 'enum', 'const', 'required', 'discriminator'];

/** Counts the properties of schemas and of all that they lead to; each schema is visited once. */
function countFields(document: OpenApiDocument, schemas: readonly unknown[]): Pick<Figures, 'fields' | 'undocumented'> {
  const seen = new Set<unknown>();
  const queue = [...schemas];
  let fields = 0;
  let undocumented = 0;
  while (queue.length > 0) {
    const next = queue.pop();
    const schema = isReference(next) ? resolve<unknown>(document, next) : next;
    if (Array.isArray(schema)) queue.push(...(schema as unknown[]));
    if (!isRecord(schema) || seen.has(schema)) continue;
    seen.add(schema);
    for (const [keyword, value] of Object.entries(schema)) {
      if (dataKeywords.includes(keyword) || keyword.startsWith('x-')) continue;
      if ((keyword === 'properties' || keyword === 'patternProperties') && isRecord(value)) {
        const properties = Object.values(value);
        if (keyword === 'properties') fields += properties.length;
        undocumented += properties.filter(evidenceOf).length;
        queue.push(...properties);
      } else queue.push(value);
    }
  }
  return { fields, undocumented };
}
