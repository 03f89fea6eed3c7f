import { has, isRecord } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

/** A documented place of a body: which of it has been seen. */
interface Node {
  /** `/items/*\/name` */
  readonly path: string;
  seen: boolean;
  /** Documented values that have not been seen, as JSON texts. */
  readonly values: Set<string>;
  readonly parts: readonly SchemaObject[];
  /** Schemas that the place lies in; one of them in itself is not followed. */
  readonly trail: ReadonlySet<SchemaObject>;
  /** Members and items in which something has not been seen; made when they are first asked for. */
  open?: { readonly members: Map<string, Node>; item: Node | undefined };
}

export interface SeenTree {
  /** Tells of each documented field and value that is met for the first time. */
  look(value: unknown, tell: (kind: 'field' | 'value', name: string) => void): void;
}

/** Items of a list that are looked at. */
const itemsRead = 100;

export function createSeenTree(set: SchemaSet, schema: Schema): SeenTree {
  const root = createNode(set, '', schema, new Set());
  return { look: (value, tell) => void walk(root, value, tell) };

  /** Whether nothing is left to be seen in a node. */
  function walk(node: Node, value: unknown, tell: (kind: 'field' | 'value', name: string) => void): boolean {
    if (!node.seen) {
      node.seen = true;
      if (node.path !== '') tell('field', node.path);
    }
    if (node.values.size > 0 && (typeof value !== 'object' || value === null)) {
      const text = JSON.stringify(value);
      if (node.values.delete(text)) tell('value', `${node.path} ${text}`);
    }
    const open = (node.open ??= expand(set, node));
    if (Array.isArray(value) && open.item) {
      const end = Math.min(value.length, itemsRead);
      for (let index = 0; index < end && open.item; index += 1)
        if (walk(open.item, value[index], tell)) open.item = undefined;
    } else if (isRecord(value)) {
      for (const [name, member] of open.members)
        if (has(value, name) && walk(member, value[name], tell)) open.members.delete(name);
    }
    return node.values.size === 0 && open.members.size === 0 && !open.item;
  }
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
    const { members, item } = expand(set, node);
    for (const member of members.values()) visit(member);
    if (item) visit(item);
  };
  visit(createNode(set, '', schema, new Set()));
  return { fields, values };
}

function createNode(set: SchemaSet, path: string, schemas: Schema | readonly Schema[], trail: Node['trail']): Node {
  const parts = partsOf(set, [schemas].flat() as Schema[]).filter((part) => !trail.has(part));
  const values = parts.flatMap(({ enum: list, const: only }) => (only === undefined ? (list ?? []) : [only]));
  const texts = values.filter((value) => typeof value !== 'object').map((value) => JSON.stringify(value));
  return { path, seen: false, values: new Set(texts), parts, trail };
}

function expand(set: SchemaSet, { path, parts, trail }: Node): NonNullable<Node['open']> {
  const inner = new Set([...trail, ...parts]);
  const schemas = new Map<string, Schema[]>();
  for (const { properties = {} } of parts)
    for (const name in properties) schemas.set(name, [...(schemas.get(name) ?? []), properties[name]!]);
  const members = [...schemas].map(([name, list]): [string, Node] => [
    name,
    createNode(set, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, list, inner),
  ]);
  const items = parts.flatMap(({ items: all, prefixItems = [] }) => [
    ...(all === undefined ? [] : [all]),
    ...prefixItems,
  ]);
  return {
    members: new Map(members),
    item: items.length > 0 ? createNode(set, `${path}/*`, items, inner) : undefined,
  };
}

/** All schemas that may describe the same value, those of every branch among them. */
function partsOf(set: SchemaSet, schemas: readonly Schema[], found = new Set<SchemaObject>()): SchemaObject[] {
  for (const part of closure(set, schemas)) {
    if (found.has(part)) continue;
    found.add(part);
    const { oneOf = [], anyOf = [], then, else: otherwise } = part;
    partsOf(set, [...oneOf, ...anyOf, then ?? true, otherwise ?? true], found);
  }
  return [...found];
}
