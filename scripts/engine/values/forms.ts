import { has, type JsonType } from '../json.ts';
import { closure } from '../schema/closure.ts';
import { formats } from '../schema/formats.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { isFree, schemasOf } from '../schema/members.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { typesOf } from '../schema/types-of.ts';

/** How what is written in a parameter or form may be read by its schema. */
export interface Form {
  readonly kind: 'array' | 'object' | 'scalar';
  /** Of a scalar: what it may be. */
  readonly types: ReadonlySet<JsonType>;
  /** Schema of an item or member; `undefined` when nothing mentions it. */
  readonly inner: (key: string | number) => Schema | undefined;
  /** Says nothing about its members: any may be there. */
  readonly free: boolean;
}

const caches = new WeakMap<SchemaSet, Map<Schema, readonly Form[]>>();

/** The forms that a schema allows, containers first: `oneOf: [integer, array of integers]` has two. */
export function formsOf(set: SchemaSet, schema: Schema): readonly Form[] {
  let cache = caches.get(set);
  if (!cache) caches.set(set, (cache = new Map()));
  let forms = cache.get(schema);
  if (!forms) cache.set(schema, (forms = findForms(set, schema)));
  return forms;
}

function findForms(set: SchemaSet, schema: Schema): Form[] {
  const forms: Form[] = [];
  const scalars = new Set<JsonType>();
  for (const parts of alternatives(set, schema)) {
    const types = [true, ...parts]
      .map((part) => typesOf(set, part))
      .reduce((a, b) => new Set([...a].filter((type) => b.has(type))));
    // Where nothing is said at all, a text is a text.
    const open = types.has('string') && types.has('object');
    const free = parts.every((part) => isFree(part) && part.additionalProperties !== false);
    const inner = (key: string | number): Schema | undefined => innerOf(parts, key);
    if (types.has('array') && (!open || parts.some((part) => part.items !== undefined || part.prefixItems)))
      forms.push({ kind: 'array', types, inner, free });
    if (types.has('object') && (!open || parts.some((part) => part.properties ?? part.patternProperties)))
      forms.push({ kind: 'object', types, inner, free });
    const isText = open && parts.some(saysText) && !parts.some(saysNumber);
    for (const type of isText ? (['string'] as const) : types)
      if (type !== 'array' && type !== 'object') scalars.add(type);
  }
  if (scalars.size > 0) forms.push({ kind: 'scalar', types: scalars, inner: () => undefined, free: false });
  return forms;
}

/** Whether a schema means a text, where it does not say so: of any other value its keywords say nothing. */
function saysText({ pattern, minLength, maxLength, format }: SchemaObject): boolean {
  return (pattern ?? minLength ?? maxLength) !== undefined || formats.get(format ?? '')?.appliesTo === 'string';
}

function saysNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: SchemaObject): boolean {
  return (minimum ?? maximum ?? exclusiveMinimum ?? exclusiveMaximum ?? multipleOf) !== undefined;
}

/** The forms that say what the members of a schema are, where it may be an object: one for each of the objects that it allows. */
export function objectForms(set: SchemaSet, schema: Schema): readonly Form[] {
  return formsOf(set, schema).filter(({ kind }) => kind === 'object');
}

/** The lists of schemas that describe a value together, one list for each combination of branches (the first 32). */
function alternatives(set: SchemaSet, schema: Schema): SchemaObject[][] {
  const parts = [...closure(set, [schema])];
  let combinations: SchemaObject[][] = [parts];
  for (const branches of parts.flatMap(({ oneOf, anyOf }) => [oneOf, anyOf]))
    if (branches)
      combinations = combinations
        .flatMap((before) => branches.map((branch) => [...before, ...closure(set, [branch])]))
        .slice(0, 32);
  return combinations;
}

function innerOf(parts: readonly SchemaObject[], key: string | number): Schema | undefined {
  if (typeof key === 'number') return parts.flatMap(({ prefixItems, items }) => prefixItems?.[key] ?? items ?? [])[0];
  const named = parts.find(({ properties }) => properties && has(properties, key));
  return (named ? [named] : parts).flatMap((part) => schemasOf(part, key)).find((schema) => schema !== false);
}
