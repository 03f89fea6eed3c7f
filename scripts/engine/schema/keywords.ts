/** Keywords of JSON Schema 2020-12 by the kind of their value, and the schemas that the engine works with. */

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

export const numbers = ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'] as const;

export const sizes = [
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
] as const;

/** Applied to the value itself. */
export const inPlaceLists = ['allOf', 'anyOf', 'oneOf'] as const;
export const inPlaceSchemas = ['not', 'if', 'then', 'else'] as const;
export const inPlaceMaps = ['dependentSchemas'] as const;

/** Applied to what is inside the value. */
export const innerLists = ['prefixItems'] as const;
export const innerSchemas = [
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
export const innerMaps = ['properties', 'patternProperties'] as const;

const holders = new Set<string>([
  ...[...inPlaceLists, ...inPlaceSchemas, ...inPlaceMaps],
  ...[...innerLists, ...innerSchemas, ...innerMaps],
]);

/** Whether a schema has keywords that hold schemas; most have none, and need not be asked for each of them. */
export function holdsSchemas(schema: object): boolean {
  for (const keyword in schema) if (holders.has(keyword)) return true;
  return false;
}

export const typeNames = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

/** Keywords that say nothing about validity, beside `x-...`. */
export const annotations = new Set([
  ...['title', 'description', 'default', 'deprecated', 'examples', 'example', 'externalDocs', 'xml', '$comment'],
  ...['contentMediaType', 'contentEncoding', 'contentSchema', '$defs', 'definitions', '$id', '$anchor', '$schema'],
  ...['$dynamicAnchor', '$vocabulary'],
]);
