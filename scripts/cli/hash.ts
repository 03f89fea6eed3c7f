import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * One hash over the contents of files and folders (with all that is below them), whatever their dates say.
 * Names are relative to `base`; what does not exist counts as such.
 */
export async function hashContents(base: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const file of await listFiles(base, name)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(path.join(base, file)))
        .update('\0');
    }
    hash.update(`${name}\0`);
  }
  return hash.digest('hex');
}

async function listFiles(base: string, name: string): Promise<string[]> {
  const found = await stat(path.join(base, name)).catch(() => undefined);
  if (found?.isFile()) return [name];
  if (!found?.isDirectory()) return [];
  const entries = await readdir(path.join(base, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
