import { apis } from '../../scripts/apis.ts';
import { buildDocs } from '../../scripts/docs/build.ts';
import { startSite, type RunningSite } from '../../scripts/start/site.ts';
import { once } from '../once.ts';

/** The docs, rendered once for all test files and served beside the mocks. */
export interface DocsSite extends RunningSite {
  readonly folder: string;
  /** What the pages may ask: docs and mocks. */
  readonly hosts: readonly string[];
}

export async function startDocs(): Promise<DocsSite> {
  const folder = await once('docs', buildDocs);
  const site = await startSite({ docs: 0, mocks: new Map(apis.map(({ name }) => [name, 0])) }, folder);
  return {
    ...site,
    folder,
    hosts: [site.docs.url, ...site.mocks.map(([, { url }]) => url)],
  };
}
