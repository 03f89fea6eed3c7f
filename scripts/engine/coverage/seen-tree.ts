import { escapeToken, has, isRecord } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

export type Tell = (kind: 'field' | 'value', name: string) => void;

/** What schemas document about one place of a body. */
interface Documented {
  /** All that may describe a value there, every branch among them. */
  readonly parts: readonly SchemaObject[];
  /** Values of enumerations, as JSON texts. */
  readonly values: readonly string[];
  /** Schemas of members by name, those of items under {@link items}. */
  readonly inner: ReadonlyMap<string, readonly Schema[]>;
}

/** No member is named like that in a pointer. */
const items = '*/';

/** A documented place of a body: which of it has not been seen. */
interface Node {
  /** `/items/*\/name` */
  readonly path: string;
  readonly documented: Documented;
  seen: boolean;
  readonly values: Set<string>;
  /** Members and items in which something has not been seen; made when a value first has them. */
  readonly open: Map<string, Node | undefined>;
}

/** Items of a list that are looked at. */
const itemsRead = 100;

/** @returns what tells of each documented field and value that is met for the first time in a body */
export function createSeenTree(set: SchemaSet, schema: Schema): (value: unknown, tell: Tell) => void {
  const nodeFor = (path: string, documented: Documented): Node => {
    const open = new Map([...documented.inner.keys()].map((name): [string, undefined] => [name, undefined]));
    return { path, documented, seen: false, values: new Set(documented.values), open };
  };
  const root = nodeFor('', documentedBy(set, [schema]));

  const inside = (node: Node, name: string, value: unknown, tell: Tell): boolean => {
    let inner = node.open.get(name);
    if (!inner) {
      const documented = documentedBy(set, node.documented.inner.get(name) ?? []);
      node.open.set(name, (inner = nodeFor(pathIn(node.path, name), documented)));
    }
    return look(inner, value, tell) && node.open.delete(name);
  };

  /** Whether nothing is left to be seen in a node. */
  const look = (node: Node, value: unknown, tell: Tell): boolean => {
    if (!node.seen && node.path !== '') tell('field', node.path);
    node.seen = true;
    if (node.values.size > 0 && (typeof value !== 'object' || value === null)) {
      const text = JSON.stringify(value);
      if (node.values.delete(text)) tell('value', `${node.path} ${text}`);
    }
    if (Array.isArray(value)) {
      for (let i = 0; i < Math.min(value.length, itemsRead) && node.open.has(items); i++)
        inside(node, items, value[i], tell);
    } else if (isRecord(value))
      for (const name of node.open.keys()) if (has(value, name)) inside(node, name, value[name], tell);
    return node.values.size === 0 && node.open.size === 0;
  };
  return (value, tell) => void look(root, value, tell);
}

/** Places that are told of at most; schemas whose parts share their parts have more than anyone could read. */
const mostPlaces = 5000;

/** Every field and value that the tree of a schema can tell of; a schema in itself is not followed. */
export function documentedIn(set: SchemaSet, schema: Schema): { readonly fields: string[]; readonly values: string[] } {
  const fields: string[] = [];
  const values: string[] = [];
  const visit = (path: string, documented: Documented, trail: ReadonlySet<SchemaObject>): void => {
    if (fields.length >= mostPlaces) return;
    if (path !== '') fields.push(path);
    const fresh = documented.parts.filter((part) => !trail.has(part));
    const { parts, values: texts, inner } = fresh.length === documented.parts.length ? documented : describe(fresh);
    for (const text of texts) values.push(`${path} ${text}`);
    const further = new Set([...trail, ...parts]);
    for (const [name, schemas] of inner) visit(pathIn(path, name), documentedBy(set, schemas), further);
  };
  visit('', documentedBy(set, [schema]), new Set());
  return { fields, values };
}

function pathIn(path: string, name: string): string {
  return `${path}/${name === items ? '*' : escapeToken(name)}`;
}

const known = new WeakMap<SchemaObject, Documented>();

/** What the schemas say together; mostly it is one, which the same operation and many others refer to. */
function documentedBy(set: SchemaSet, schemas: readonly Schema[]): Documented {
  const [only = true, ...others] = schemas;
  const isKept = others.length === 0 && typeof only === 'object';
  let documented = isKept ? known.get(only) : undefined;
  if (documented) return documented;
  const found = closure(set, schemas);
  for (const { oneOf = [], anyOf = [], then = true, else: otherwise = true } of found)
    closure(set, [...oneOf, ...anyOf, then, otherwise], found);
  documented = describe([...found]);
  if (isKept) known.set(only, documented);
  return documented;
}

function describe(parts: readonly SchemaObject[]): Documented {
  const inner = new Map<string, Schema[]>();
  const add = (name: string, schema: Schema): void => {
    const list = inner.get(name);
    if (list) list.push(schema);
    else inner.set(name, [schema]);
  };
  for (const { properties, items: all, prefixItems = [] } of parts) {
    for (const name in properties) add(name, properties[name] as Schema);
    for (const schema of all === undefined ? prefixItems : [all, ...prefixItems]) add(items, schema);
  }
  const values = parts.flatMap(({ enum: list, const: value }) => (value === undefined ? (list ?? []) : [value]));
  const texts = values.filter((value) => typeof value !== 'object').map((value) => JSON.stringify(value));
  return { parts, values: texts, inner };
}
