import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { unescapePointerFragment } from '@redocly/openapi-core';
import { parseSource } from './layout/source-file.ts';
import { listEntries } from './layout/operations.ts';

/** A place in the source of a description. */
export interface SourcePlace {
  /** Absolute path of the file. */
  readonly file: string;
  /** Line in that file, counted from 1. */
  readonly line: number;
}

/**
 * Where something of the bundle is written in the source, as near as can be told.
 * The bundler names a component after its file, and inlines path items: so `#/components/schemas/Product/...` is in
 * `components/schemas/<area>/Product.yaml`, and `#/paths/~1products/...` in the file that the entry document names.
 *
 * @param entry absolute path of openapi.yaml
 * @param pointer JSON pointer into the bundle, with a leading `#`
 */
export async function locateInSource(entry: string, pointer: string): Promise<SourcePlace> {
  const segments = parsePointer(pointer);
  const [section, kind, name] = segments;
  if (section === 'components' && kind !== undefined && name !== undefined) {
    const file = await findComponentFile(path.join(path.dirname(entry), 'components', kind), name);
    if (file) return { file, line: await findLine(file, segments.slice(3)) };
  }
  if ((section === 'paths' || section === 'webhooks') && kind !== undefined) {
    const entries = listEntries(await read(entry));
    const { target } = entries.find((candidate) => candidate.section === section && candidate.name === kind) ?? {};
    const file = target === undefined ? undefined : path.join(path.dirname(entry), target);
    if (file) return { file, line: await findLine(file, segments.slice(2)) };
  }
  return { file: entry, line: await findLine(entry, segments) };
}

function parsePointer(pointer: string): string[] {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map(unescapePointerFragment);
}

/** A folder that is not there holds no file; the entry document itself may hold the component. */
async function findComponentFile(folder: string, name: string): Promise<string | undefined> {
  const files = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = files.find((file) => path.basename(file) === `${name}.yaml`);
  return found && path.join(folder, found);
}

async function findLine(file: string, segments: readonly string[]): Promise<number> {
  return (await read(file)).lineOf(segments);
}

async function read(file: string): Promise<ReturnType<typeof parseSource>> {
  return parseSource(path.basename(file), await readFile(file, 'utf8'));
}
