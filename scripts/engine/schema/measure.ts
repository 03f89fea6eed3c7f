import {
  innerLists,
  innerMaps,
  innerSchemas,
  inPlaceLists,
  inPlaceMaps,
  inPlaceSchemas,
  type Schema,
  type SchemaObject,
} from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';

export interface Measure {
  /** Schema objects that a validator is made of. */
  readonly objects: number;
  /**
   * Whether ajv 8 may judge the schema wrongly (found with the JSON Schema Test Suite and with random schemas):
   * `contains` beside `prefixItems` or `unevaluatedItems`, `unevaluatedProperties` beside an `if` without both branches, and
   * properties that every JavaScript object inherits (`constructor`, `__proto__`).
   */
  readonly beyondAjv: boolean;
}

/** Looks through a schema and everything that it refers to. */
export function measure(set: SchemaSet, root: Schema): Measure {
  const seen = new Set<Schema>();
  let wrong = false;
  let unevaluated = false;
  let conditional = false;
  const visit = (schema: Schema | undefined): void => {
    if (typeof schema !== 'object' || seen.has(schema)) return;
    seen.add(schema);
    unevaluated ||= schema.unevaluatedProperties !== undefined;
    conditional ||= schema.if !== undefined && (schema.then === undefined || schema.else === undefined);
    wrong ||= (schema.contains ?? schema.unevaluatedItems) !== undefined || hasInheritedName(schema);
    if (schema.$ref !== undefined) visit(set.definitions.get(schema.$ref));
    for (const keyword of schemaKeywords) visit(schema[keyword]);
    for (const keyword of listKeywords) schema[keyword]?.forEach(visit);
    for (const keyword of mapKeywords) for (const name in schema[keyword]) visit(schema[keyword]?.[name]);
  };
  visit(root);
  return { objects: seen.size, beyondAjv: wrong || (unevaluated && conditional) };
}

const schemaKeywords = [...inPlaceSchemas, ...innerSchemas] as const;
const listKeywords = [...inPlaceLists, ...innerLists] as const;
const mapKeywords = [...inPlaceMaps, ...innerMaps] as const;

function hasInheritedName(schema: SchemaObject): boolean {
  return [...(schema.required ?? []), ...Object.keys(schema.properties ?? {})].some((name) => name in Object.prototype);
}
