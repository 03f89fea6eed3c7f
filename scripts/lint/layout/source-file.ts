import { isRecord } from '../../engine/json.ts';
import { parseYaml } from '@redocly/openapi-core';
import path from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** A position in a YAML file: keys of maps and indexes of lists from the root down. */
export type Trail = readonly (string | number)[];

/** A `$ref` in a file. */
export interface SourceReference {
  /** As it is written. */
  readonly ref: string;
  /** See {@link targetOf}. */
  readonly target: string | undefined;
  /** Where the `$ref` is; its last step is `$ref`. */
  readonly trail: Trail;
}

/** One file of a description. */
export interface SourceFile {
  /** Path relative to the folder of the API, with `/`, e.g. `paths/products/products.yaml`. */
  readonly path: string;
  readonly text: string;
  /** The parsed YAML as plain data; undefined for a file that is not YAML, or not valid. */
  readonly value: unknown;
  /** Why the file could not be parsed. */
  readonly fault: { readonly message: string; readonly line: number } | undefined;
  readonly references: readonly SourceReference[];
  /** The line, counted from 1, of a key or list item; of the nearest parent that exists when it does not. */
  lineOf(trail: Trail): number;
}

/** Parses one file; `name` is its path relative to the folder of the API. */
export function parseSource(name: string, text: string): SourceFile {
  const { value, fault } = name.endsWith('.yaml') ? parse(text) : { value: undefined, fault: undefined };
  const references: SourceReference[] = [];
  collectReferences(name, value, [], references);
  let finder: ((trail: Trail) => number) | undefined;
  // A second parse that keeps positions is slow, and only files with problems need it.
  const lineOf = (trail: Trail): number => (finder ??= lineFinder(text))(trail);
  return { path: name, text, value, fault, references, lineOf };
}

/** Tells the line, counted from 1, of each position in a YAML text. */
function lineFinder(text: string): (trail: Trail) => number {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (trail) => lines.linePos(offsetOf(contents, trail)).line || 1;
}

/** Parses with the parser of the linter, so that both see the same data. */
function parse(text: string): Pick<SourceFile, 'value' | 'fault'> {
  try {
    return { value: parseYaml(text), fault: undefined };
  } catch (error) {
    const { reason, message, mark } = error as Error & { reason?: string; mark?: { line?: number } };
    return { value: undefined, fault: { message: reason ?? message, line: (mark?.line ?? 0) + 1 } };
  }
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

function collectReferences(file: string, value: unknown, trail: Trail, found: SourceReference[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collectReferences(file, item, [...trail, index], found));
  } else if (isRecord(value)) {
    // The value of an example is the vendor's data; what looks like a reference in it is none.
    const isExample = file.startsWith('components/examples/');
    if (typeof value['$ref'] === 'string') {
      const ref = value['$ref'];
      found.push({ ref, target: targetOf(file, ref), trail: [...trail, '$ref'] });
    }
    for (const [key, item] of Object.entries(value)) {
      if (!(isExample && trail.length === 0 && key === 'value')) collectReferences(file, item, [...trail, key], found);
    }
  }
}

/** The file that a reference in a file leads to, relative to the folder of the API; undefined for `#/...` and for addresses. */
export function targetOf(file: string, ref: string): string | undefined {
  const [target] = ref.split('#');
  if (!target || /^[a-z]+:/i.test(target)) return undefined;
  return path.posix.join(path.posix.dirname(file), target);
}

/** Name of a component: its file without folder and `.yaml`. */
export function baseName(file: string): string {
  return path.posix.basename(file, '.yaml');
}

/** What a map has under a key; a value that is no map has nothing. */
export function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

/** The same as a map, which is empty when there is none. */
export function mapOf(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const member = memberOf(value, key);
  return isRecord(member) ? member : {};
}

/** The same as a list, which is empty when there is none. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const member = memberOf(value, key);
  return Array.isArray(member) ? (member as unknown[]) : [];
}

/** Whether something is said. */
export function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
