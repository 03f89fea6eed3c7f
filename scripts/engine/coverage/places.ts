import { escapeToken, isRecord } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';

/** What a schema documents of the bodies that it describes, or what a body has of it. */
export interface Places {
  /** `/items/*\/name` */
  readonly fields: Set<string>;
  /** Values of enumerations, as JSON behind their place: `/items/*\/status "PAID"`. */
  readonly values: Set<string>;
}

/** Places that are told of at most; schemas whose parts share their parts have more than anyone could read. */
const mostPlaces = 5000;

/** Every field and value that a schema documents, in whatever branch; a schema in itself is not followed. */
export function documentedPlaces(set: SchemaSet, schema: Schema): Places {
  const found: Places = { fields: new Set(), values: new Set() };
  const visit = (path: string, schemas: readonly Schema[], trail: ReadonlySet<SchemaObject>): void => {
    if (found.fields.size >= mostPlaces) return;
    if (path !== '') found.fields.add(path);
    const fresh = [...everyBranch(set, schemas)].filter((part) => !trail.has(part));
    const further = new Set([...trail, ...fresh]);
    const inner = new Map<string, Schema[]>();
    for (const part of fresh) {
      for (const value of part.const === undefined ? (part.enum ?? []) : [part.const])
        if (typeof value !== 'object') found.values.add(valueAt(path, value));
      for (const [token, held] of insideOf(part)) inner.set(token, [...(inner.get(token) ?? []), held]);
    }
    for (const [token, held] of inner) visit(`${path}/${token}`, held, further);
  };
  visit('', [schema], new Set());
  return found;
}

/** Everything that may describe the same value. */
function everyBranch(set: SchemaSet, schemas: readonly Schema[]): ReadonlySet<SchemaObject> {
  const parts = closure(set, schemas);
  for (const { oneOf = [], anyOf = [], then = true, else: otherwise = true } of parts)
    closure(set, [...oneOf, ...anyOf, then, otherwise], parts);
  return parts;
}

function insideOf({ properties = {}, items, prefixItems = [] }: SchemaObject): [token: string, Schema][] {
  const members = Object.entries(properties).map(([name, held]): [string, Schema] => [escapeToken(name), held]);
  return [...members, ...[items ?? [], prefixItems].flat().map((held): [string, Schema] => ['*', held])];
}

function valueAt(path: string, value: unknown): string {
  return `${path} ${JSON.stringify(value)}`;
}

/** Items of a list that are looked at. */
const itemsRead = 100;

/** Moves what a body has of the places that have not been seen to those that have. */
export function see(
  body: unknown,
  documented: Places,
  unseen: Places,
  seen: (kind: 'field' | 'value', name: string) => void,
): void {
  const look = (path: string, value: unknown): void => {
    if (path !== '' && !documented.fields.has(path)) return;
    if (unseen.fields.delete(path)) seen('field', path);
    if (Array.isArray(value)) for (const item of value.slice(0, itemsRead)) look(`${path}/*`, item);
    else if (isRecord(value)) for (const name in value) look(`${path}/${escapeToken(name)}`, value[name]);
    else if (unseen.values.size > 0) {
      const name = valueAt(path, value);
      if (unseen.values.delete(name)) seen('value', name);
    }
  };
  look('', body);
}
