import { typeOf, type JsonType } from '../json.ts';
import type { Schema, SchemaObject } from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';

const all: ReadonlySet<JsonType> = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);
const empty: ReadonlySet<JsonType> = new Set();
const caches = new WeakMap<SchemaSet, Map<Schema, ReadonlySet<JsonType>>>();

/** JSON types that a value may have by its schema; `number` implies `integer`. */
export function typesOf(set: SchemaSet, schema: Schema): ReadonlySet<JsonType> {
  if (typeof schema === 'boolean') return schema ? all : empty;
  let cache = caches.get(set);
  if (!cache) caches.set(set, (cache = new Map()));
  const known = cache.get(schema);
  if (known) return known;
  // While a schema that contains itself is looked at, it says nothing about itself.
  cache.set(schema, all);
  const types = compute(set, schema);
  cache.set(schema, types);
  return types;
}

function compute(set: SchemaSet, schema: SchemaObject): ReadonlySet<JsonType> {
  let types: ReadonlySet<JsonType> = all;
  const narrow = (other: ReadonlySet<JsonType>): void => {
    types = new Set([...types].filter((type) => other.has(type)));
  };
  if (schema.type !== undefined) {
    const named = new Set([schema.type].flat() as JsonType[]);
    if (named.has('number')) named.add('integer');
    narrow(named);
  }
  if (schema.enum) narrow(new Set(schema.enum.map(typeOf)));
  if (schema.const !== undefined) narrow(new Set([typeOf(schema.const)]));
  if (schema.$ref !== undefined) narrow(typesOf(set, set.definitions.get(schema.$ref) ?? true));
  for (const part of schema.allOf ?? []) narrow(typesOf(set, part));
  for (const branches of [schema.anyOf, schema.oneOf])
    if (branches) narrow(new Set(branches.flatMap((branch) => [...typesOf(set, branch)])));
  return types;
}
