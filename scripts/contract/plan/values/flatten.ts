/** Puts what a schema says in several places (`$ref`, `allOf`, a branch of `oneOf`) into one schema without these. */

import { equal, isRecord, type JsonObject } from '../../../engine/json.ts';
import { readLegacy } from '../../../engine/schema/legacy-keywords.ts';
import { asArray, asObject } from '../description.ts';

export type References = readonly string[];

export interface Flat {
  readonly schema: JsonObject;
  readonly references: References;
}

type LookUp = (reference: string) => unknown;

/**
 * One schema that fits the given one; undefined when there is none, or when a reference has been followed twice already.
 * @param variant which branch of a choice comes first
 * @param turn the place in an `allOf`: of several conditions, mostly one holds
 * @param open references that lead to this schema and describe the same value: a parent whose choice has children that extend it
 *   (`allOf`) says nothing more when it comes again
 */
export function flatten(
  schema: unknown,
  variant: number,
  references: References,
  lookUp: LookUp,
  turn = 0,
  open: References = [],
): Flat | undefined {
  if (schema === false) return undefined;
  if (!isRecord(schema)) return { schema: {}, references };
  const { $ref, $dynamicRef, allOf, oneOf, anyOf, if: condition, then, else: otherwise, ...own } = readLegacy(schema);
  let flat: Flat | undefined = { schema: own, references };
  const reference = $ref ?? $dynamicRef;
  const isAgain = typeof reference === 'string' && open.includes(reference);
  const within = typeof reference === 'string' ? [...open, reference] : open;

  const add = (part: unknown, place = 0): void => {
    flat = flat && joined(flat, part, variant, lookUp, place, within);
  };

  if (typeof reference === 'string' && !isAgain) {
    if (references.filter((one) => one === reference).length > 1) return undefined;
    flat = { ...flat, references: [...references, reference] };
    add(lookUp(reference));
  }
  if (Array.isArray(allOf)) allOf.forEach((part, index) => add(part, index));
  for (const branches of [oneOf, anyOf])
    if (Array.isArray(branches) && branches.length > 0 && flat)
      flat = firstBranch(flat, branches, discriminated(schema, branches), { variant, turn }, lookUp, within);
  if (condition !== undefined && flat) {
    const ways = [{ allOf: [condition, then ?? true] }, otherwise ?? true];
    const from = flat;
    // What one condition has settled may rule out that another one holds.
    for (const way of (variant + 2 * turn) % 4 < 2 ? ways : ways.reverse())
      if ((flat = joined(from, way, variant, lookUp, 0, within))) break;
  }
  for (const [name, part] of Object.entries(flat ? asObject(flat.schema.dependentSchemas) : {}))
    if (flat && willHave(flat.schema, name, variant)) add(part);
  return flat;
}

/** Whether the object that is made will have that member; even variants have all that is described. */
function willHave({ required, properties }: JsonObject, name: string, variant: number): boolean {
  return asArray(required).includes(name) || (variant % 2 === 0 && Object.hasOwn(asObject(properties), name));
}

function joined(
  flat: Flat,
  part: unknown,
  variant: number,
  lookUp: LookUp,
  turn: number,
  open: References,
): Flat | undefined {
  const other = flatten(part, variant, flat.references, lookUp, turn, open);
  const schema = other && merge(flat.schema, other.schema);
  return schema && { schema, references: other.references };
}

function firstBranch(
  flat: Flat,
  branches: readonly unknown[],
  names: readonly (JsonObject | undefined)[],
  { variant, turn }: { readonly variant: number; readonly turn: number },
  lookUp: LookUp,
  open: References,
): Flat | undefined {
  // Later variants take the branches of several choices in other combinations, and leave the names of a discriminator away: a
  // branch itself may have another name in that member, and then it is right.
  const first = (variant >> 1) + turn * (variant >> 2);
  const isNamed = (variant & 4) === 0;
  for (let count = 0; count < branches.length; count += 1) {
    const index = (count + first) % branches.length;
    const named =
      isNamed && names[index] && joined(flat, { allOf: [names[index], branches[index]] }, variant, lookUp, 0, open);
    const found = named || joined(flat, branches[index], variant, lookUp, 0, open);
    if (found) return found;
  }
  return undefined;
}

/** For each branch, what the discriminator asks for in it: its name in the member that tells branches apart. */
function discriminated({ discriminator }: JsonObject, branches: readonly unknown[]): (JsonObject | undefined)[] {
  if (!isRecord(discriminator) || typeof discriminator.propertyName !== 'string') return [];
  const { propertyName } = discriminator;
  const mapping = isRecord(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  return branches.map((branch) => {
    const reference = isRecord(branch) ? branch.$ref : undefined;
    if (typeof reference !== 'string') return undefined;
    const last = reference.slice(reference.lastIndexOf('/') + 1);
    const name = mapping.find(([, target]) => target === reference || target === last)?.[0] ?? last;
    return { required: [propertyName], properties: { [propertyName]: { const: name } } };
  });
}

const largest = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const smallest = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

/** What both schemas allow; undefined when that is nothing. Keywords that cannot be put together are taken from the first. */
function merge(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const merged: Record<string, unknown> = { ...b, ...a };
  for (const key of Object.keys(b)) {
    if (a[key] === undefined) continue;
    const [first, second] = [a[key], b[key]];
    if (largest.has(key)) merged[key] = Math.max(first as number, second as number);
    else if (smallest.has(key)) merged[key] = Math.min(first as number, second as number);
    else if (key === 'required') merged[key] = [...new Set([...asArray(first), ...asArray(second)])];
    else if (key === 'properties' || key === 'patternProperties') merged[key] = mergeMembers(first, second);
    else if (key === 'items' || key === 'additionalProperties' || key === 'propertyNames' || key === 'contains')
      merged[key] = first === false || second === false ? false : { allOf: [first, second] };
    else if (key === 'pattern') merged.patterns = [first, second, ...asArray(a.patterns), ...asArray(b.patterns)];
    else if (key === 'multipleOf') merged[key] = commonMultiple(first as number, second as number);
    else if (key === 'uniqueItems') merged[key] = first === true || second === true;
    else if (key === 'const' && !equal(first, second)) return undefined;
    else if (key === 'enum')
      merged[key] = asArray(first).filter((one) => asArray(second).some((other) => equal(one, other)));
  }
  const types = commonTypes(a.type, b.type);
  if (types?.length === 0) return undefined;
  if (types) merged.type = types;
  // "nullable" is of the type beside it: both have to allow it.
  if (a.type !== undefined && b.type !== undefined) merged.nullable = a.nullable === true && b.nullable === true;
  return isPossible(merged) ? merged : undefined;
}

function isPossible(schema: JsonObject): boolean {
  const options = Array.isArray(schema.enum) ? (schema.enum as unknown[]) : undefined;
  if (options?.length === 0) return false;
  return schema.const === undefined || !options || options.some((option) => equal(option, schema.const));
}

function mergeMembers(first: unknown, second: unknown): JsonObject {
  const [a, b] = [asObject(first), asObject(second)];
  const both = Object.keys(a).filter((name) => Object.hasOwn(b, name));
  return { ...b, ...a, ...Object.fromEntries(both.map((name) => [name, { allOf: [a[name], b[name]] }])) };
}

/** Types that both allow; undefined when neither says. An integer is a number as well. */
function commonTypes(first: unknown, second: unknown): string[] | undefined {
  if (first === undefined && second === undefined) return undefined;
  const [a, b] = [first ?? second, second ?? first].map((type) => [type].flat() as string[]);
  return a!.flatMap((type) => {
    if (b!.includes(type)) return [type];
    if (type === 'number' && b!.includes('integer')) return ['integer'];
    return type === 'integer' && b!.includes('number') ? ['integer'] : [];
  });
}

function commonMultiple(a: number, b: number): number {
  const [large, small] = [Math.max(a, b), Math.min(a, b)];
  for (let times = 1; times <= 1000; times += 1) {
    const ratio = (large * times) / small;
    if (Math.abs(ratio - Math.round(ratio)) < 1e-9) return large * times;
  }
  return large;
}
