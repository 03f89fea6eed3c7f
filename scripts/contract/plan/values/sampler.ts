/**
 * Makes values by a schema. A schema can ask for what no program finds (`not`, `if`, patterns of any kind), so that several variants are
 * made, one after the other, and whoever uses one has it judged first.
 */

import { readDocument } from '../../../engine/description/document.ts';
import { isRecord, type JsonObject } from '../../../engine/json.ts';
import { hiddenNames } from '../../../engine/schema/hidden-names.ts';
import { compilePattern } from '../../../engine/schema/patterns.ts';
import { asArray, asObject } from '../description.ts';
import { flatten, type References } from './flatten.ts';
import { makeNumber } from './numbers.ts';
import { makeString } from './strings.ts';

/** Which value of many: even variants have all members, odd ones what is required; the first one takes examples of the schema. */
interface Wish {
  readonly variant: number;
  /** Values of different salt differ, where they can. */
  readonly salt: number;
  readonly depth: number;
  /** References that led here: a second time around is enough. */
  readonly references: References;
}

/** Makes the value of that number; undefined when there is none, as where a circle of references never ends. */
export type Sampler = (schema: unknown, variant?: number) => unknown;

/** More parts than this has no value that is made: schemas may branch at every level. */
const largest = 20_000;

/** Below this depth only what is required is made. */
const deepest = 4;

/** @param direction requests have no read-only members, responses no write-only ones */
export function createSampler(description: JsonObject, direction: 'request' | 'response'): Sampler {
  const document = readDocument(description);
  const { root, schemaTarget } = document;
  const lookUp = (reference: string): unknown => schemaTarget(reference, root)?.schema ?? true;

  let left = 0;

  function make(schema: unknown, wish: Wish): unknown {
    left -= 1;
    if (left < 0) return undefined;
    const flat = flatten(schema, wish.variant, wish.references, lookUp);
    if (!flat) return allowsNull(schema) ? null : undefined;
    const { schema: merged, references } = flat;
    const value = makeOf(merged, { ...wish, references });
    return value === undefined && (allowsNull(merged) || allowsNull(schema)) ? null : value;
  }

  function makeOf(schema: JsonObject, wish: Wish): unknown {
    const { variant, salt } = wish;
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return (schema.enum as unknown[])[(variant + salt) % schema.enum.length];
    if (variant === 0 && salt === 0) {
      const given = [schema.example, ...asArray(schema.examples), schema.default].find((value) => value !== undefined);
      if (given !== undefined) return isRecord(given) ? withoutHidden(given, schema) : given;
    }
    switch (typeOf(schema, variant)) {
      case 'null':
        return null;
      case 'boolean':
        return (variant + salt) % 2 === 0;
      case 'integer':
        return makeNumber(schema, true, salt);
      case 'number':
        return makeNumber(schema, false, salt);
      case 'array':
        return makeArray(schema, wish);
      case 'object':
        return makeObject(schema, wish);
      default:
        return makeString(schema, salt);
    }
  }

  /** An example of both directions, without what is not sent in this one. */
  function withoutHidden(given: JsonObject, schema: JsonObject): JsonObject {
    const hidden = hiddenNames(document, schema, direction);
    return Object.fromEntries(Object.entries(given).filter(([name]) => !hidden.has(name)));
  }

  function makeArray(schema: JsonObject, wish: Wish): unknown[] | undefined {
    const prefix = asArray(schema.prefixItems);
    const others = schema.items;
    const contained = schema.contains === undefined ? 0 : numberOf(schema.minContains, 1);
    const least = Math.max(numberOf(schema.minItems, 0), contained);
    const wanted = isFull(wish) ? Math.max(least, prefix.length, others === undefined ? 0 : 1) : least;
    const length = Math.min(wanted, numberOf(schema.maxItems, Infinity), others === false ? prefix.length : Infinity);
    const items: unknown[] = [];
    const seen = new Set<string>();
    for (let index = 0; index < length; index += 1) {
      const place = prefix[index] ?? others ?? true;
      const isContained = contained > 0 && index >= length - contained;
      const itemSchema = isContained ? { allOf: [place, schema.contains] } : place;
      const item = makeAnother(itemSchema, schema.uniqueItems === true, seen, { ...wish, salt: wish.salt + index });
      if (item === undefined) break;
      items.push(item);
    }
    return items.length < least ? undefined : items;
  }

  /** An item, one that is not there yet if all are to be different. */
  function makeAnother(schema: unknown, isUnique: boolean, seen: Set<string>, wish: Wish): unknown {
    for (let more = 0; more < 50; more += 1) {
      const item = make(schema, { ...wish, salt: wish.salt + more, depth: wish.depth + 1 });
      const text = JSON.stringify(item);
      if (item === undefined || !isUnique || !seen.has(text)) {
        seen.add(text);
        return item;
      }
    }
    return undefined;
  }

  function makeObject(schema: JsonObject, wish: Wish): JsonObject | undefined {
    const properties = asObject(schema.properties);
    const hidden = hiddenNames(document, schema, direction);
    const isHidden = (name: string): boolean => hidden.has(name);
    const required = withDependent(schema, (name) => !isHidden(name));
    const members = new Map<string, unknown>();
    for (const name of required) {
      const value = make(memberSchema(schema, name), { ...wish, depth: wish.depth + 1 });
      if (value === undefined) return undefined;
      members.set(name, value);
    }
    const least = numberOf(schema.minProperties, 0);
    const most = numberOf(schema.maxProperties, Infinity);
    for (const name of Object.keys(properties)) {
      if (members.has(name) || isHidden(name) || members.size >= most) continue;
      if (!isFull(wish) && members.size >= least) break;
      const value = make(properties[name], { ...wish, depth: wish.depth + 1 });
      if (value !== undefined && value !== null) members.set(name, value);
    }
    for (let salt = 0; members.size < least && salt < 100; salt += 1) {
      const name = inventName(schema, wish, salt);
      if (name === undefined || members.has(name)) continue;
      const value = make(memberSchema(schema, name), { ...wish, salt, depth: wish.depth + 1 });
      if (value !== undefined) members.set(name, value);
    }
    return members.size < least ? undefined : Object.fromEntries(members);
  }

  /** The name of a member that the schema does not mention. */
  function inventName(schema: JsonObject, wish: Wish, salt: number): string | undefined {
    const [pattern] = Object.keys(asObject(schema.patternProperties));
    const names = { type: 'string', ...(pattern !== undefined && { pattern }), minLength: 1 };
    const name = make(schema.propertyNames === undefined ? names : { allOf: [schema.propertyNames, names] }, {
      ...wish,
      salt: wish.salt + salt,
    });
    return typeof name === 'string' ? name : undefined;
  }

  return (schema, variant = 0) => {
    left = largest;
    // Four of each kind of variant, then the same with other texts and numbers.
    return make(schema, { variant, salt: variant >> 2, depth: 0, references: [] });
  };
}

function isFull({ variant, depth }: Wish): boolean {
  return variant % 2 === 0 && depth < deepest;
}

function memberSchema(schema: JsonObject, name: string): unknown {
  const properties = asObject(schema.properties);
  if (Object.hasOwn(properties, name)) return properties[name];
  const found = Object.entries(asObject(schema.patternProperties)).find(([pattern]) =>
    compilePattern(pattern)?.test(name),
  );
  return found ? found[1] : (schema.additionalProperties ?? schema.unevaluatedProperties ?? true);
}

/** Required names, and those that these ask for in turn (`dependentRequired`). */
function withDependent(schema: JsonObject, isMeant: (name: string) => boolean): ReadonlySet<string> {
  const found = new Set(asArray(schema.required).map(String).filter(isMeant));
  const dependent = asObject(schema.dependentRequired);
  for (const name of found) for (const other of asArray(dependent[name])) found.add(String(other));
  return found;
}

const keywordsOf: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'propertyNames']],
  ['array', ['items', 'prefixItems', 'minItems', 'uniqueItems', 'contains', 'maxItems']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

/** The type to make: one of those that are named, else the one that the keywords are about. */
function typeOf(schema: JsonObject, variant: number): string {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => typeof type === 'string');
  const values = types.filter((type) => type !== 'null');
  if (values.length > 0) return values[variant % values.length]!;
  if (types.length > 0) return 'null';
  const meant = keywordsOf.find(([, keywords]) => keywords.some((keyword) => schema[keyword] !== undefined))?.[0];
  // A schema that names no type may rule one out.
  return meant ?? (variant < 8 ? 'string' : ['integer', 'object', 'array', 'boolean'][variant % 4]!);
}

function allowsNull(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  return (
    schema.nullable === true || schema.type === 'null' || (Array.isArray(schema.type) && schema.type.includes('null'))
  );
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
