import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { apis, type Api } from '../apis.ts';
import { fromRoot } from '../cli/root.ts';
import { readSources } from '../description/source-pages.ts';
import { readBundle } from '../description/read-bundle.ts';
import { describeApi, type DescribedApi } from './model/described-api.ts';
import { renderSite, type Site } from './site.ts';
import { currentStamp, docsFolder, stampName, type DocsSummary } from './stamp.ts';

/** Renders the docs of all APIs from their bundles, and writes them. Throws a UsageError while a bundle is missing. */
export async function buildDocs(folder: string = docsFolder): Promise<DocsSummary> {
  // The stamp is taken first: what changes while the docs are rendered makes them stale.
  const stamp = await currentStamp();
  const described = await Promise.all(apis.map(readApi));
  const site = await renderSite(described);
  await writeSite(new Map([...site, [stampName, stamp]]), folder);
  return {
    files: site.size,
    bytes: [...site.values()].reduce((sum, contents) => sum + Buffer.byteLength(contents), 0),
    operations: described.reduce((sum, { operations }) => sum + operations, 0),
  };
}

async function readApi(api: Api): Promise<DescribedApi> {
  return describeApi(api, await readBundle(api), await readSources(api));
}

/**
 * Writes a site into a folder, with the bundled descriptions beside the pages, and replaces what was there.
 * A reader of the old site never sees half of the new one.
 */
async function writeSite(site: Site, folder: string): Promise<void> {
  const next = `${folder}.next`;
  await rm(next, { recursive: true, force: true });
  const folders = new Set([...site.keys()].map((file) => path.posix.dirname(file)));
  for (const each of folders) await mkdir(path.join(next, each), { recursive: true });
  await Promise.all([...site].map(([file, contents]) => writeFile(path.join(next, file), contents)));
  for (const { name, generated } of apis) {
    for (const file of ['openapi.json', 'openapi-3.0.json'])
      await cp(fromRoot(generated, file), path.join(next, name, file));
  }
  await rm(folder, { recursive: true, force: true });
  await rename(next, folder);
}
