import { escapeToken, has, isRecord } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

export type Tell = (kind: 'field' | 'value', name: string) => void;

/** A documented place of a body: which of it has been seen. */
interface Node {
  /** `/items/*\/name` */
  readonly path: string;
  seen: boolean;
  /** Documented values that have not been seen, as JSON texts. */
  readonly values: Set<string>;
  /** Members and items in which something has not been seen, `*` for the items; made when a value first has them. */
  readonly open: Map<string, () => Node>;
}

/** Items of a list that are looked at. */
const itemsRead = 100;

/** @returns what tells of each documented field and value that is met for the first time in a body */
export function createSeenTree(set: SchemaSet, schema: Schema): (value: unknown, tell: Tell) => void {
  const root = createNode(set, '', [schema]);
  return (value, tell) => void look(root, value, tell);
}

/** Whether nothing is left to be seen in a node. */
function look(node: Node, value: unknown, tell: Tell): boolean {
  if (!node.seen) {
    node.seen = true;
    if (node.path !== '') tell('field', node.path);
  }
  if (node.values.size > 0 && (typeof value !== 'object' || value === null)) {
    const text = JSON.stringify(value);
    if (node.values.delete(text)) tell('value', `${node.path} ${text}`);
  }
  const { open } = node;
  if (Array.isArray(value)) {
    for (let index = 0; index < Math.min(value.length, itemsRead); index++) {
      const item = open.get('*/');
      if (!item || (look(item(), value[index], tell) && open.delete('*/'))) break;
    }
  } else if (isRecord(value)) {
    for (const [name, member] of open) if (has(value, name) && look(member(), value[name], tell)) open.delete(name);
  }
  return node.values.size === 0 && open.size === 0;
}

/** Places that are told of at most; schemas whose parts share their parts have more than anyone could read. */
const mostPlaces = 5000;

/** Every field and value that the tree of a schema can tell of. */
export function documentedIn(set: SchemaSet, schema: Schema): { readonly fields: string[]; readonly values: string[] } {
  const fields: string[] = [];
  const values: string[] = [];
  const visit = (node: Node): void => {
    if (fields.length >= mostPlaces) return;
    if (node.path !== '') fields.push(node.path);
    for (const text of node.values) values.push(`${node.path} ${text}`);
    for (const inner of node.open.values()) visit(inner());
  };
  visit(createNode(set, '', [schema]));
  return { fields, values };
}

/** @param trail schemas that the place lies in; one of them in itself is not followed */
function createNode(
  set: SchemaSet,
  path: string,
  schemas: readonly Schema[],
  trail: ReadonlySet<SchemaObject> = new Set(),
): Node {
  const parts = partsOf(set, schemas).filter((part) => !trail.has(part));
  const values = parts.flatMap(({ enum: list, const: only }) => (only === undefined ? (list ?? []) : [only]));
  const texts = values.filter((value) => typeof value !== 'object').map((value) => JSON.stringify(value));
  const inner = new Map<string, Schema[]>();
  const add = (name: string, schema: Schema): void => {
    const list = inner.get(name);
    if (list) list.push(schema);
    else inner.set(name, [schema]);
  };
  for (const { properties, items, prefixItems = [] } of parts) {
    for (const name in properties) add(name, properties[name] as Schema);
    // No member is named like that in a pointer.
    for (const schema of items === undefined ? prefixItems : [items, ...prefixItems]) add('*/', schema);
  }
  const open = new Map<string, () => Node>();
  for (const [name, list] of inner) {
    let node: Node | undefined;
    const at = `${path}/${name === '*/' ? '*' : escapeToken(name)}`;
    open.set(name, () => (node ??= createNode(set, at, list, new Set([...trail, ...parts]))));
  }
  return { path, seen: false, values: new Set(texts), open };
}

/** All schemas that may describe the same value, those of every branch among them. */
function partsOf(set: SchemaSet, schemas: readonly Schema[]): SchemaObject[] {
  const found = closure(set, schemas);
  for (const { oneOf = [], anyOf = [], then = true, else: otherwise = true } of found)
    closure(set, [...oneOf, ...anyOf, then, otherwise], found);
  return [...found];
}
