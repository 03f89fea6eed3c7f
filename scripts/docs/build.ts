import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { apis, type Api } from '../apis.ts';
import { root } from '../cli/root.ts';
import { readSources } from '../description/source-pages.ts';
import { readBundle } from '../description/read-bundle.ts';
import { describeApi, type DescribedApi } from './model/described-api.ts';
import { renderSite, writeSite } from './site.ts';
import { currentStamp, docsFolder, stampName, type DocsSummary } from './stamp.ts';

/** Renders the docs of all APIs from their bundles, and writes them. Throws a UsageError while a bundle is missing. */
export async function buildDocs(folder: string = docsFolder): Promise<DocsSummary> {
  // The stamp is taken first: what changes while the docs are rendered makes them stale.
  const stamp = await currentStamp();
  const described = await Promise.all(apis.map(readApi));
  const site = await renderSite(described);
  await writeSite(site, described, folder, root);
  await writeFile(path.join(folder, stampName), stamp);
  return {
    files: site.size,
    bytes: [...site.values()].reduce((sum, contents) => sum + Buffer.byteLength(contents), 0),
    operations: described.reduce((sum, { operations }) => sum + operations, 0),
  };
}

async function readApi(api: Api): Promise<DescribedApi> {
  return describeApi(api, await readBundle(api), await readSources(api));
}
