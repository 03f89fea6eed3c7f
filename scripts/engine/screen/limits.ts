import type { JsonType } from '../json.ts';
import type { SchemaObject } from '../schema/keywords.ts';

/**
 * Whether a schema says something about values of a type that the screen does not read. These keywords are rare, and what they
 * mean for unknown members depends on more than one walk can see.
 */
export function hasKeywordBeyond(schema: SchemaObject, type: JsonType): boolean {
  if (schema.not !== undefined || schema.if !== undefined) return true;
  if (type === 'array')
    return (schema.contains ?? schema.unevaluatedItems) !== undefined || hasContainers(schema.enum ?? [schema.const]);
  if (type !== 'object') return false;
  // A discriminator without alternatives leads to schemas that extend this one.
  const extended = schema.discriminator !== undefined && schema.oneOf === undefined && schema.anyOf === undefined;
  const rare =
    schema.dependentRequired ?? schema.dependentSchemas ?? schema.propertyNames ?? schema.unevaluatedProperties;
  return extended || rare !== undefined || hasContainers(schema.enum ?? [schema.const]);
}

function hasContainers(values: readonly unknown[]): boolean {
  return values.some((value) => typeof value === 'object' && value !== null);
}
