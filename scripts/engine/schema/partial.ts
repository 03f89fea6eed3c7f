import type { Schema, SchemaObject } from './keywords.ts';

/**
 * A schema for an answer that the caller had cut down: what is there is checked as before, but anything may be absent.
 * - `required`, `dependentRequired` and `minProperties` fall away.
 * - `oneOf` becomes `anyOf`: branches may be told apart only by what was cut off.
 * - A condition counts only where everything that it looks at is there.
 */
export function liftPartial(schema: SchemaObject): Schema {
  const { required: _required, dependentRequired: _dependent, minProperties: _min, oneOf, ...rest } = schema;
  const result: SchemaObject = rest;
  const further: Schema[] = [];
  if (oneOf && result.anyOf) further.push({ anyOf: oneOf });
  else if (oneOf) result.anyOf = oneOf;
  if (result.if !== undefined) {
    const { if: condition, then, else: otherwise } = result;
    delete result.if;
    delete result.then;
    delete result.else;
    const seen: Schema = { required: namesIn(condition) };
    if (then !== undefined) further.push({ if: { allOf: [seen, condition] }, then });
    if (otherwise !== undefined) further.push({ if: { allOf: [seen, { not: condition }] }, then: otherwise });
  }
  if (further.length > 0) result.allOf = [...(result.allOf ?? []), ...further];
  return result;
}

function namesIn(condition: Schema): string[] {
  return typeof condition === 'boolean'
    ? []
    : [...new Set([...Object.keys(condition.properties ?? {}), ...(condition.required ?? [])])];
}
