import { isRecord, type JsonObject } from '../json.ts';
import type { Schema, SchemaObject } from './keywords.ts';

const bounds = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/**
 * Rewrites what older dialects (OpenAPI 3.0, drafts 4 to 7) say in other words; returns the object itself when it has none of it.
 * - `exclusiveMinimum: true` beside `minimum` (3.0) is `exclusiveMinimum: n`
 * - `items: [a, b]` with `additionalItems` is `prefixItems` with `items`
 * - `dependencies` is `dependentRequired` and `dependentSchemas`
 */
export function readLegacy(raw: JsonObject): JsonObject {
  let source = raw;
  for (const [exclusive, inclusive] of bounds) {
    if (typeof raw[exclusive] !== 'boolean') continue;
    const { [exclusive]: isExclusive, [inclusive]: limit, ...rest } = source;
    source = { ...rest, ...(limit !== undefined && { [isExclusive ? exclusive : inclusive]: limit }) };
  }
  if (Array.isArray(raw['items'])) {
    const { items, additionalItems, ...rest } = source;
    source = { ...rest, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) };
  }
  if (isRecord(raw['dependencies'])) {
    const entries = Object.entries(raw['dependencies']);
    const { dependencies: _, ...rest } = source;
    source = {
      ...rest,
      dependentRequired: Object.fromEntries(entries.filter(([, value]) => Array.isArray(value))),
      dependentSchemas: Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))),
    };
  }
  return source;
}

/**
 * `nullable: true` of OpenAPI 3.0. The specification would have it only widen `type`; descriptions in the wild also put it
 * beside an `enum` without null or a composition, and mean that the value may be null.
 */
export function addNull(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema;
  const composed = schema.$ref ?? schema.allOf ?? schema.anyOf ?? schema.oneOf ?? schema.not ?? schema.if;
  if (composed !== undefined || schema.const !== undefined) {
    const { readOnly, writeOnly } = schema;
    const flags: SchemaObject = {};
    if (readOnly !== undefined) flags.readOnly = readOnly;
    if (writeOnly !== undefined) flags.writeOnly = writeOnly;
    return { ...flags, anyOf: [schema, { type: 'null' }] };
  }
  const result: SchemaObject = { ...schema };
  if (schema.type !== undefined) result.type = [...new Set([schema.type, 'null'].flat())];
  if (schema.enum && !schema.enum.includes(null)) result.enum = [...schema.enum, null];
  return result;
}
