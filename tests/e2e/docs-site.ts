import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apis } from '../../scripts/apis.ts';
import { buildDocs } from '../../scripts/docs/build.ts';
import { startSite, type RunningSite } from '../../scripts/start/site.ts';

/** The docs, rendered into a folder of their own and served beside the mocks. */
export interface DocsSite extends RunningSite {
  readonly folder: string;
  /** What the pages may ask: docs and mocks. */
  readonly hosts: readonly string[];
}

export async function startDocs(): Promise<DocsSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  await buildDocs(folder);
  const site = await startSite({ docs: 0, mocks: new Map(apis.map(({ name }) => [name, 0])) }, folder);
  return {
    ...site,
    folder,
    hosts: [site.docs.url, ...site.mocks.map(([, { url }]) => url)],
    close: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
