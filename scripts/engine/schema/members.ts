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
 * The schemas that describe a member, by the rules of `unevaluatedProperties`; `undefined` when there is none.
 * `additionalProperties: false` counts as knowing it: that such a member is there breaks the schema, and is told as that.
 */
export function schemasOf(parts: readonly SchemaObject[], name: string): Schema[] | undefined {
  const found: Schema[] = [];
  for (const part of parts) {
    const before = found.length;
    const property = part.properties && Object.hasOwn(part.properties, name) ? part.properties[name] : undefined;
    if (property !== undefined) found.push(property);
    for (const pattern in part.patternProperties)
      if (compilePattern(pattern)?.test(name)) found.push(part.patternProperties[pattern] as Schema);
    if (found.length === before && part.additionalProperties !== undefined) found.push(part.additionalProperties);
  }
  if (found.length > 0) return found;
  const rest = parts.flatMap((part) => part.unevaluatedProperties ?? []);
  return rest.length > 0 ? rest : undefined;
}
