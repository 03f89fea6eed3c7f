import { equal, type JsonType } from '../json.ts';
import { isMultipleOf } from '../schema/decimals.ts';
import { hasDuplicates } from '../schema/duplicates.ts';
import { formats } from '../schema/formats.ts';
import { impossible, type Schema, type SchemaObject } from '../schema/keywords.ts';
import { compilePattern } from '../schema/patterns.ts';
import { allowedPhrase, plural, typePhrase } from './words.ts';

/**
 * What tells values apart: their JSON type, and whether JavaScript holds them as they were written. `beyond` is an integer beyond 2^53,
 * as a `bigint` or as the double that it was rounded to; `infinite` is what no JSON value is, and no type holds.
 */
export type Kind = JsonType | 'beyond' | 'infinite';

export type Test = (value: never) => boolean;

/** What one keyword demands of a value as a whole. */
export interface Rule {
  readonly keyword: string;
  readonly test: Test;
  /** What the value must be, as a phrase. */
  readonly words: () => string;
  /** For `const` and `enum`: the values that are allowed. */
  readonly allowed?: readonly unknown[];
}

/** What tests of keywords that hold schemas are made with. */
export type Fits = (schema: Schema, value: unknown) => boolean;

/** One keyword: which values it is about, its test, and its demand in words. Keywords about members and items are in `containers.ts`. */
interface Keyword {
  readonly of: 'any' | 'number' | 'string' | 'array' | 'object';
  words(limit: never, schema: SchemaObject): string;
  /** @returns undefined where it says nothing about values of the kind */
  test(limit: never, schema: SchemaObject, kind: Kind, fits: Fits): Test | undefined;
}

const keywords: Readonly<Partial<Record<string, Keyword>>> = {
  const: { of: 'any', words: (value) => allowedPhrase([value]), test: (value, _schema, kind) => among([value], kind) },
  enum: { of: 'any', words: allowedPhrase, test: (values: unknown[], _schema, kind) => among(values, kind) },
  not: {
    of: 'any',
    words: exclusion,
    test:
      (excluded: Schema, _schema, _kind, fits): Test =>
      (value) =>
        !fits(excluded, value),
  },
  format: {
    of: 'any',
    words: (name) => `a valid ${name}`,
    test(name: string, _schema, kind) {
      const { appliesTo, test } = formats.get(name) ?? {};
      // Any integer that a double holds exactly is an int64.
      if (name === 'int64' && kind === 'integer') return undefined;
      return appliesTo === domains[kind] ? test : undefined;
    },
  },
  minimum: {
    of: 'number',
    words: (limit) => `at least ${limit}`,
    test: (limit: number) => compared(limit, (value) => value >= limit),
  },
  maximum: {
    of: 'number',
    words: (limit) => `at most ${limit}`,
    test: (limit: number) => compared(limit, (value) => value <= limit),
  },
  exclusiveMinimum: {
    of: 'number',
    words: (limit) => `more than ${limit}`,
    test: (limit: number) => compared(limit, (value) => value > limit),
  },
  exclusiveMaximum: {
    of: 'number',
    words: (limit) => `less than ${limit}`,
    test: (limit: number) => compared(limit, (value) => value < limit),
  },
  multipleOf: {
    of: 'number',
    words: (divisor) => `a multiple of ${divisor}`,
    test: (divisor: number) => (value: number | bigint) => isMultipleOf(value, divisor),
  },
  minLength: {
    of: 'string',
    words: (length) => `at least ${plural(length, 'character')} long`,
    // Characters are counted only where their number may differ from that of the UTF-16 units in a way that matters.
    test: (least: number) => (text: string) =>
      text.length >= least && (text.length >= 2 * least || codePoints(text) >= least),
  },
  maxLength: {
    of: 'string',
    words: (length) => `at most ${plural(length, 'character')} long`,
    test: (most: number) => (text: string) => text.length <= most || codePoints(text) <= most,
  },
  pattern: {
    of: 'string',
    words: (pattern) => `a string that matches ${pattern}`,
    test(pattern: string) {
      const expression = compilePattern(pattern);
      return expression && ((text: string) => expression.test(text));
    },
  },
  minItems: {
    of: 'array',
    words: (count) => `an array of at least ${plural(count, 'item')}`,
    test: (least: number) => (items: readonly unknown[]) => items.length >= least,
  },
  maxItems: {
    of: 'array',
    words: (count) => `an array of at most ${plural(count, 'item')}`,
    test: (most: number) => (items: readonly unknown[]) => items.length <= most,
  },
  uniqueItems: {
    of: 'array',
    words: () => 'an array without equal items',
    test: (unique: boolean) => (unique ? (items: readonly unknown[]) => !hasDuplicates(items) : undefined),
  },
  contains: {
    of: 'array',
    words: (_contained, { minContains = 1 }) => `an array with at least ${plural(minContains, 'matching item')}`,
    test: (contained: Schema, { minContains = 1 }, _kind, fits) => counted(contained, fits, (n) => n >= minContains),
  },
  maxContains: {
    of: 'array',
    words: (most) => `an array with at most ${plural(most, 'matching item')}`,
    test: (most: number, { contains }, _kind, fits) =>
      contains === undefined ? undefined : counted(contains, fits, (n) => n <= most),
  },
  minProperties: {
    of: 'object',
    words: (count) => `an object of at least ${count} properties`,
    test: (least: number) => (object: object) => Object.keys(object).length >= least,
  },
  maxProperties: {
    of: 'object',
    words: (count) => `an object of at most ${count} properties`,
    test: (most: number) => (object: object) => Object.keys(object).length <= most,
  },
};

const domains: Readonly<Record<Kind, Keyword['of'] | undefined>> = {
  ...{ null: undefined, boolean: undefined, string: 'string', array: 'array', object: 'object' },
  ...{ integer: 'number', number: 'number', beyond: 'number', infinite: 'number' },
} as const;

/** Everything that schemas which describe a value together demand of it as a whole, its kind being known. */
export function rulesOf(parts: readonly SchemaObject[], kind: Kind, fits: Fits): readonly Rule[] {
  const never: Test = () => false;
  if (parts.includes(impossible)) return [{ keyword: 'false', test: never, words: () => 'absent' }];
  const mistyped = parts.find((part) => !allows(part, kind));
  // A value of another type is nothing but that.
  if (mistyped) return [{ keyword: 'type', test: never, words: () => typePhrase([mistyped.type ?? []].flat()) }];
  return parts.flatMap((part) =>
    Object.entries(part).flatMap(([keyword, limit]): Rule[] => {
      const rule = keywords[keyword];
      if (!rule || (rule.of !== 'any' && rule.of !== domains[kind])) return [];
      const test = rule.test(limit as never, part, kind, fits);
      const allowed = keyword === 'enum' ? (limit as unknown[]) : keyword === 'const' ? [limit] : undefined;
      const words = (): string => rule.words(limit as never, part);
      return test ? [{ keyword, test, words, ...(allowed && { allowed }) }] : [];
    }),
  );
}

/** Whether nothing but the value itself can break these rules any more. */
export function isNothingButThat({ keyword }: Pick<Rule, 'keyword'>): boolean {
  return keyword === 'false' || keyword === 'type';
}

function allows({ type }: SchemaObject, kind: Kind): boolean {
  if (type === undefined) return true;
  if (kind === 'infinite') return false;
  const types = typeof type === 'string' ? [type] : type;
  const own = kind === 'beyond' ? 'integer' : kind;
  return types.includes(own) || (own === 'integer' && types.includes('number'));
}

function among(values: readonly unknown[], kind: Kind): Test {
  if (kind === 'array' || kind === 'object' || kind === 'beyond')
    return (value) => values.some((allowed) => equal(allowed, value));
  const known = new Set(values);
  return (value) => known.has(value);
}

/** A limit beyond 2^53 has been rounded when the description was read; the value is rounded alike before they are compared. */
function compared(limit: number, test: (value: number) => boolean): Test {
  const isRounded = Number.isInteger(limit) && !Number.isSafeInteger(limit);
  return isRounded ? (value: number | bigint) => test(Number(value)) : test;
}

/** Length in characters (code points), as JSON Schema counts. */
function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function counted(contained: Schema, fits: Fits, test: (count: number) => boolean): Test {
  return (items: readonly unknown[]) => test(items.filter((item) => fits(contained, item)).length);
}

/** `not`: what the value must not be, as far as that can be said in words. */
function exclusion(excluded: Schema): string {
  const otherwise = 'other than what the description excludes';
  if (typeof excluded === 'boolean') return 'absent';
  const [only, ...others] = Object.keys(excluded);
  if (others.length > 0) return otherwise;
  if (only === 'const' || only === 'enum') return `anything but ${allowedPhrase(excluded.enum ?? [excluded.const])}`;
  if (only === 'type') return `anything but ${typePhrase([excluded.type ?? []].flat())}`;
  if (only === 'pattern') return `a string that does not match ${excluded.pattern}`;
  if (only === 'required' && excluded.required?.length === 1) return `without the property "${excluded.required[0]}"`;
  return otherwise;
}
