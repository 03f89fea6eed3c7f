import { apis, type Api } from '../../scripts/apis.ts';
import { describeApi, type DescribedApi } from '../../scripts/docs/model/described-api.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import { readSources } from '../../scripts/description/source-pages.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';

/** The APIs of this project, as the docs see them. */
export async function describeAll(): Promise<DescribedApi[]> {
  return Promise.all(apis.map(async (api) => describeApi(api, await readDocument(api), await readSources(api))));
}

export async function readDocument(api: Api): Promise<OpenApiDocument> {
  return (await readBundle(api)) as unknown as OpenApiDocument;
}
