import type { ErrorObject } from 'ajv/dist/2020.js';
import { isRecord, own, type JsonPath } from '../json.ts';
import type { Schema } from '../schema/keywords.ts';
import type { SchemaSet } from '../schema/schema-set.ts';
import { pickBranch, type Branch } from './choice.ts';
import { absent, createFaults, type Fault, type Faults } from './fault.ts';
import type { Note } from './notes.ts';
import { allowedPhrase, plural, typePhrase } from './words.ts';

/** What is said about a value that breaks a keyword: what it must be, by the keyword's own value. */
const phrases: Readonly<Record<string, (limit: never) => string>> = {
  type: (types: string | string[]) => typePhrase([types].flat()),
  enum: (values: unknown[]) => allowedPhrase(values),
  const: (value: unknown) => allowedPhrase([value]),
  minimum: (limit: number) => `at least ${limit}`,
  maximum: (limit: number) => `at most ${limit}`,
  exclusiveMinimum: (limit: number) => `more than ${limit}`,
  exclusiveMaximum: (limit: number) => `less than ${limit}`,
  multipleOf: (divisor: number) => `a multiple of ${divisor}`,
  minLength: (length: number) => `at least ${plural(length, 'character')} long`,
  maxLength: (length: number) => `at most ${plural(length, 'character')} long`,
  pattern: (pattern: string) => `a string that matches ${pattern}`,
  format: (format: string) => `a valid ${format}`,
  minItems: (count: number) => `an array of at least ${plural(count, 'item')}`,
  maxItems: (count: number) => `an array of at most ${plural(count, 'item')}`,
  uniqueItems: () => 'an array without equal items',
  minProperties: (count: number) => `an object of at least ${count} properties`,
  maxProperties: (count: number) => `an object of at most ${count} properties`,
  absent: () => 'absent',
  not: exclusion,
};

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

/** What ajv has found, in the words of the reports. */
export interface Told {
  readonly faults: readonly Fault[];
  /** Notes of the branches whose faults are told. */
  readonly notes: readonly Note[];
  /** Schemas of choices that failed: what they mention at a place (a pointer) is no unknown member there. */
  readonly meant: readonly { readonly at: string; readonly branch: Schema }[];
}

/**
 * Puts ajv's errors into words: one fault for one mistake. Where no branch of a choice fits, the faults are those of the branch that
 * was most likely meant; a mistake repeated in the items of an array is one with a count.
 * @param root the value, whose integers beyond 2^53 may be `bigint`
 */
export function tellFaults(set: SchemaSet, errors: readonly ErrorObject[], root: unknown): Told {
  const notes: Note[] = [];
  const meant: { at: string; branch: Schema }[] = [];

  const tell = (from: number, to: number): Fault[] => {
    const faults = createFaults();
    const groups = grouped(errors, from, to);
    // A value of another type is nothing but that.
    const mistyped = new Map<unknown, Set<string>>();
    for (const { error } of groups)
      if (error.keyword === 'type') {
        const places = mistyped.get(error.parentSchema) ?? new Set();
        mistyped.set(error.parentSchema, places.add(error.instancePath));
      }
    for (const { error, branches } of groups) {
      if (error.keyword !== 'type' && mistyped.get(error.parentSchema)?.has(error.instancePath)) continue;
      if (!branches) addFault(faults, error, root);
      else
        addChoice(
          faults,
          error,
          branches.map(({ index, start, end, notes: own }) => ({
            schema: (error.schema as Schema[])[index] as Schema,
            faults: tell(start, end),
            notes: own,
          })),
        );
    }
    return faults.list();
  };

  const addChoice = (faults: Faults, error: ErrorObject, failed: readonly Branch[]): void => {
    const { path, value } = locate(error.instancePath, root);
    const all = error.schema as Schema[];
    if ((error.params as ChoiceParams).fitting > 1) {
      const expected = `valid under exactly one of the ${all.length} alternatives`;
      return faults.add({ keyword: error.keyword, expected, actual: value }, path);
    }
    const picked = pickBranch(set, error.parentSchema as never, failed, value, path.length);
    for (const fault of picked.faults) faults.add(fault, fault.path, fault.count);
    for (const branch of picked.branches) meant.push({ at: error.instancePath, branch: branch.schema });
    if (picked.branches.length === 1) notes.push(...(picked.branches[0] as Branch).notes);
  };

  return { faults: tell(0, errors.length), notes, meant };
}

interface Group {
  readonly error: ErrorObject;
  /** Of a choice: the branches that do not fit, with the range of their errors. */
  readonly branches?: readonly {
    readonly index: number;
    readonly start: number;
    readonly end: number;
    readonly notes: readonly Note[];
  }[];
}

interface ChoiceParams {
  readonly branch: number;
  readonly count: number;
  readonly fitting: number;
  readonly notes: readonly Note[];
}

/** The errors of a range, those of a choice together: they stand before it (see `choice` in `ajv.ts`), so the list is read backwards. */
function grouped(errors: readonly ErrorObject[], from: number, to: number): Group[] {
  const groups: Group[] = [];
  for (let i = to - 1; i >= from; i--) {
    const error = errors[i] as ErrorObject;
    if (error.keyword !== 'oneOf' && error.keyword !== 'anyOf') {
      groups.push({ error });
      continue;
    }
    const start = i - (error.params as ChoiceParams).count;
    const branches: NonNullable<Group['branches']>[number][] = [];
    for (let end = i - 1; end >= start;) {
      const { branch, count, notes } = errors[end]?.params as ChoiceParams;
      branches.push({ index: branch, start: end - count, end, notes });
      end -= count + 1;
    }
    groups.push({ error, branches: branches.reverse() });
    i = start;
  }
  return groups.reverse();
}

function addFault(faults: Faults, { keyword, schema, params, instancePath }: ErrorObject, root: unknown): void {
  const { path, value } = locate(instancePath, root);
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const name = (params as { missingProperty: string }).missingProperty;
    faults.add({ keyword, expected: 'present', actual: absent }, [...path, name]);
  } else if (keyword === 'propertyNames') {
    const { name, expected } = params as { name: string; expected: string | undefined };
    const phrase = expected === 'absent' || expected === undefined ? 'absent' : `named ${expected}`;
    faults.add({ keyword, expected: phrase, actual: name }, [...path, name]);
  } else if (keyword === 'contains' || keyword === 'maxContains') {
    const count = plural((params as { count: number }).count, 'matching item');
    const expected = `an array with at ${keyword === 'contains' ? 'least' : 'most'} ${count}`;
    faults.add({ keyword, expected, actual: value }, path);
  } else {
    const expected = phrases[keyword]?.(schema as never) ?? `valid by ${keyword}`;
    const allowed = keyword === 'enum' ? (schema as unknown[]) : keyword === 'const' ? [schema] : undefined;
    faults.add(
      { keyword: keyword === 'absent' ? 'false' : keyword, expected, actual: value, ...(allowed && { allowed }) },
      path,
    );
  }
}

/** What a pointer leads to in a value. In the path, indexes of arrays are numbers. */
export function locate(pointer: string, root: unknown): { path: JsonPath; value: unknown } {
  let value = root;
  const path: (string | number)[] = [];
  for (const token of pointer === '' ? [] : pointer.slice(1).split('/')) {
    const key = token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
    path.push(Array.isArray(value) ? Number(key) : key);
    value = Array.isArray(value) ? value[Number(key)] : isRecord(value) ? own(value, key) : undefined;
  }
  return { path, value };
}
