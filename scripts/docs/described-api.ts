import type { Api } from '../apis.ts';
import { listAreas, type Area } from '../description/areas.ts';
import { measureCoverage, type Coverage } from '../description/coverage.ts';
import type { OpenApiDocument } from '../description/document.ts';
import type { Sources } from '../description/source-pages.ts';
import { collectIdSources } from './annotate.ts';
import { operationHref } from './operation-href.ts';
import { allSamples, type CodeSample } from './samples/samples.ts';
import { serverUrl } from './samples/request.ts';

/** An API as all pages of the docs see it: worked out once. */
export interface DescribedApi {
  readonly api: Api;
  readonly document: OpenApiDocument;
  readonly areas: readonly Area[];
  readonly operations: number;
  /** What is described, by area. */
  readonly coverage: Coverage;
  /** Date of the documentation that the description was read from, `2026-03-08`. */
  readonly asOf: string | undefined;
  /** Samples that call the API itself, by operationId. */
  readonly samples: ReadonlyMap<string, readonly CodeSample[]>;
  /** Addresses in the samples that stand for the mock's address when a reader asks for it, longest first. */
  readonly liveUrls: readonly string[];
  /** operationId to the address of its place in the docs, relative to the top of the site. */
  readonly hrefs: ReadonlyMap<string, string>;
  /** operationId to the operations whose answers hold the ids that it takes. */
  readonly idsFrom: ReadonlyMap<string, readonly string[]>;
}

/** `sources` is what the description's sources.yaml says. */
export function describeApi(api: Api, document: OpenApiDocument, { asOf, pages }: Sources): DescribedApi {
  const areas = listAreas(document).filter(({ operations }) => operations.length > 0);
  const found = areas.flatMap((area) => area.operations.map((operation) => ({ area, operation })));
  const baseUrl = serverUrl(document.servers?.[0] ?? { url: '' });
  const ownServers = found.flatMap(({ operation: { item, operation } }) => operation.servers ?? item.servers ?? []);
  return {
    api,
    document,
    areas,
    operations: found.length,
    coverage: measureCoverage(document, pages),
    asOf,
    samples: allSamples(api, document, { baseUrl, isMock: false }),
    liveUrls: [...new Set([baseUrl, ...ownServers.map(serverUrl)])].sort((a, b) => b.length - a.length),
    hrefs: new Map(
      found.map(({ area, operation }) => [
        operation.operation.operationId ?? '',
        `${api.name}/${operationHref(area, operation)}`,
      ]),
    ),
    idsFrom: collectIdSources(document),
  };
}

/** How fresh a description is: its version, and the date of the documentation that it was read from. */
export function describeFreshness({ document, asOf }: Pick<DescribedApi, 'document' | 'asOf'>): string {
  const version = `Version ${String(document.info['version'])}`;
  if (asOf === undefined) return `${version}.`;
  const date = new Date(asOf).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return `${version}, read from the documentation as of ${date}.`;
}
