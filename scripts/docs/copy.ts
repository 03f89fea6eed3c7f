import { cp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { apis } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { readBundle } from '../description/read-bundle.ts';
import { listOperations } from '../description/document.ts';
import { docsFolder, stampName, type DocsSummary } from './stamp.ts';

/** Copies docs that are rendered already, as the package brings them, into a folder, and replaces what was there. */
export async function copyDocs(folder: string): Promise<DocsSummary> {
  await rm(folder, { recursive: true, force: true });
  await cp(docsFolder, folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const documents = await Promise.all(apis.map((api) => readBundle(api)));
  return {
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    operations: documents.reduce((sum, document) => sum + listOperations(document).length, 0),
  };
}

/** Docs replace docs: throws a UsageError when the folder holds anything else. */
export async function assertReplaceable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    if (error.code === 'ENOTDIR') throw new UsageError(`${folder} is not a folder; choose another place with --out.`);
    throw error;
  });
  if (names.length > 0 && !names.includes(stampName))
    throw new UsageError(
      `${folder} holds something else than docs, and stays as it is; choose another one with --out.`,
    );
}
