import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../../apis.ts';
import { typedObjects, type TypedObject } from './objects.ts';
import { findOperations, type SourceOperation } from './operations.ts';
import { memberOf, parseSource, targetOf, type SourceFile } from './source-file.ts';

/** The files of one API, parsed once for all layout rules. */
export interface Description {
  readonly api: Pick<Api, 'name' | 'source'>;
  /** Folder of the API relative to the project root, e.g. `openapi/ecwid`; problems name files below it. */
  readonly folder: string;
  readonly entry: SourceFile;
  /** By path relative to the folder of the API, the entry document included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly operations: readonly SourceOperation[];
  /** Every object in the files that has a kind, file by file. */
  readonly objects: readonly TypedObject[];
  /** Text of .redocly.lint-ignore.yaml at the project root; empty when there is none. */
  readonly ignoreFile: string;
}

/** Name of the file in which Redocly keeps excused problems, relative to the project root. */
export const ignoreFileName = '.redocly.lint-ignore.yaml';

/**
 * Reads every file of one API. Throws when the entry document is missing; a file that is not valid YAML keeps its fault.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 */
export async function readDescription(api: Pick<Api, 'name' | 'source'>, base: string): Promise<Description> {
  const folder = path.join(base, path.dirname(api.source));
  const items = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = items
    .filter((item) => item.isFile())
    .map((item) => path.relative(folder, path.join(item.parentPath, item.name)).split(path.sep).join('/'))
    .sort();
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
  );
  return buildDescription(api, new Map(texts), await readFile(path.join(base, ignoreFileName), 'utf8').catch(absent));
}

/**
 * A description out of texts.
 *
 * @param texts the files by path relative to the folder of the API, in alphabetical order
 */
export function buildDescription(
  api: Pick<Api, 'name' | 'source'>,
  texts: ReadonlyMap<string, string>,
  ignoreFile = '',
): Description {
  const files = new Map([...texts].map(([name, text]) => [name, parseSource(name, text)]));
  const entry = files.get(path.posix.basename(api.source));
  if (!entry) throw new Error(`${api.source} is missing.`);
  const folder = path.posix.dirname(api.source);
  const objects = [...files.values()].flatMap(typedObjects);
  return { api, folder, entry, files, operations: findOperations(entry, files), objects, ignoreFile };
}

/** What a value is, and in which file, once it is known what it refers to; undefined when that is no file of the API. */
export function follow(
  { files }: Pick<Description, 'files'>,
  file: SourceFile,
  value: unknown,
): { readonly file: SourceFile; readonly value: unknown } | undefined {
  const ref = memberOf(value, '$ref');
  if (typeof ref !== 'string') return { file, value };
  const target = files.get(targetOf(file.path, ref) ?? '');
  return target && { file: target, value: target.value };
}

/** The ignore file need not exist; any other fault of reading it is an error. */
function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
