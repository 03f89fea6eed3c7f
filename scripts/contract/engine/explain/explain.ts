import { has, isObject, type JsonPath } from '../json.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { explainChoice } from './choice.ts';
import { hasDuplicates } from '../schema/duplicates.ts';
import { absent, createFaults, type Fault, type Faults } from './fault.ts';
import { explainExclusion } from './exclusion.ts';
import { checkScalars, checkType } from './scalars.ts';
import { plural } from './words.ts';

/** What has been evaluated by the parts of a schema, for `unevaluatedProperties` and `unevaluatedItems`. */
export interface Evaluated {
  readonly properties: Set<string>;
  readonly items: Set<number>;
}

/** State of one explanation. */
export interface Explanation {
  readonly set: SchemaSet;
  /** Place of the current value; changed in place while descending. */
  readonly path: (string | number)[];
  /** Applies a schema to the value at {@link path}. */
  apply(schema: Schema, value: unknown, faults: Faults, evaluated: Evaluated | undefined): void;
}

/**
 * Everything that is wrong with a value: one fault for one mistake. Where no branch of a `oneOf` or `anyOf` fits, the faults
 * are those of the branch that was most likely meant; a mistake repeated in the items of an array is one with a count.
 * Reads integers given as `bigint` exactly. Says the same about validity as ajv; it is asked only when ajv has said no.
 */
export function explain(set: SchemaSet, schema: Schema, value: unknown, at: JsonPath = []): Fault[] {
  const faults = createFaults();
  const explanation: Explanation = {
    set,
    path: [...at],
    apply: (part, target, sink, evaluated) => apply(explanation, part, target, sink, evaluated),
  };
  try {
    explanation.apply(schema, value, faults, undefined);
  } catch (error) {
    // A value nested thousands deep, or a schema that is its own part: report what was found on the way.
    if (!(error instanceof RangeError)) throw error;
  }
  return faults.list();
}

function apply(ex: Explanation, schema: Schema, value: unknown, faults: Faults, outer: Evaluated | undefined): void {
  if (schema === true) return;
  if (schema === false) return faults.add({ keyword: 'false', expected: 'absent', actual: value }, ex.path);
  const watched = schema.unevaluatedProperties !== undefined || schema.unevaluatedItems !== undefined;
  const evaluated = watched ? { properties: new Set<string>(), items: new Set<number>() } : outer;
  const complain = (keyword: string, expected: string, allowed?: readonly unknown[]): void =>
    faults.add({ keyword, expected, actual: value, ...(allowed && { allowed }) }, ex.path);

  if (!checkType(schema, value, complain)) return;
  checkScalars(schema, value, complain);
  if (schema.$ref !== undefined) ex.apply(ex.set.definitions.get(schema.$ref) ?? true, value, faults, evaluated);
  for (const part of schema.allOf ?? []) ex.apply(part, value, faults, evaluated);
  if (schema.anyOf) explainChoice(ex, 'anyOf', schema, schema.anyOf, value, faults, evaluated);
  if (schema.oneOf) explainChoice(ex, 'oneOf', schema, schema.oneOf, value, faults, evaluated);
  if (schema.not !== undefined) explainExclusion(ex, schema.not, value, faults);
  if (schema.if !== undefined) {
    const branch = tryPart(ex, schema.if, value, evaluated) ? schema.then : schema.else;
    if (branch !== undefined) ex.apply(branch, value, faults, evaluated);
  }
  if (Array.isArray(value)) applyToArray(ex, schema, value, faults, evaluated);
  else if (isObject(value)) applyToObject(ex, schema, value, faults, evaluated);
  if (watched && outer && evaluated) {
    for (const name of evaluated.properties) outer.properties.add(name);
    for (const index of evaluated.items) outer.items.add(index);
  }
}

/** Whether a part fits; what it has evaluated counts only then. */
export function tryPart(ex: Explanation, schema: Schema, value: unknown, evaluated: Evaluated | undefined): boolean {
  const faults = createFaults();
  const own = evaluated && { properties: new Set<string>(), items: new Set<number>() };
  ex.apply(schema, value, faults, own);
  if (faults.size > 0) return false;
  if (evaluated && own) {
    for (const name of own.properties) evaluated.properties.add(name);
    for (const index of own.items) evaluated.items.add(index);
  }
  return true;
}

function inside(ex: Explanation, key: string | number, schema: Schema, value: unknown, faults: Faults): void {
  ex.path.push(key);
  ex.apply(schema, value, faults, undefined);
  ex.path.pop();
}

function applyToArray(
  ex: Explanation,
  schema: SchemaObject,
  items: readonly unknown[],
  faults: Faults,
  evaluated: Evaluated | undefined,
): void {
  const complain = (keyword: string, expected: string): void =>
    faults.add({ keyword, expected, actual: items }, ex.path);
  const { minItems, maxItems, prefixItems = [], contains } = schema;
  if (minItems !== undefined && items.length < minItems)
    complain('minItems', `an array of at least ${plural(minItems, 'item')}`);
  if (maxItems !== undefined && items.length > maxItems)
    complain('maxItems', `an array of at most ${plural(maxItems, 'item')}`);
  if (schema.uniqueItems && hasDuplicates(items)) complain('uniqueItems', 'an array without equal items');
  items.forEach((item, index) => {
    const part = index < prefixItems.length ? prefixItems[index] : schema.items;
    if (part === undefined) return;
    evaluated?.items.add(index);
    inside(ex, index, part, item, faults);
  });
  if (contains !== undefined) {
    let matching = 0;
    items.forEach((item, index) => {
      if (!tryPart(ex, contains, item, undefined)) return;
      matching++;
      evaluated?.items.add(index);
    });
    const { minContains = 1, maxContains } = schema;
    if (matching < minContains) complain('contains', `an array with at least ${plural(minContains, 'matching item')}`);
    if (maxContains !== undefined && matching > maxContains)
      complain('maxContains', `an array with at most ${plural(maxContains, 'matching item')}`);
  }
  if (schema.unevaluatedItems !== undefined)
    items.forEach((item, index) => {
      if (evaluated?.items.has(index)) return;
      evaluated?.items.add(index);
      inside(ex, index, schema.unevaluatedItems as Schema, item, faults);
    });
}

function applyToObject(
  ex: Explanation,
  schema: SchemaObject,
  object: Readonly<Record<string, unknown>>,
  faults: Faults,
  evaluated: Evaluated | undefined,
): void {
  const requireName = (name: string, keyword: string): void => {
    if (!has(object, name)) faults.add({ keyword, expected: 'present', actual: absent }, [...ex.path, name]);
  };
  for (const name of schema.required ?? []) requireName(name, 'required');
  for (const [trigger, names] of Object.entries(schema.dependentRequired ?? {}))
    if (has(object, trigger)) for (const name of names) requireName(name, 'dependentRequired');
  for (const [trigger, part] of Object.entries(schema.dependentSchemas ?? {}))
    if (has(object, trigger)) ex.apply(part, object, faults, evaluated);

  const { properties = {}, patternProperties = {}, additionalProperties, propertyNames } = schema;
  const names = Object.keys(object);
  const complain = (keyword: string, expected: string): void =>
    faults.add({ keyword, expected, actual: object }, ex.path);
  if (schema.minProperties !== undefined && names.length < schema.minProperties)
    complain('minProperties', `an object of at least ${schema.minProperties} properties`);
  if (schema.maxProperties !== undefined && names.length > schema.maxProperties)
    complain('maxProperties', `an object of at most ${schema.maxProperties} properties`);
  const patterns = Object.keys(patternProperties);
  for (const name of names) {
    let claimed = false;
    if (has(properties, name)) {
      claimed = true;
      inside(ex, name, properties[name] as Schema, object[name], faults);
    }
    for (const pattern of patterns) {
      if (!compilePattern(pattern)?.test(name)) continue;
      claimed = true;
      inside(ex, name, patternProperties[pattern] as Schema, object[name], faults);
    }
    if (!claimed && additionalProperties !== undefined) {
      claimed = true;
      inside(ex, name, additionalProperties, object[name], faults);
    }
    if (claimed) evaluated?.properties.add(name);
    if (propertyNames !== undefined) explainName(ex, propertyNames, name, faults);
  }
  if (schema.unevaluatedProperties !== undefined)
    for (const name of names) {
      if (evaluated?.properties.has(name)) continue;
      evaluated?.properties.add(name);
      inside(ex, name, schema.unevaluatedProperties, object[name], faults);
    }
}

function explainName(ex: Explanation, schema: Schema, name: string, faults: Faults): void {
  const own = createFaults();
  ex.apply(schema, name, own, undefined);
  const [first] = own.list();
  if (!first) return;
  const expected = first.expected === 'absent' ? 'absent' : `named ${first.expected}`;
  faults.add({ keyword: 'propertyNames', expected, actual: name }, [...ex.path, name]);
}
