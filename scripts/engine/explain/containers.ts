import { has } from '../json.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import { hasDuplicates } from '../schema/duplicates.ts';
import { compilePattern } from '../schema/patterns.ts';
import { tryPart, type Evaluated, type Explanation } from './explain.ts';
import { absent, createFaults, type Faults } from './fault.ts';
import { complain } from './scalars.ts';
import { plural } from './words.ts';

const none: Readonly<Record<string, never>> = {};

function inside(ex: Explanation, key: string | number, schema: Schema, value: unknown, faults: Faults): void {
  ex.path.push(key);
  ex.apply(schema, value, faults, undefined);
  ex.path.pop();
}

/** The keywords of arrays, and what their schemas say about the items. */
export function applyToArray(
  ex: Explanation,
  schema: SchemaObject,
  items: readonly unknown[],
  faults: Faults,
  evaluated: Evaluated | undefined,
): void {
  const { minItems, maxItems, prefixItems = [], contains } = schema;
  if (minItems !== undefined && items.length < minItems)
    complain(faults, ex.path, items, 'minItems', `an array of at least ${plural(minItems, 'item')}`);
  if (maxItems !== undefined && items.length > maxItems)
    complain(faults, ex.path, items, 'maxItems', `an array of at most ${plural(maxItems, 'item')}`);
  if (schema.uniqueItems && hasDuplicates(items))
    complain(faults, ex.path, items, 'uniqueItems', 'an array without equal items');
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
    if (matching < minContains)
      complain(faults, ex.path, items, 'contains', `an array with at least ${plural(minContains, 'matching item')}`);
    if (maxContains !== undefined && matching > maxContains)
      complain(faults, ex.path, items, 'maxContains', `an array with at most ${plural(maxContains, 'matching item')}`);
  }
  if (schema.unevaluatedItems !== undefined)
    items.forEach((item, index) => {
      if (evaluated?.items.has(index)) return;
      evaluated?.items.add(index);
      inside(ex, index, schema.unevaluatedItems as Schema, item, faults);
    });
}

/** The keywords of objects, and what their schemas say about the members. */
export function applyToObject(
  ex: Explanation,
  schema: SchemaObject,
  object: Readonly<Record<string, unknown>>,
  faults: Faults,
  evaluated: Evaluated | undefined,
): void {
  for (const name of schema.required ?? []) if (!has(object, name)) addMissing(ex, name, 'required', faults);
  for (const [trigger, names] of Object.entries(schema.dependentRequired ?? none))
    if (has(object, trigger))
      for (const name of names) if (!has(object, name)) addMissing(ex, name, 'dependentRequired', faults);
  for (const [trigger, part] of Object.entries(schema.dependentSchemas ?? none))
    if (has(object, trigger)) ex.apply(part, object, faults, evaluated);

  const { properties = none, patternProperties = none, additionalProperties, propertyNames } = schema;
  const names = Object.keys(object);
  if (schema.minProperties !== undefined && names.length < schema.minProperties)
    complain(faults, ex.path, object, 'minProperties', `an object of at least ${schema.minProperties} properties`);
  if (schema.maxProperties !== undefined && names.length > schema.maxProperties)
    complain(faults, ex.path, object, 'maxProperties', `an object of at most ${schema.maxProperties} properties`);
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

function addMissing(ex: Explanation, name: string, keyword: string, faults: Faults): void {
  faults.add({ keyword, expected: 'present', actual: absent }, [...ex.path, name]);
}

function explainName(ex: Explanation, schema: Schema, name: string, faults: Faults): void {
  const own = createFaults();
  ex.apply(schema, name, own, undefined);
  const [first] = own.list();
  if (!first) return;
  const expected = first.expected === 'absent' ? 'absent' : `named ${first.expected}`;
  faults.add({ keyword: 'propertyNames', expected, actual: name }, [...ex.path, name]);
}
