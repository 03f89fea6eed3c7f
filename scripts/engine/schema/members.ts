import { has } from '../json.ts';
import type { Schema, SchemaObject } from './keywords.ts';
import { compilePattern } from './patterns.ts';

/** An object schema that names no property at all describes a map: nothing in it is unknown, nothing is said about it. */
export function isFree(part: SchemaObject): boolean {
  return (
    Object.keys(part.properties ?? {}).length === 0 &&
    Object.keys(part.patternProperties ?? {}).length === 0 &&
    typeof (part.additionalProperties ?? true) === 'boolean' &&
    typeof (part.unevaluatedProperties ?? true) === 'boolean'
  );
}

/**
 * The schemas by which one part describes a member. `additionalProperties: false` counts as knowing it: that such a member is there
 * breaks the schema, and is told as that.
 */
export function schemasOf(
  { properties, patternProperties, additionalProperties }: SchemaObject,
  name: string,
): Schema[] {
  const found: Schema[] = [];
  if (properties && has(properties, name)) found.push(properties[name] as Schema);
  for (const pattern in patternProperties)
    if (compilePattern(pattern)?.test(name)) found.push(patternProperties[pattern] as Schema);
  if (found.length === 0 && additionalProperties !== undefined) found.push(additionalProperties);
  return found;
}
