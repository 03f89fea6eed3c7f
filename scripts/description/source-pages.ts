import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Api } from '../apis.ts';
import { root } from '../cli/root.ts';

/** An entry of sources.yaml; the layout check of `npm run lint` sees to its form. */
export interface SourcePage {
  /** Path below the documentation's API reference. */
  readonly page: string;
  readonly title: string;
  /** The operation, or the operations, that describe the page. */
  readonly operationId?: string | readonly string[];
  /** Why no operation describes it. */
  readonly reason?: string;
  readonly read: 'current' | 'legacy';
}

/**
 * The documented pages of an API, as its sources.yaml lists them; an API may have none.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 */
export async function readSourcePages(api: Pick<Api, 'source'>, base: string = root): Promise<readonly SourcePage[]> {
  try {
    const text = await readFile(path.join(base, path.dirname(api.source), 'sources.yaml'), 'utf8');
    return (parse(text) as { pages?: SourcePage[] } | null)?.pages ?? [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The operations that a page names. */
export function operationsOf({ operationId }: Pick<SourcePage, 'operationId'>): readonly string[] {
  return [operationId ?? []].flat();
}
