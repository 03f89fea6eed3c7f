import { listAreas, type Area } from './areas.ts';
import { isRecord } from '../engine/json.ts';
import { isReference, resolve, type FoundOperation, type MediaType, type OpenApiDocument } from './document.ts';
import { operationsOf, type SourcePage } from './source-pages.ts';

/** How much is described, of one area or of a whole API. */
export interface Figures {
  readonly operations: number;
  /** Properties of the schemas of requests and answers, at every depth; what several operations share counts once. */
  readonly fields: number;
  /** Examples of requests and answers; what several operations share counts once. */
  readonly examples: number;
}

export interface Coverage {
  /** In the order of the description; what two areas share counts in both of them. */
  readonly areas: readonly (Figures & Pick<Area, 'slug' | 'title'>)[];
  /** Of the whole API: what areas share counts once, so this may be less than their sum. */
  readonly total: Figures;
  /** Pages of the documentation that are known, and those that operations describe; the others hold none. */
  readonly pages: { readonly known: number; readonly described: number };
}

/** Counts what a bundled description holds; `pages` are the entries of its sources.yaml. */
export function measureCoverage(document: OpenApiDocument, pages: readonly SourcePage[]): Coverage {
  const areas = listAreas(document);
  const operations = areas.flatMap((area) => area.operations);
  const ids = new Set(operations.map(({ operation }) => operation.operationId ?? ''));
  return {
    areas: areas.map(({ slug, title, operations: mine }) => ({ slug, title, ...countFigures(document, mine) })),
    total: countFigures(document, operations),
    pages: {
      known: pages.length,
      described: pages.filter((page) => operationsOf(page).some((id) => ids.has(id))).length,
    },
  };
}

/** A sentence on the pages that an API was read on. */
export function describePages({ pages: { known, described } }: Pick<Coverage, 'pages'>): string {
  const rest = known - described;
  const others = rest === 0 ? '' : `; ${rest} ${rest === 1 ? 'is' : 'are'} about no operation`;
  return `${described} of ${known} known pages of documentation are described${others}.`;
}

function countFigures(document: OpenApiDocument, operations: readonly FoundOperation[]): Figures {
  const contents = operations.flatMap(({ operation }) =>
    [operation.requestBody ?? {}, ...Object.values(operation.responses)]
      .map((holder) => resolve<{ content?: Record<string, MediaType> }>(document, holder))
      .flatMap(({ content }) => Object.values(content ?? {})),
  );
  const examples = contents.flatMap((content) => examplesOf(document, content));
  return {
    operations: operations.length,
    fields: countFields(
      document,
      contents.map(({ schema }) => schema),
    ),
    examples: new Set(examples).size,
  };
}

/** Examples in the form that several uses of one component share: the resolved object itself. */
function examplesOf(document: OpenApiDocument, content: MediaType): unknown[] {
  const { examples } = content as { examples?: Record<string, unknown> };
  return Object.values(examples ?? {}).map((example) => resolve(document, example));
}

/** Keywords of a schema whose values are data, however much they look like schemas. */
const dataKeywords = ['examples', 'example', 'default', 'enum', 'const', 'required', 'discriminator'];

/** Counts the properties of schemas and of all that they lead to; each schema is visited once. */
function countFields(document: OpenApiDocument, schemas: readonly unknown[]): number {
  const seen = new Set<unknown>();
  const queue = [...schemas];
  let fields = 0;
  while (queue.length > 0) {
    const next = queue.pop();
    const schema = isReference(next) ? resolve<unknown>(document, next) : next;
    if (Array.isArray(schema)) queue.push(...(schema as unknown[]));
    if (!isRecord(schema) || seen.has(schema)) continue;
    seen.add(schema);
    for (const [keyword, value] of Object.entries(schema)) {
      if (dataKeywords.includes(keyword) || keyword.startsWith('x-')) continue;
      if ((keyword === 'properties' || keyword === 'patternProperties') && isRecord(value)) {
        if (keyword === 'properties') fields += Object.keys(value).length;
        queue.push(...Object.values(value));
      } else queue.push(value);
    }
  }
  return fields;
}
