import type { Api } from '../../apis.ts';
import { listAreas, slugify, tagOf, type Area, type Tag } from '../../description/areas.ts';
import { measureCoverage, type Coverage } from '../../description/coverage.ts';
import {
  listWebhooks,
  referencesIn,
  schemaName,
  schemasOf,
  type FoundOperation,
  type OpenApiDocument,
  type Schema,
} from '../../description/document.ts';
import type { Sources } from '../../description/source-pages.ts';
import { collectIdLinks, type IdLink } from './links.ts';
import { viewOperation, type OperationView } from './operation.ts';

/** A part of an API in the tree: an area, or a kind of calls that the vendor makes. */
export interface Section {
  /** Path of its page in the site; those of its operations are in the same folder. */
  readonly file: string;
  readonly title: string;
  readonly tags: readonly Tag[];
  readonly operations: readonly OperationView[];
}

export interface SchemaView {
  readonly file: string;
  readonly name: string;
  readonly schema: Schema;
  /** Operations whose request or answer holds it, however deep. */
  readonly users: readonly string[];
}

interface SchemaGroup {
  readonly file: string;
  readonly title: string;
  readonly schemas: readonly SchemaView[];
}

/** An API as all pages of the docs see it: worked out once. */
export interface DescribedApi {
  readonly api: Api;
  readonly document: OpenApiDocument;
  readonly areas: readonly Section[];
  /** What the vendor calls: events, and apps. */
  readonly webhooks: readonly Section[];
  /** Both, in this order. */
  readonly sections: readonly Section[];
  /** Schemas by the area that uses them first. */
  readonly schemas: readonly SchemaGroup[];
  /** How many operations there are; webhooks not counted. */
  readonly operations: number;
  readonly coverage: Coverage;
  /** Date of the documentation that the description was read from, `2026-03-08`. */
  readonly asOf: string | undefined;
  /** operationId to the address of its page from the top of the site. */
  readonly hrefs: ReadonlyMap<string, string>;
  /** The same for schemas, by name. */
  readonly schemaHrefs: ReadonlyMap<string, string>;
  readonly links: readonly IdLink[];
}

/** `sources` is what the description's sources.yaml says. */
export function describeApi(api: Api, document: OpenApiDocument, { asOf, pages }: Sources): DescribedApi {
  const found = listAreas(document).filter(({ operations }) => operations.length > 0);
  const calls = listWebhooks(document);
  const toSection =
    (isWebhook: boolean) =>
    ({ slug, title, tags, operations }: Omit<Area, 'webhooks'>): Section => {
      const folder = `${api.name}/${slug}`;
      const views = operations.map((each) => viewOperation(api, document, each, folder, isWebhook));
      return { file: `${folder}/index.html`, title, tags, operations: views };
    };
  const areas = found.map(toSection(false));
  const webhooks = groupCalls(document, calls).map(toSection(true));
  const sections = [...areas, ...webhooks];
  const schemas = groupSchemas(api, document, found, calls);
  return {
    api,
    document,
    areas,
    webhooks,
    sections,
    schemas,
    operations: areas.reduce((sum, { operations }) => sum + operations.length, 0),
    coverage: measureCoverage(document, pages),
    asOf,
    hrefs: new Map(sections.flatMap(({ operations }) => operations.map(({ id, file }) => [id, file]))),
    schemaHrefs: new Map(schemas.flatMap((group) => group.schemas.map(({ name, file }) => [name, file]))),
    links: collectIdLinks(document),
  };
}

/** Events (`order.created`) carry the tags of what they tell of; other calls have tags of their own, a section each. */
function groupCalls(document: OpenApiDocument, calls: readonly FoundOperation[]): Omit<Area, 'webhooks'>[] {
  const groups = new Map<string, FoundOperation[]>();
  for (const call of calls) {
    const title = call.path.includes('.') ? 'Webhooks' : tagOf(call.operation);
    groups.set(title, [...(groups.get(title) ?? []), call]);
  }
  return [...groups].map(([title, operations]) => ({
    slug: slugify(title),
    title,
    tags: [...new Set(operations.map(({ operation }) => tagOf(operation)))].map((name) => ({
      name,
      description: name === title ? (document.tags?.find((tag) => tag.name === name)?.description ?? '') : '',
    })),
    operations,
  }));
}

function groupSchemas(
  { name: folder }: Api,
  document: OpenApiDocument,
  areas: readonly Area[],
  calls: readonly FoundOperation[],
): SchemaGroup[] {
  const users = new Map<string, { readonly id: string; readonly title: string }[]>();
  for (const { title, operations } of [...areas, { title: 'Webhooks', operations: calls }]) {
    for (const { operation } of operations) {
      const user = { id: operation.operationId ?? '', title };
      for (const name of referencesIn(document, operation).map(schemaName))
        if (name !== undefined) users.set(name, [...(users.get(name) ?? []), user]);
    }
  }
  const groups = new Map<string, SchemaView[]>(areas.map(({ title }) => [title, []]));
  for (const [name, schema] of Object.entries(schemasOf(document))) {
    const mine = users.get(name) ?? [];
    const titles = new Set(mine.map(({ title }) => title));
    // What nearly everything uses belongs to nothing: errors, dates.
    const title = titles.size > 4 || mine.length === 0 ? 'Shared' : [...titles][0]!;
    const view = { file: `${folder}/schemas/${name}.html`, name, schema, users: mine.map(({ id }) => id) };
    groups.set(title, [...(groups.get(title) ?? []), view]);
  }
  return [...groups]
    .map(([title, schemas]) => ({ file: `${folder}/schemas/group-${slugify(title)}.html`, title, schemas }))
    .filter(({ schemas }) => schemas.length > 0);
}

/** Address of an operation's page, of whatever API it is. */
export function findHref(apis: readonly DescribedApi[], operationId: string): string | undefined {
  return apis.map(({ hrefs }) => hrefs.get(operationId)).find(Boolean);
}

/** How fresh a description is: its version, and the date of the documentation that it was read from. */
export function describeFreshness({ document, asOf }: Pick<DescribedApi, 'document' | 'asOf'>): string {
  const version = `Version ${String(document.info['version'])}`;
  if (asOf === undefined) return `${version}.`;
  const date = new Date(asOf).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return `${version}, read from the documentation as of ${date}.`;
}
