import type { Api } from '../../apis.ts';
import { listAreas, slugify, tagOf, type Area, type Tag } from '../../description/areas.ts';
import { measureCoverage, type Coverage } from '../../description/coverage.ts';
import { listWebhooks, type FoundOperation, type OpenApiDocument } from '../../description/document.ts';
import type { Sources } from '../../description/source-pages.ts';
import { serverUrl, type SampleRequest } from '../samples/request.ts';
import { allRequests, allSamples, type CodeSample } from '../samples/samples.ts';
import { schemasOf, type Schema } from './fields.ts';
import { collectIdLinks, type IdLinks } from './links.ts';
import { viewOperation, type OperationView } from './operation.ts';
import { usersOf } from './users.ts';

/** A part of an API in the tree: an area, or a kind of calls that the vendor makes. */
export interface Section {
  /** Folder of its pages below that of the API. */
  readonly slug: string;
  readonly title: string;
  readonly tags: readonly Tag[];
  readonly operations: readonly OperationView[];
}

export interface SchemaView {
  readonly name: string;
  readonly schema: Schema;
  /** Operations whose request or answer holds it, however deep. */
  readonly users: readonly string[];
}

export interface SchemaGroup {
  /** Path of its page in the site. */
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
  /** Schemas by the area that uses them first. */
  readonly schemas: readonly SchemaGroup[];
  /** How many operations there are; webhooks not counted. */
  readonly operations: number;
  readonly coverage: Coverage;
  /** Date of the documentation that the description was read from, `2026-03-08`. */
  readonly asOf: string | undefined;
  /** The requests that samples show, by operationId. */
  readonly requests: ReadonlyMap<string, SampleRequest>;
  /** Samples that call the API itself, by operationId. */
  readonly samples: ReadonlyMap<string, readonly CodeSample[]>;
  /** operationId to the address of its page from the top of the site. */
  readonly hrefs: ReadonlyMap<string, string>;
  /** The same for schemas, by name. */
  readonly schemaHrefs: ReadonlyMap<string, string>;
  readonly links: IdLinks;
}

/** `sources` is what the description's sources.yaml says. */
export function describeApi(api: Api, document: OpenApiDocument, { asOf, pages }: Sources): DescribedApi {
  const areas = listAreas(document).filter(({ operations }) => operations.length > 0);
  const view = (isWebhook: boolean) => (found: FoundOperation) => viewOperation(document, found, isWebhook);
  const found = areas.flatMap((area) => area.operations);
  const calls = listWebhooks(document);
  const target = { baseUrl: serverUrl(document.servers?.[0] ?? { url: '' }), isMock: false };
  const requests = allRequests(document, target);
  const sections = areas.map((area): Section => ({ ...area, operations: area.operations.map(view(false)) }));
  const webhooks = groupCalls(document, calls).map(({ operations, ...rest }): Section => ({
    ...rest,
    operations: operations.map(view(true)),
  }));
  return {
    api,
    document,
    areas: sections,
    webhooks,
    schemas: groupSchemas(api, document, areas, calls),
    operations: found.length,
    coverage: measureCoverage(document, pages),
    asOf,
    requests,
    samples: allSamples(api, document, target, requests),
    hrefs: new Map(
      [...sections, ...webhooks].flatMap(({ slug, operations }) =>
        operations.map(({ id }) => [id, `${api.name}/${slug}/${id}.html`] as const),
      ),
    ),
    schemaHrefs: new Map(schemasOf(document).map(([name]) => [name, `${api.name}/schemas/${name}.html`])),
    links: collectIdLinks(document),
  };
}

/** Events (`order.created`) carry the tags of what they tell of; other calls have tags of their own, a section each. */
function groupCalls(document: OpenApiDocument, calls: readonly FoundOperation[]) {
  const groups = new Map<string, FoundOperation[]>();
  for (const call of calls) {
    const title = call.path.includes('.') ? 'Webhooks' : tagOf(call.operation);
    groups.set(title, [...(groups.get(title) ?? []), call]);
  }
  const known = (document['tags'] as Partial<Tag>[] | undefined) ?? [];
  return [...groups].map(([title, operations]) => ({
    slug: slugify(title),
    title,
    tags: [...new Set(operations.map(({ operation }) => tagOf(operation)))].map((name) => ({
      name,
      description: name === title ? (known.find((tag) => tag.name === name)?.description ?? '') : '',
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
  const operations = [...areas.flatMap((area) => area.operations), ...calls];
  const users = usersOf(document, operations);
  const titleOf = new Map(areas.flatMap(({ title, operations: mine }) => mine.map((found) => [found, title] as const)));
  const groups = new Map<string, SchemaView[]>(areas.map(({ title }) => [title, []]));
  for (const [name, schema] of schemasOf(document)) {
    const mine = users.get(name) ?? [];
    const titles = new Set(mine.map((found) => titleOf.get(found) ?? 'Webhooks'));
    // What nearly everything uses belongs to nothing: errors, dates.
    const title = titles.size > 4 || mine.length === 0 ? 'Shared' : [...titles][0]!;
    const view = { name, schema, users: mine.map(({ operation }) => operation.operationId ?? '') };
    groups.set(title, [...(groups.get(title) ?? []), view]);
  }
  return [...groups]
    .map(([title, schemas]) => ({ file: `${folder}/schemas/group-${slugify(title)}.html`, title, schemas }))
    .filter(({ schemas }) => schemas.length > 0);
}

/** How fresh a description is: its version, and the date of the documentation that it was read from. */
export function describeFreshness({ document, asOf }: Pick<DescribedApi, 'document' | 'asOf'>): string {
  const version = `Version ${String(document.info['version'])}`;
  if (asOf === undefined) return `${version}.`;
  const date = new Date(asOf).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return `${version}, read from the documentation as of ${date}.`;
}
