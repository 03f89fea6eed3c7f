/** Keywords of JSON Schema 2020-12 by what they hold, and the schemas that the engine works with. */

import { isRecord, type JsonObject } from '../json.ts';
import { compilePattern } from './patterns.ts';

/** A schema of 2020-12 with plain keywords only; `$ref` holds a key of {@link SchemaSet.definitions}. */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  multipleOf?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  minLength?: number;
  pattern?: string;
  format?: string;
  maxItems?: number;
  minItems?: number;
  uniqueItems?: boolean;
  maxContains?: number;
  minContains?: number;
  maxProperties?: number;
  minProperties?: number;
  required?: string[];
  dependentRequired?: Record<string, string[]>;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  dependentSchemas?: Record<string, Schema>;
  additionalProperties?: Schema;
  propertyNames?: Schema;
  unevaluatedProperties?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  contains?: Schema;
  unevaluatedItems?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  if?: Schema;
  then?: Schema;
  else?: Schema;
  readOnly?: boolean;
  writeOnly?: boolean;
  discriminator?: Discriminator;
}

/** The schema `false` among schemas that describe a value together. */
export const impossible: SchemaObject = Object.freeze({});

export interface Discriminator {
  propertyName: string;
  mapping: Record<string, string>;
}

/** What a keyword holds: schemas that describe the value itself (`part`), or what is inside of it. */
interface Holder {
  readonly holds: 'part' | 'inner';
  readonly as: 'one' | 'list' | 'map';
}

const [part, parts, partMap] = (['one', 'list', 'map'] as const).map((as): Holder => ({ holds: 'part', as })) as Three;
const [inner, inners, innerMap] = (['one', 'list', 'map'] as const).map((as): Holder => ({
  holds: 'inner',
  as,
})) as Three;
type Three = [Holder, Holder, Holder];

const typeNames = new Set<unknown>(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isSize = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isNames = (value: unknown): boolean => Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Every keyword that says something about validity: what it holds, or whether a value is one that it can have. */
export const keywords: ReadonlyMap<string, Holder | ((value: unknown) => boolean)> = new Map(
  Object.entries({
    ...{ allOf: parts, anyOf: parts, oneOf: parts, not: part, if: part, then: part, else: part },
    ...{ dependentSchemas: partMap, properties: innerMap, patternProperties: innerMap },
    ...{ items: inner, contains: inner, additionalProperties: inner, propertyNames: inner },
    ...{ unevaluatedItems: inner, unevaluatedProperties: inner, prefixItems: inners },
    ...{ maximum: isNumber, exclusiveMaximum: isNumber, minimum: isNumber, exclusiveMinimum: isNumber },
    ...{ maxLength: isSize, minLength: isSize, maxItems: isSize, minItems: isSize },
    ...{ maxContains: isSize, minContains: isSize, maxProperties: isSize, minProperties: isSize },
    ...{ uniqueItems: isFlag, readOnly: isFlag, writeOnly: isFlag, const: () => true },
    type: (value) => {
      const types = [value].flat();
      return types.length > 0 && types.every((type) => typeNames.has(type)) && new Set(types).size === types.length;
    },
    enum: (value) => Array.isArray(value) && value.length > 0,
    pattern: (value) => typeof value === 'string' && compilePattern(value) !== undefined,
    format: (value) => typeof value === 'string',
    multipleOf: (value) => typeof value === 'number' && value > 0,
    required: isNames,
    dependentRequired: (value) => isRecord(value) && Object.values(value).every(isNames),
    discriminator: (value) => isRecord(value) && typeof value['propertyName'] === 'string',
  } satisfies Record<string, Holder | ((value: unknown) => boolean)>),
);

/** Keywords that say nothing about validity, beside `x-...`. */
export const annotations = new Set([
  ...['title', 'description', 'default', 'deprecated', 'examples', 'example', 'externalDocs', 'xml', '$comment'],
  ...['contentMediaType', 'contentEncoding', 'contentSchema', '$defs', 'definitions', '$id', '$anchor', '$schema'],
  ...['$dynamicAnchor', '$vocabulary'],
]);

/** The schemas that a keyword holds, with their names where it is a map; none where its value is not what it must be. */
export function heldBy({ as }: Holder, value: unknown): readonly (readonly [name: string, raw: unknown])[] {
  if (as === 'one') return value === undefined ? [] : [['', value]];
  if (as === 'list') return Array.isArray(value) ? value.map((raw: unknown): [string, unknown] => ['', raw]) : [];
  return isRecord(value) ? Object.entries(value) : [];
}

/** Everything in a schema that describes the same value, as it stands in the document. */
export function rawParts(raw: JsonObject): unknown[] {
  const found: unknown[] = [];
  for (const keyword in raw) {
    const how = keywords.get(keyword);
    if (typeof how === 'object' && how.holds === 'part')
      for (const [, held] of heldBy(how, raw[keyword])) found.push(held);
  }
  return found;
}
