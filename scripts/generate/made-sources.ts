import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { fromRoot } from '../cli/root.ts';
import type { BundleOptions } from '../description/bundle.ts';
import type { EmittedFile, Extension } from './emit.ts';

/** The sources of a client that were made when the package was. */
interface MadeSources {
  readonly files: readonly EmittedFile[];
  readonly operations: number;
}

/** Where in the package they are, relative to its root. */
export function madeSourcesFile({ generated }: Pick<Api, 'generated'>, { documentedOnly }: BundleOptions): string {
  return `${generated}/${documentedOnly ? 'sources-documented-only' : 'sources'}.json`;
}

/**
 * What `generateSources` gives, without the compilers that it takes. Imports end in `.js` as it was made; prettier has given all of
 * them one form.
 */
export async function readMadeSources(
  api: Pick<Api, 'generated'>,
  { extensions = 'js', ...options }: BundleOptions & { readonly extensions?: Extension },
): Promise<MadeSources> {
  const text = await readFile(fromRoot(madeSourcesFile(api, options)), 'utf8');
  const { files, operations } = JSON.parse(text) as MadeSources;
  const ending = extensions === 'none' ? '' : `.${extensions}`;
  const end = (source: string): string => source.replace(/(\b(?:from |import\()'\.[^'\n]*)\.js'/g, `$1${ending}'`);
  return { operations, files: files.map(({ path, text: source }) => ({ path, text: end(source) })) };
}
