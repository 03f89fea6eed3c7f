import { isRecord, type JsonPath } from '../json.ts';
import type { Schema, SchemaObject } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { applyToArray, applyToObject } from './containers.ts';
import { explainChoice } from './choice.ts';
import { createFaults, type Fault, type Faults } from './fault.ts';
import { explainExclusion } from './exclusion.ts';
import { mergeFaults } from './merge.ts';
import { checkScalars, checkType } from './scalars.ts';

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
  return mergeFaults(faults.list());
}

function apply(ex: Explanation, schema: Schema, value: unknown, faults: Faults, outer: Evaluated | undefined): void {
  if (schema === true) return;
  if (schema === false) return faults.add({ keyword: 'false', expected: 'absent', actual: value }, ex.path);
  const watched = schema.unevaluatedProperties !== undefined || schema.unevaluatedItems !== undefined;
  const evaluated = watched ? { properties: new Set<string>(), items: new Set<number>() } : outer;

  if (!checkType(schema, value, faults, ex.path)) return;
  checkScalars(schema, value, faults, ex.path);
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
  else if (isRecord(value)) applyToObject(ex, schema, value, faults, evaluated);
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
