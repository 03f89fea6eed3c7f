import { apis } from '../../scripts/apis.ts';
import { describeApi, type DescribedApi } from '../../scripts/docs/model/described-api.ts';
import { readSources } from '../../scripts/description/source-pages.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';

/** The APIs of this project, as the docs see them. */
export async function describeAll(): Promise<DescribedApi[]> {
  return Promise.all(apis.map(async (api) => describeApi(api, await readBundle(api), await readSources(api))));
}
