/**
 * Reads schemas for the self-test. On purpose it shares nothing with what judges, and knows less: where a schema leaves a choice
 * that cannot be settled by the type of the value, no fault is seeded.
 */

import { asArray, asObject, createResolver, type JsonObject } from '../plan/description.ts';
import { compile } from '../plan/values/strings.ts';

/** A value inside an example together with what describes it. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** Schema objects that all apply to the value. */
  readonly parts: readonly JsonObject[];
  /** Whether something that is not in {@link parts} also describes it (a choice, a condition): what is unknown may be known there. */
  readonly choice: boolean;
  /** JSON types that the value may have; undefined for any. */
  readonly types: ReadonlySet<string> | undefined;
}

export interface SchemaWalk {
  /** The places of a value, the value itself first; of an array the first item only. */
  places(schema: unknown, value: unknown): Place[];
  /** The schema objects that describe a value of their own. */
  parts(schema: unknown): { readonly parts: readonly JsonObject[]; readonly choice: boolean };
}

const choices = [
  'oneOf',
  'anyOf',
  'if',
  'not',
  'dependentSchemas',
  'discriminator',
  'contains',
  '$dynamicRef',
  'propertyNames',
];

export function createSchemaWalk(description: JsonObject): SchemaWalk {
  const resolve = createResolver(description);

  const collect = (schema: unknown, value: unknown, found: Set<JsonObject>): boolean => {
    const own = asObject(schema);
    if (found.has(own)) return false;
    found.add(own);
    let choice = choices.some((keyword) => own[keyword] !== undefined) || own.$id !== undefined;
    if (typeof own.$ref === 'string') choice = collect(resolve({ $ref: own.$ref }), value, found) || choice;
    for (const part of asArray(own.allOf)) choice = collect(part, value, found) || choice;
    // A reference or null: the one way to say "nullable" that has a choice in it.
    for (const branches of [asArray(own.oneOf), asArray(own.anyOf)]) {
      const fitting = branches.filter((branch) => asObject(branch).type !== 'null');
      if (branches.length !== 2 || fitting.length !== 1 || value === null) continue;
      collect(fitting[0], value, found);
    }
    return choice;
  };

  const typesOf = (schema: unknown, seen = new Set<unknown>()): ReadonlySet<string> | undefined => {
    const own = asObject(schema);
    if (seen.has(own)) return undefined;
    seen.add(own);
    let types: ReadonlySet<string> | undefined;
    const narrow = (other: ReadonlySet<string> | undefined): void => {
      if (other) types = types ? new Set([...types].filter((type) => other.has(type))) : other;
    };
    if (own.type !== undefined) narrow(new Set([own.type].flat() as string[]));
    if (typeof own.$ref === 'string') narrow(typesOf(resolve({ $ref: own.$ref }), seen));
    for (const part of asArray(own.allOf)) narrow(typesOf(part, seen));
    for (const branches of [asArray(own.oneOf), asArray(own.anyOf)]) {
      const each = branches.map((branch) => typesOf(branch, seen));
      if (branches.length > 0 && each.every((some) => some !== undefined))
        narrow(new Set(each.flatMap((some) => [...some])));
    }
    if (types && own.nullable === true) types = new Set([...types, 'null']);
    return types;
  };

  const visit = (schemas: readonly unknown[], value: unknown, path: Place['path'], into: Place[]): void => {
    const found = new Set<JsonObject>();
    let choice = false;
    for (const schema of schemas) choice = collect(schema, value, found) || choice;
    const parts = [...found];
    const known = schemas.map((schema) => typesOf(schema)).filter((types) => types !== undefined);
    const types = known.length > 0 ? known.reduce((a, b) => new Set([...a].filter((type) => b.has(type)))) : undefined;
    into.push({ path, value, parts, choice, types });
    if (Array.isArray(value)) {
      const items = parts.flatMap((part) => asArray(part.prefixItems)[0] ?? part.items ?? []);
      if (value.length > 0 && items.length > 0) visit(items, value[0], [...path, 0], into);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        const schemas_ = parts.flatMap((part) => memberSchemas(part, name));
        if (schemas_.length > 0) visit(schemas_, member, [...path, name], into);
      }
    }
  };

  return {
    places(schema, value) {
      const into: Place[] = [];
      visit([schema], value, [], into);
      return into;
    },
    parts(schema) {
      const found = new Set<JsonObject>();
      const choice = collect(schema, undefined, found);
      return { parts: [...found], choice };
    },
  };
}

function memberSchemas(part: JsonObject, name: string): unknown[] {
  const properties = asObject(part.properties);
  if (Object.hasOwn(properties, name)) return [properties[name]];
  const patterned = Object.entries(asObject(part.patternProperties)).filter(
    ([pattern]) => compile(pattern)?.test(name) ?? true,
  );
  if (patterned.length > 0) return patterned.map(([, schema]) => schema);
  return typeof part.additionalProperties === 'object' ? [part.additionalProperties] : [];
}
