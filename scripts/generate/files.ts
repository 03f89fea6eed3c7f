import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../cli/command.ts';
import { banner } from './banner.ts';
import type { EmittedFile } from './emit.ts';

/** What writing would change, or has changed, as paths relative to the folder. */
export interface Difference {
  /** Files that are missing or hold something else. */
  readonly changed: readonly string[];
  /** Files of an earlier run that are no longer made. */
  readonly obsolete: readonly string[];
}

/** How a folder that was generated differs from what would be generated now. */
export async function compareFiles(folder: string, files: readonly EmittedFile[]): Promise<Difference> {
  const changed: string[] = [];
  for (const { path: name, text } of files) if ((await read(path.join(folder, name))) !== text) changed.push(name);

  const made = new Set(files.map(({ path: name }) => name));
  const obsolete: string[] = [];
  for (const name of await listModules(folder)) {
    if (!made.has(name) && isOurs(await read(path.join(folder, name)))) obsolete.push(name);
  }
  return { changed, obsolete };
}

/**
 * Writes what differs, and deletes modules that an earlier run wrote and this one no longer makes.
 *
 * @param guard in a folder of other people, nothing is overwritten that this project did not write
 * @throws {UsageError} when the guard finds such a file; then nothing was written at all
 */
export async function writeFiles(
  folder: string,
  files: readonly EmittedFile[],
  { guard = false }: { guard?: boolean } = {},
): Promise<Difference> {
  const difference = await compareFiles(folder, files);
  if (guard) await refuseForeign(folder, difference.changed);

  const changed = new Set(difference.changed);
  for (const { path: name, text } of files) {
    if (!changed.has(name)) continue;
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  for (const name of difference.obsolete) await rm(path.join(folder, name));
  return difference;
}

async function refuseForeign(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const target = path.join(folder, name);
    const text = await read(target);
    if (text !== undefined && !isOurs(text)) {
      throw new UsageError(`${target} was not written by this command and stays as it is; choose another folder.`);
    }
  }
}

/** Modules in the places where generated ones are: the folder itself and \`client/\` in it. */
async function listModules(folder: string): Promise<string[]> {
  const names = await Promise.all(
    ['', 'client/'].map(async (place) => {
      const entries = await readdir(path.join(folder, place), { withFileTypes: true }).catch(notThere);
      return (entries ?? []).filter((entry) => entry.isFile()).map(({ name }) => place + name);
    }),
  );
  return names.flat().filter((name) => /\.[jt]s$/.test(name));
}

function isOurs(text: string | undefined): boolean {
  return text?.startsWith(banner.slice(0, banner.indexOf(' from'))) ?? false;
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') throw new UsageError(`${file} is a folder, where a file has to be written.`);
    return notThere(error);
  });
}

function notThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  if (error.code === 'ENOTDIR') throw new UsageError(`${error.path} is not in a folder; choose another place.`);
  throw error;
}
