import { equal, typeOf, type JsonPath } from '../json.ts';
import { isMultipleOf } from '../schema/decimals.ts';
import { formats } from '../schema/formats.ts';
import type { SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';
import type { Faults } from './fault.ts';
import { allowedPhrase, plural, typePhrase } from './words.ts';

/** Adds a fault of the value at a path. Takes everything as arguments: a closure for every value of a body would cost more than the check. */
export function complain(
  faults: Faults,
  path: JsonPath,
  actual: unknown,
  keyword: string,
  expected: string,
  allowed?: readonly unknown[],
): void {
  faults.add(allowed ? { keyword, expected, actual, allowed } : { keyword, expected, actual }, path);
}

/** @returns false when the type is wrong; then nothing else about the value needs saying. */
export function checkType(schema: SchemaObject, value: unknown, faults: Faults, path: JsonPath): boolean {
  if (schema.type === undefined) return true;
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  const actual = typeOf(value);
  if (actual === 'number' && !Number.isFinite(value)) {
    complain(faults, path, value, 'type', typePhrase(types));
    return false;
  }
  if (types.includes(actual) || (actual === 'integer' && types.includes('number'))) return true;
  complain(faults, path, value, 'type', typePhrase(types));
  return false;
}

export function checkScalars(schema: SchemaObject, value: unknown, faults: Faults, path: JsonPath): void {
  if (schema.const !== undefined && !equal(schema.const, value))
    complain(faults, path, value, 'const', allowedPhrase([schema.const]), [schema.const]);
  if (schema.enum && !schema.enum.some((allowed) => equal(allowed, value)))
    complain(faults, path, value, 'enum', allowedPhrase(schema.enum), schema.enum);
  if (typeof value === 'string') checkString(schema, value, faults, path);
  else if (typeof value === 'number' || typeof value === 'bigint') checkNumber(schema, value, faults, path);
}

function checkString(schema: SchemaObject, value: string, faults: Faults, path: JsonPath): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (minLength !== undefined || maxLength !== undefined) {
    const length = codePoints(value);
    if (minLength !== undefined && length < minLength)
      complain(faults, path, value, 'minLength', `at least ${plural(minLength, 'character')} long`);
    if (maxLength !== undefined && length > maxLength)
      complain(faults, path, value, 'maxLength', `at most ${plural(maxLength, 'character')} long`);
  }
  if (pattern !== undefined && compilePattern(pattern)?.test(value) === false)
    complain(faults, path, value, 'pattern', `a string that matches ${pattern}`);
  const check = format === undefined ? undefined : formats.get(format);
  if (check?.appliesTo === 'string' && !check.test(value as never))
    complain(faults, path, value, 'format', `a valid ${format}`);
}

/** Length in characters (code points), as JSON Schema counts. */
function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function checkNumber(schema: SchemaObject, value: number | bigint, faults: Faults, path: JsonPath): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  if (minimum !== undefined && comparable(value, minimum) < minimum)
    complain(faults, path, value, 'minimum', `at least ${minimum}`);
  if (maximum !== undefined && comparable(value, maximum) > maximum)
    complain(faults, path, value, 'maximum', `at most ${maximum}`);
  if (exclusiveMinimum !== undefined && comparable(value, exclusiveMinimum) <= exclusiveMinimum)
    complain(faults, path, value, 'exclusiveMinimum', `more than ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined && comparable(value, exclusiveMaximum) >= exclusiveMaximum)
    complain(faults, path, value, 'exclusiveMaximum', `less than ${exclusiveMaximum}`);
  if (multipleOf !== undefined && !isMultipleOf(value, multipleOf))
    complain(faults, path, value, 'multipleOf', `a multiple of ${multipleOf}`);
  const check = format === undefined ? undefined : formats.get(format);
  if (check?.appliesTo === 'number' && !check.test(value as never))
    complain(faults, path, value, 'format', `a valid ${format}`);
}

/** A limit beyond 2^53 has been rounded when the description was read; the value is rounded alike before they are compared. */
function comparable(value: number | bigint, limit: number): number | bigint {
  return typeof value === 'bigint' && !Number.isSafeInteger(limit) && Number.isInteger(limit) ? Number(value) : value;
}
