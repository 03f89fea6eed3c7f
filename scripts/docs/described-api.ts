import type { Api } from '../apis.ts';
import type { OpenApiDocument } from '../description/document.ts';
import { collectIdSources } from './annotate.ts';
import { listAreas, operationHref, type Area } from './areas.ts';
import { allSamples, type CodeSample } from './samples/samples.ts';
import { serverUrl } from './samples/request.ts';

/** An API as all pages of the docs see it: worked out once. */
export interface DescribedApi {
  readonly api: Api;
  readonly document: OpenApiDocument;
  readonly areas: readonly Area[];
  readonly operations: number;
  /** Samples that call the API itself, by operationId. */
  readonly samples: ReadonlyMap<string, readonly CodeSample[]>;
  /** Addresses in the samples that stand for the mock's address when a reader asks for it, longest first. */
  readonly liveUrls: readonly string[];
  /** operationId to the address of its place in the docs, relative to the top of the site. */
  readonly hrefs: ReadonlyMap<string, string>;
  /** operationId to the operations whose answers hold the ids that it takes. */
  readonly idsFrom: ReadonlyMap<string, readonly string[]>;
  /** Documented pages that the description was read from, and how many of them it covers. */
  readonly pages: { readonly known: number; readonly covered: number };
}

/** `sources` are the entries of the description's sources.yaml. */
export function describeApi(api: Api, document: OpenApiDocument, sources: readonly SourcePage[]): DescribedApi {
  const areas = listAreas(document);
  const found = areas.flatMap((area) => area.operations.map((operation) => ({ area, operation })));
  const baseUrl = serverUrl(document.servers?.[0] ?? { url: '' });
  const ownServers = found.flatMap(({ operation: { item, operation } }) => operation.servers ?? item.servers ?? []);
  const ids = new Set(found.map(({ operation: { operation } }) => operation.operationId ?? ''));
  return {
    api,
    document,
    areas,
    operations: found.length,
    samples: allSamples(api, document, { baseUrl, isMock: false }),
    liveUrls: [...new Set([baseUrl, ...ownServers.map(serverUrl)])].sort((a, b) => b.length - a.length),
    hrefs: new Map(
      found.map(({ area, operation }) => [
        operation.operation.operationId ?? '',
        `${api.name}/${operationHref(area, operation)}`,
      ]),
    ),
    idsFrom: collectIdSources(document),
    pages: {
      known: sources.length,
      covered: sources.filter(({ operationId }) => [operationId ?? []].flat().some((id) => ids.has(id))).length,
    },
  };
}

/** What the docs read of an entry of sources.yaml. */
export interface SourcePage {
  readonly operationId?: string | readonly string[];
}
