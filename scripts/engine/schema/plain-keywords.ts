import type { Document } from '../description/document.ts';
import { isRecord, type JsonObject } from '../json.ts';
import { formats } from './formats.ts';
import { annotations, numbers, sizes, typeNames, type SchemaObject } from './keywords.ts';
import { compilePattern } from './patterns.ts';

const applicators = new Set([
  ...['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'properties'],
  ...['patternProperties', 'additionalProperties', 'propertyNames', 'unevaluatedProperties', 'items', 'prefixItems'],
  ...['contains', 'unevaluatedItems', 'nullable'],
]);

const plain = new Set<string>([
  ...numbers,
  ...sizes,
  ...['type', 'enum', 'const', 'pattern', 'format', 'uniqueItems', 'required', 'dependentRequired'],
  ...['readOnly', 'writeOnly', 'discriminator'],
]);

/** Formats of OpenAPI that every value has: they tell what a generator should make of it. */
const hints = new Set(['float', 'double', 'binary', 'password']);

/**
 * Copies the keywords that hold no schemas. What has a value that the keyword cannot have is left out and reported, so that one
 * slip in a description does not stop the checking of the rest.
 * @param strict report keywords that JSON Schema does not know, too (a misspelt `minlength` checks nothing)
 */
export function readPlainKeywords(source: JsonObject, schema: SchemaObject, document: Document, strict: boolean): void {
  for (const keyword in source) {
    if (plain.has(keyword)) {
      if (!copy(keyword, source[keyword], schema))
        document.report(
          `A schema has ${keyword}: ${JSON.stringify(source[keyword])?.slice(0, 60)}, which that keyword cannot have.`,
        );
    } else if (strict && !applicators.has(keyword) && !annotations.has(keyword) && !keyword.startsWith('x-'))
      document.report(`A schema has the keyword "${keyword}", which JSON Schema does not know.`);
  }
  if (strict && schema.format !== undefined && !formats.has(schema.format) && !hints.has(schema.format))
    document.report(`A schema has the format "${schema.format}", which is not checked.`);
  if (schema.format !== undefined && !formats.has(schema.format)) delete schema.format;
}

function copy(keyword: string, value: unknown, schema: SchemaObject): boolean {
  const accepted = accepts(keyword, value);
  if (accepted)
    (schema as Record<string, unknown>)[keyword] = keyword === 'discriminator' ? readDiscriminator(value) : value;
  return accepted;
}

function accepts(keyword: string, value: unknown): boolean {
  switch (keyword) {
    case 'type':
      return Array.isArray(value)
        ? value.length > 0 &&
            value.every((type) => typeNames.has(type as string)) &&
            new Set(value).size === value.length
        : typeNames.has(value as string);
    case 'enum':
      return Array.isArray(value) && value.length > 0;
    case 'const':
      return true;
    case 'pattern':
      return typeof value === 'string' && compilePattern(value) !== undefined;
    case 'format':
      return typeof value === 'string';
    case 'multipleOf':
      return typeof value === 'number' && value > 0;
    case 'uniqueItems':
    case 'readOnly':
    case 'writeOnly':
      return typeof value === 'boolean';
    case 'required':
      return isNameList(value);
    case 'dependentRequired':
      return isRecord(value) && Object.values(value).every(isNameList);
    case 'discriminator':
      return isRecord(value) && typeof value['propertyName'] === 'string';
    default:
      if ((numbers as readonly string[]).includes(keyword)) return typeof value === 'number';
      return Number.isInteger(value) && (value as number) >= 0;
  }
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function readDiscriminator(value: unknown): SchemaObject['discriminator'] {
  const { propertyName, mapping } = value as JsonObject;
  const entries = isRecord(mapping) ? Object.entries(mapping).filter(([, target]) => typeof target === 'string') : [];
  return { propertyName: propertyName as string, mapping: Object.fromEntries(entries) as Record<string, string> };
}
