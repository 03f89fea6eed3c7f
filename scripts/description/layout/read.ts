import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Api } from '../../apis.ts';
import { findOperations, type SourceOperation } from './operations.ts';

/** A position in a YAML file: keys of maps and indexes of lists from the root down. */
export type Trail = readonly (string | number)[];

/** A `$ref` in a file. */
export interface SourceReference {
  /** As it is written. */
  readonly ref: string;
  /** The file that it points at, relative to the folder of the API; undefined for `#/...` and for addresses. */
  readonly target: string | undefined;
  /** Where the object with the `$ref` is. */
  readonly trail: Trail;
  readonly line: number;
}

/** One file of a description. */
export interface SourceFile {
  /** Path relative to the folder of the API, with `/`, e.g. `paths/products/products.yaml`. */
  readonly path: string;
  readonly text: string;
  /** The parsed YAML with positions; undefined for a file that is not YAML. */
  readonly document: Document | undefined;
  /** The parsed YAML as plain data. */
  readonly value: unknown;
  readonly references: readonly SourceReference[];
  /** The line, counted from 1, of an offset into the text. */
  lineAt(offset: number): number;
  /** The line of a key or list item; of the nearest parent that exists when it does not. */
  lineOf(trail: Trail): number;
}

/** The files of one API, parsed once for all layout rules. */
export interface Description {
  readonly api: Pick<Api, 'name' | 'source'>;
  /** Folder of the API relative to the project root, e.g. `openapi/ecwid`; problems name files below it. */
  readonly folder: string;
  readonly entry: SourceFile;
  /** By path relative to the folder of the API, the entry document included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly operations: readonly SourceOperation[];
  /** Text of .redocly.lint-ignore.yaml at the project root; empty when there is none. */
  readonly ignoreFile: string;
}

/**
 * Reads every file of one API. A file that is not valid YAML keeps its `document` with the errors in it.
 *
 * @param base absolute path of the folder that `api.source` is relative to
 */
export async function readDescription(api: Pick<Api, 'name' | 'source'>, base: string): Promise<Description> {
  const folder = path.posix.dirname(api.source);
  const names = (await readdir(path.join(base, folder), { recursive: true, withFileTypes: true }))
    .filter((item) => item.isFile())
    .map((item) => toPosix(path.relative(path.join(base, folder), path.join(item.parentPath, item.name))))
    .sort();
  const read = await Promise.all(
    names.map(async (name) => parseSource(name, await readFile(path.join(base, folder, name), 'utf8'))),
  );
  const files = new Map(read.map((file) => [file.path, file]));
  const entry = files.get(path.posix.basename(api.source));
  if (!entry) throw new Error(`${api.source} is missing.`);
  const ignore = path.join(base, '.redocly.lint-ignore.yaml');
  return {
    api,
    folder,
    entry,
    files,
    operations: findOperations(entry, files),
    ignoreFile: existsSync(ignore) ? await readFile(ignore, 'utf8') : '',
  };
}

/** Parses one file; `name` is its path relative to the folder of the API. */
export function parseSource(name: string, text: string): SourceFile {
  const lines = new LineCounter();
  const isYaml = name.endsWith('.yaml');
  const document = isYaml ? parseDocument(text, { lineCounter: lines, keepSourceTokens: false }) : undefined;
  const lineAt = (offset: number): number => (isYaml ? lines.linePos(offset).line || 1 : 1);
  const lineOf = (trail: Trail): number => lineAt(offsetOf(document?.contents ?? null, trail));
  const value: unknown = document && document.errors.length === 0 ? document.toJS() : undefined;
  const references: SourceReference[] = [];
  collectReferences(name, value, [], references, lineOf);
  return { path: name, text, document, value, references, lineAt, lineOf };
}

/** Offset of the key or item that a trail leads to, or of the last part of the trail that exists. */
function offsetOf(contents: Node | null, trail: Trail): number {
  let node: unknown = contents;
  let offset = 0;
  for (const step of trail) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = (isNode(pair.key) && pair.key.range?.[0]) || offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

function collectReferences(
  file: string,
  value: unknown,
  trail: Trail,
  found: SourceReference[],
  lineOf: (trail: Trail) => number,
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collectReferences(file, item, [...trail, index], found, lineOf));
  } else if (isRecord(value)) {
    // The value of an example is the vendor's data; what looks like a reference in it is none.
    const isExample = file.startsWith('components/examples/');
    if (typeof value['$ref'] === 'string') {
      const ref = value['$ref'];
      found.push({ ref, target: targetOf(file, ref), trail, line: lineOf([...trail, '$ref']) });
    }
    for (const [key, item] of Object.entries(value)) {
      if (!(isExample && trail.length === 0 && key === 'value')) {
        collectReferences(file, item, [...trail, key], found, lineOf);
      }
    }
  }
}

function targetOf(file: string, ref: string): string | undefined {
  const [target] = ref.split('#');
  if (!target || /^[a-z]+:/i.test(target)) return undefined;
  return path.posix.join(path.posix.dirname(file), target);
}

/** Whether a value is a map. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toPosix(file: string): string {
  return file.split(path.sep).join('/');
}
