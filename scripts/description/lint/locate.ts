import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

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
  if (section === 'paths' && kind !== undefined) {
    const file = await findPathFile(entry, kind);
    if (file) return { file, line: await findLine(file, segments.slice(2)) };
  }
  return { file: entry, line: await findLine(entry, segments) };
}

/** The segments of a JSON pointer, unescaped; `#/` and `` are the root. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

async function findComponentFile(folder: string, name: string): Promise<string | undefined> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const found = files.find((file) => path.basename(file) === `${name}.yaml`);
  return found && path.join(folder, found);
}

async function findPathFile(entry: string, url: string): Promise<string | undefined> {
  const ref: unknown = (await read(entry)).document.getIn(['paths', url, '$ref']);
  return typeof ref === 'string' ? path.resolve(path.dirname(entry), ref) : undefined;
}

async function findLine(file: string, segments: readonly string[]): Promise<number> {
  const { document, lines } = await read(file);
  let offset = 0;
  let node: unknown = document.contents;
  for (const segment of segments) {
    const child = childOf(node, segment);
    if (!child) break;
    offset = child.offset;
    node = child.value;
  }
  return lines.linePos(offset).line || 1;
}

function childOf(node: unknown, segment: string): { offset: number; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isNode(key) && String((key as { value?: unknown }).value) === segment);
    if (isPair(pair) && isNode(pair.key)) return { offset: pair.key.range?.[0] ?? 0, value: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    if (isNode(item)) return { offset: item.range?.[0] ?? 0, value: item };
  }
  return undefined;
}

async function read(file: string): Promise<{ document: Document; lines: LineCounter }> {
  const lines = new LineCounter();
  return { document: parseDocument(await readFile(file, 'utf8'), { lineCounter: lines }), lines };
}
