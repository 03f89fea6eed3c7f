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
  readonly url: string;
  /** The operation, or the operations, that describe the page. */
  readonly operationId?: string | readonly string[];
  /** The webhook, or the webhooks, that describe the page. */
  readonly webhook?: string | readonly string[];
  /** Why nothing describes it. */
  readonly reason?: string;
  readonly read: 'current' | 'legacy';
}

/** What sources.yaml says of the documentation that an API was read from. */
export interface Sources {
  /** Date of the documentation that was read, `2026-03-08`. */
  readonly asOf?: string;
  readonly pages: readonly SourcePage[];
  /** What no page has, and which operation it is about, if any. */
  readonly evidence?: readonly Pick<SourcePage, 'operationId'>[];
}

/**
 * What an API was read from; an API may have no sources.yaml.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 */
export async function readSources(api: Pick<Api, 'source'>, base: string = root): Promise<Sources> {
  try {
    const text = await readFile(path.join(base, path.dirname(api.source), 'sources.yaml'), 'utf8');
    return { pages: [], ...(parse(text) as Partial<Sources> | null) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { pages: [] };
    throw error;
  }
}

/** The webhooks that a page names. */
export function webhooksOf({ webhook }: Pick<SourcePage, 'webhook'>): readonly string[] {
  return [webhook ?? []].flat();
}

/** The operations that a page names. */
export function operationsOf({ operationId }: Pick<SourcePage, 'operationId'>): readonly string[] {
  return [operationId ?? []].flat();
}
