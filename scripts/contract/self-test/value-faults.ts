/** Faults in JSON values: one of every kind at every place. */

import { asArray, asObject } from '../plan/description.ts';
import { compile } from '../plan/values/strings.ts';
import type { Severity } from '../../engine/types.ts';
import type { Place, SchemaWalk } from './schema-walk.ts';

export interface ValueFault {
  readonly name: string;
  readonly severity: Severity;
  /** The value with the fault in it. */
  readonly value: unknown;
  /** Where it must be found. */
  readonly path: readonly (string | number)[];
}

type Direction = 'request' | 'response';

/** Every fault that can be seeded into a value; at each place one of each kind. */
export function valueFaults(walk: SchemaWalk, schema: unknown, value: unknown, direction: Direction): ValueFault[] {
  return walk
    .places(schema, value)
    .flatMap((place) => [
      ...wrongType(place, value),
      ...missing(place, value, walk, direction),
      ...outOfLimits(place, value),
      ...unknownField(place, value),
    ]);
}

function seed(name: string, root: unknown, at: Place['path'], replacement: unknown, path = at): ValueFault {
  return { name, severity: 'breaking', value: replaced(root, at, replacement), path };
}

/** A copy of a value with another one at a place. */
function replaced(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root))
    return root.map((item: unknown, index) => (index === key ? replaced(item, rest, value) : item));
  const object = root as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, value) };
}

const samples: Readonly<Record<string, unknown>> = {
  object: { unexpected: 1 },
  array: [{ unexpected: [] }],
  string: 'unexpected text',
  number: 12.75,
  boolean: true,
  null: null,
};

function wrongType({ path, types }: Place, root: unknown): ValueFault[] {
  if (!types || types.size === 0) return [];
  // Two wrong types: a value of another kind, and the slip that is most common for this one (a number as text, null).
  const wrong = Object.keys(samples).filter((type) => !types.has(type) && !(type === 'number' && types.has('integer')));
  if (types.has('integer') && !types.has('number')) wrong.push('number');
  const [first, last] = [wrong[0], wrong[wrong.length - 1]];
  return [...new Set([first, last])].flatMap((type) =>
    type === undefined ? [] : [seed(`wrong type: ${type}`, root, path, samples[type])],
  );
}

function missing(
  { path, value, parts, choice }: Place,
  root: unknown,
  walk: SchemaWalk,
  direction: Direction,
): ValueFault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const required = new Set(parts.flatMap((part) => asArray(part.required) as string[]));
  const object = value as Record<string, unknown>;
  return [...required].flatMap((name) => {
    if (!Object.hasOwn(object, name)) return [];
    const schemas = parts.flatMap((part) => asObject(part.properties)[name] ?? []);
    if (schemas.some((schema) => walk.parts(schema).parts.some((part) => part[flag] === true))) return [];
    const { [name]: gone, ...rest } = object;
    const fault = seed('missing property', root, path, rest, [...path, name]);
    if (choice) return [fault];
    return [fault, seed('renamed property', root, path, { ...rest, [`${name}Renamed`]: gone }, [...path, name])];
  });
}

function outOfLimits({ path, value, parts }: Place, root: unknown): ValueFault[] {
  const faults: ValueFault[] = [];
  const add = (keyword: string, replacement: unknown): void =>
    void faults.push(seed(`breaks ${keyword}`, root, path, replacement));
  for (const part of parts) {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = part as Record<
      string,
      number | undefined
    >;
    const { minLength, maxLength, minItems, maxItems } = part as Record<string, number | undefined>;
    if (typeof value === 'string') {
      if (part.enum || part.const !== undefined) add('enum', `${value}Unexpected`);
      const broken = typeof part.pattern === 'string' ? textAgainst(part.pattern) : undefined;
      if (broken !== undefined) add('pattern', broken);
      if (minLength) add('minLength', value.slice(0, minLength - 1));
      if (maxLength !== undefined) add('maxLength', value.padEnd(maxLength + 1, 'x'));
      if (brokenFormats.has(part.format as string)) add('format', `not a ${String(part.format)}`);
    } else if (typeof value === 'number') {
      if (part.enum || part.const !== undefined) add('enum', 987_654_321);
      if (typeof minimum === 'number')
        add('minimum', minimum - (typeof exclusiveMinimum === 'boolean' && exclusiveMinimum ? 0 : 1));
      if (typeof maximum === 'number' && maximum < 2 ** 53) add('maximum', maximum + 1);
      if (typeof exclusiveMinimum === 'number') add('exclusiveMinimum', exclusiveMinimum);
      if (typeof exclusiveMaximum === 'number') add('exclusiveMaximum', exclusiveMaximum);
      if (typeof multipleOf === 'number') add('multipleOf', value + multipleOf / 2);
    } else if (Array.isArray(value)) {
      if (minItems) add('minItems', value.slice(0, minItems - 1));
      if (maxItems !== undefined && value.length > 0)
        add(
          'maxItems',
          Array.from({ length: maxItems + 1 }, () => value[0]),
        );
      if (part.uniqueItems === true && value.length > 0 && maxItems !== 1)
        add('uniqueItems', [...value.slice(0, (maxItems ?? 1000) - 1), value[0]]);
    }
  }
  return faults;
}

/** A text that does not match; undefined when there is none among the usual ones, or when the pattern is none. */
function textAgainst(pattern: string): string | undefined {
  const expression = compile(pattern);
  return expression && ['', '~', '0', 'x', '\u0000', ' '].find((text) => !expression.test(text));
}

const brokenFormats = new Set([
  'date',
  'date-time',
  'time',
  'email',
  'uuid',
  'ipv4',
  'ipv6',
  'uri',
  'hostname',
  'duration',
]);

function unknownField({ path, value, parts, choice }: Place, root: unknown): ValueFault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || choice) return [];
  const name = 'undocumentedField';
  const declares = parts.some((part) => Object.keys(asObject(part.properties)).length > 0);
  const open = parts.some((part) => {
    const others = [part.additionalProperties, part.unevaluatedProperties];
    return (
      others.some((other) => other === true || typeof other === 'object') ||
      Object.keys(asObject(part.patternProperties)).length > 0
    );
  });
  const closed = parts.some((part) => part.additionalProperties === false || part.unevaluatedProperties === false);
  const limited = parts.some((part) => part.maxProperties !== undefined || part.propertyNames !== undefined);
  if (limited || (!declares && !closed) || (open && !closed)) return [];
  const severity: Severity = closed ? 'breaking' : 'additive';
  return [
    {
      name: 'undocumented field',
      severity,
      value: replaced(root, [...path, name], { new: [1] }),
      path: [...path, name],
    },
  ];
}
