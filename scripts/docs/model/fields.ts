import { isReference, partsOf, resolve, type OpenApiDocument, type Schema } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';
import { evidenceOf, type Evidence } from '../../description/evidence.ts';
import { enumValuesOf, withoutValues, type EnumValue } from './enumeration.ts';
import { listLimits } from './limits.ts';
import { typeOf, type TypePart } from './types.ts';

/** A parameter, a header or a property, as a reader sees it. */
export interface Field {
  readonly name: string;
  readonly type: readonly TypePart[];
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  readonly access?: 'read-only' | 'write-only';
  readonly evidence?: Evidence;
  /** Markdown. */
  readonly description: string;
  readonly values: readonly EnumValue[];
  /** Default, format, least, most: a few words each. */
  readonly limits: readonly string[];
  /** Fields of an object that has no name of its own. */
  readonly children: readonly Field[];
  readonly schema: Schema;
}

/** A property or parameter. `owner` is what is said of it outside of its schema: a parameter, or nothing. */
export function toField(
  document: OpenApiDocument,
  name: string,
  schema: Schema,
  isRequired: boolean,
  owner: Schema = {},
): Field {
  const target = resolve<Schema>(document, schema);
  const text = [owner, schema, target].map((each) => each['description']).find((each) => typeof each === 'string');
  const values = enumValuesOf(document, { allOf: [schema], description: owner['description'] });
  const [readOnly, writeOnly, deprecated] = ['readOnly', 'writeOnly', 'deprecated'].map((keyword) =>
    [owner, schema, ...(isReference(schema) ? [target] : [])].some((each) => each[keyword] === true),
  );
  const evidence = evidenceOf(owner) ?? evidenceOf(schema);
  return {
    name,
    type: typeOf(schema),
    isRequired,
    isDeprecated: deprecated === true,
    ...(readOnly && { access: 'read-only' as const }),
    ...(writeOnly && { access: 'write-only' as const }),
    ...(evidence && { evidence }),
    description: withoutValues(String(text ?? ''), values),
    values,
    limits: listLimits({ ...target, ...schema }),
    children: anonymousPartsOf(schema).flatMap((part) => listFields(document, part)),
    schema,
  };
}

/** The fields of an object schema, those of the schemas that it is composed of included, and those of any name. */
export function listFields(document: OpenApiDocument, schema: Schema): readonly Field[] {
  const known = fieldsOf.get(schema);
  if (known) return known;
  // What is made of itself has no more fields than it has once.
  fieldsOf.set(schema, []);
  const required = requiredOf(document, schema);
  const field = (name: string, value: unknown) =>
    toField(document, name, isRecord(value) ? value : {}, required.includes(name));
  const own = Object.entries((schema['properties'] ?? {}) as Schema).map(([name, value]) => field(name, value));
  const patterns = Object.entries((schema['patternProperties'] ?? {}) as Schema);
  const others = isRecord(schema['additionalProperties']) ? [schema['additionalProperties']] : [];
  const fieldsOfPart = (part: Schema) => listFields(document, resolve<Schema>(document, part));
  // What one of several alternatives requires, another may not know.
  const alternatives = partsOf(schema, 'oneOf', 'anyOf')
    .flatMap(fieldsOfPart)
    .map((each) => ({ ...each, isRequired: false }));
  const inherited = [...partsOf(schema, 'allOf').flatMap(fieldsOfPart), ...alternatives];
  const mine = new Map(own.map((each) => [each.name, each]));
  for (const each of inherited) if (!mine.has(each.name)) mine.set(each.name, each);
  const fields = [
    ...[...mine.values()].map((each) => (required.includes(each.name) ? { ...each, isRequired: true } : each)),
    ...patterns.map(([pattern, value]) => field(`/${pattern}/`, value)),
    ...others.map((value) => field('any other name', value)),
  ];
  fieldsOf.set(schema, fields);
  return fields;
}

/** Names that an object must have; a part of it may require a field of another part. */
function requiredOf(document: OpenApiDocument, schema: Schema): string[] {
  const parts = partsOf(schema, 'allOf').filter((part) => part !== schema && !isReference(part));
  return [...((schema['required'] ?? []) as string[]), ...parts.flatMap((part) => requiredOf(document, part))];
}

/** The same schemas occur on many pages: their fields are worked out once. */
const fieldsOf = new WeakMap<Schema, readonly Field[]>();

/** Objects inside a schema that have no name, and so no page of their own. */
function anonymousPartsOf(schema: Schema): Schema[] {
  if (isReference(schema)) return [];
  if (isRecord(schema['properties']) || Array.isArray(schema['allOf'])) return [schema];
  const inside = ['items', 'additionalProperties'].map((keyword) => schema[keyword]).filter(isRecord);
  return [...inside, ...partsOf(schema, 'oneOf', 'anyOf')].flatMap(anonymousPartsOf);
}

/** Name of the schema that a type leads to, be it as it is, in a list, or as one of several. */
export function schemaNameOf(type: readonly TypePart[]): string | undefined {
  return type.find((part) => part.schema !== undefined)?.schema;
}
