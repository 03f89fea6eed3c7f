import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { apis } from '../apis.ts';
import { hashContents } from '../cli/hash.ts';
import { fromRoot, root } from '../cli/root.ts';

/** Folder of the rendered docs. */
export const docsFolder = fromRoot('generated/docs');

export interface DocsSummary {
  readonly files: number;
  readonly bytes: number;
  readonly operations: number;
}

/** Everything that the docs are made of. */
const inputs = [
  ...apis.flatMap(({ generated }) => [`${generated}/openapi.json`, `${generated}/openapi-3.0.json`]),
  ...apis.map(({ source }) => path.posix.join(path.posix.dirname(source), 'sources.yaml')),
  'scripts/apis.ts',
  'scripts/docs',
  'scripts/cli/html.ts',
  'scripts/store',
  ...['areas', 'coverage', 'document', 'evidence', 'source-pages'].map((name) => `scripts/description/${name}.ts`),
  'package-lock.json',
];

/** Name of the file in the docs that says what they were rendered from. */
export const stampName = '.stamp';

/** Whether the docs were rendered from just what is there now. */
export async function docsAreFresh(folder: string = docsFolder): Promise<boolean> {
  const stamp = await readFile(path.join(folder, stampName), 'utf8').catch(() => undefined);
  return stamp !== undefined && stamp === (await currentStamp());
}

/** A hash over everything that the docs are made of. */
export function currentStamp(): Promise<string> {
  return hashContents(root, inputs);
}
