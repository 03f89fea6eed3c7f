import type { JsonType } from '../json.ts';
import { closure } from '../schema/closure.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { typesOf } from '../schema/types-of.ts';

/** How the text of a parameter or form field may be read by its schema. */
export type Form =
  | { readonly kind: 'scalar'; readonly types: ReadonlySet<JsonType> }
  | { readonly kind: 'array'; readonly item: (index: number) => Schema }
  | {
      readonly kind: 'object';
      /** Schema of a member; `undefined` when the schema does not mention it. */
      readonly member: (name: string) => Schema | undefined;
      /** Says nothing about its members: any may be there. */
      readonly free: boolean;
    };

/** The forms that a schema allows, containers first: `oneOf: [integer, array of integers]` has two. */
export function formsOf(set: SchemaSet, schema: Schema): Form[] {
  const forms: Form[] = [];
  const scalars = new Set<JsonType>();
  for (const parts of alternatives(set, schema)) {
    const types = intersect(set, parts);
    const open = types.has('string') && types.has('object');
    if (types.has('array') && (!open || parts.some((part) => part.items !== undefined || part.prefixItems)))
      forms.push({ kind: 'array', item: (index) => itemOf(parts, index) });
    if (types.has('object') && (!open || parts.some((part) => part.properties ?? part.patternProperties)))
      forms.push({ kind: 'object', member: (name) => memberOf(parts, name), free: isFree(parts) });
    for (const type of types) if (type !== 'array' && type !== 'object') scalars.add(type);
  }
  if (scalars.size > 0) forms.push({ kind: 'scalar', types: scalars });
  return forms;
}

/** The lists of schemas that describe a value together, one list for each combination of branches (the first 32). */
function alternatives(set: SchemaSet, schema: Schema): SchemaObject[][] {
  const parts = [...closure(set, [schema])];
  let combinations: SchemaObject[][] = [parts];
  for (const part of parts)
    for (const branches of [part.oneOf, part.anyOf])
      if (branches)
        combinations = combinations
          .flatMap((before) => branches.map((branch) => [...before, ...closure(set, [branch])]))
          .slice(0, 32);
  return combinations;
}

function intersect(set: SchemaSet, parts: readonly SchemaObject[]): ReadonlySet<JsonType> {
  const [first = new Set<JsonType>(), ...others] = parts.map((part) => typesOf(set, part));
  // A schema without any part allows everything.
  if (parts.length === 0) return typesOf(set, true);
  return new Set([...first].filter((type) => others.every((types) => types.has(type))));
}

function itemOf(parts: readonly SchemaObject[], index: number): Schema {
  for (const part of parts) {
    const schema = part.prefixItems?.[index] ?? part.items;
    if (schema !== undefined) return schema;
  }
  return true;
}

function memberOf(parts: readonly SchemaObject[], name: string): Schema | undefined {
  for (const { properties } of parts) if (properties && Object.hasOwn(properties, name)) return properties[name];
  for (const { patternProperties } of parts)
    for (const pattern in patternProperties) if (compilePattern(pattern)?.test(name)) return patternProperties[pattern];
  for (const { additionalProperties } of parts)
    if (additionalProperties !== undefined && additionalProperties !== false) return additionalProperties;
  return undefined;
}

function isFree(parts: readonly SchemaObject[]): boolean {
  return parts.every(
    (part) =>
      Object.keys(part.properties ?? {}).length === 0 &&
      Object.keys(part.patternProperties ?? {}).length === 0 &&
      part.additionalProperties !== false,
  );
}
