import type { JsonType } from '../json.ts';
import { isMultipleOf } from '../schema/decimals.ts';
import { formats } from '../schema/formats.ts';
import type { SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';

/** Whether a value is valid, its type being known already. */
export type Accept = (value: unknown) => boolean;

export const pass: Accept = () => true;
export const reject: Accept = () => false;

/** All of them, in order. */
export function every(tests: readonly Accept[]): Accept {
  const [first = pass, second] = tests;
  if (second === undefined) return first;
  if (tests.length === 2) return (value) => first(value) && second(value);
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

export function allowsType(schema: SchemaObject, type: JsonType): boolean {
  if (schema.type === undefined) return true;
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** The test of `enum` and `const`; undefined when there is none. Containers among the values are screened elsewhere. */
export function oneOfValues(parts: readonly SchemaObject[]): Accept | undefined {
  const tests = parts.flatMap((part): Accept[] => {
    const lists = [part.enum, part.const === undefined ? undefined : [part.const]];
    return lists.flatMap((list) => {
      if (!list) return [];
      const values = new Set(list);
      return [(value) => values.has(value)];
    });
  });
  return tests.length > 0 ? every(tests) : undefined;
}

export function acceptString(parts: readonly SchemaObject[]): Accept {
  const tests: Accept[] = [];
  const add = (test: (value: string) => boolean): void => void tests.push(test as Accept);
  const values = oneOfValues(parts);
  if (values) tests.push(values);
  for (const { minLength, maxLength, pattern, format } of parts) {
    // Characters are counted only where their number may differ from that of the UTF-16 units in a way that matters.
    if (maxLength !== undefined) add((text) => text.length <= maxLength || codePoints(text) <= maxLength);
    if (minLength !== undefined)
      add((text) => text.length >= minLength && (text.length >= 2 * minLength || codePoints(text) >= minLength));
    const expression = pattern === undefined ? undefined : compilePattern(pattern);
    if (expression) add((text) => expression.test(text));
    const check = format === undefined ? undefined : formats.get(format);
    if (check?.appliesTo === 'string') tests.push(check.test as Accept);
  }
  return every(tests);
}

/** Length in characters (code points), as JSON Schema counts. */
function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

export function acceptNumber(parts: readonly SchemaObject[], type: 'integer' | 'number'): Accept {
  const tests: Accept[] = [];
  const add = (test: (value: number) => boolean): void => void tests.push(test as Accept);
  const values = oneOfValues(parts);
  if (values) tests.push(values);
  let least = -Infinity;
  let most = Infinity;
  for (const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } of parts) {
    least = Math.max(least, minimum ?? -Infinity);
    most = Math.min(most, maximum ?? Infinity);
    if (exclusiveMinimum !== undefined) add((value) => value > exclusiveMinimum);
    if (exclusiveMaximum !== undefined) add((value) => value < exclusiveMaximum);
    if (multipleOf !== undefined) add((value) => isMultipleOf(value, multipleOf));
    const check = format === undefined ? undefined : formats.get(format);
    if (check?.appliesTo !== 'number') continue;
    // Nearly every number has one of these formats: of an integer they only say how large it may be.
    const range = type === 'integer' ? ranges[format as string] : undefined;
    if (range) [least, most] = [Math.max(least, range[0]), Math.min(most, range[1])];
    else tests.push(check.test as Accept);
  }
  if (least !== -Infinity || most !== Infinity) add((value) => value >= least && value <= most);
  return every(tests);
}

/** Only safe integers are looked at, and any of them is an int64. */
const ranges: Readonly<Partial<Record<string, readonly [least: number, most: number]>>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-Infinity, Infinity],
};
