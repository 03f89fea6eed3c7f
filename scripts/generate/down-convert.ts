import { Converter } from '@apiture/openapi-down-convert';
import { isRecord } from '../engine/json.ts';
import { referencesIn, schemasOf, type OpenApiDocument, type Schema } from '../description/document.ts';
import { mapSchemas } from './schemas.ts';
import { camelCase } from './text.ts';

/**
 * The OpenAPI 3.0 form of a bundled 3.1 document, for tools that cannot read 3.1.
 *
 * The work is done by @apiture/openapi-down-convert. The steps here run first and take care of what it leaves behind:
 * the type null, several types at once, names by pattern or in two spellings, numeric exclusive bounds, constants that are falsy, keywords
 * that 3.0 does not know. Where 3.0 cannot say a thing, the result accepts more, never less.
 */
export function downConvert(document: OpenApiDocument): OpenApiDocument {
  const prepared = mapSchemas(document, (schema) =>
    [
      convertConst,
      convertTypes,
      convertExclusiveBounds,
      convertPatternProperties,
      dropSecondSpellings,
      convertTuple,
      dropUnknownEncoding,
      dropUnknownKeywords,
    ].reduce((current, step) => step(current), schema),
  );
  const given = webhooksToPaths(dropUnknownSections(prepared));
  const converted = new Converter(given, { allOfTransform: true }).convert() as OpenApiDocument;
  return dropUnused(pathsToWebhooks(nameTitles(nameLicense(converted, document))), listReferences(document));
}

/** No path of an API begins so. */
const webhookPrefix = '/webhooks:';

/** 3.0 has no webhooks, so that the converter would drop them: they go through it as paths. */
function webhooksToPaths({ webhooks, ...rest }: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(webhooks ?? {}).map(([name, item]) => [`${webhookPrefix}${name}`, item] as const);
  return { ...rest, paths: { ...rest.paths, ...Object.fromEntries(paths) } };
}

/** Tools for 3.0 look for webhooks in the extension `x-webhooks`. */
function pathsToWebhooks({ paths, components, ...rest }: OpenApiDocument): OpenApiDocument {
  const entries = Object.entries(paths);
  const isWebhook = ([path]: [string, unknown]): boolean => path.startsWith(webhookPrefix);
  const webhooks = entries.filter(isWebhook).map(([path, item]) => [path.slice(webhookPrefix.length), item] as const);
  return {
    ...rest,
    paths: Object.fromEntries(entries.filter((entry) => !isWebhook(entry))),
    ...(webhooks.length > 0 ? { 'x-webhooks': Object.fromEntries(webhooks) } : {}),
    ...(components ? { components } : {}),
  };
}

/** `const` is an `enum` of one. */
function convertConst(schema: Schema): Schema {
  if (!('const' in schema)) return schema;
  const { const: value, ...rest } = schema;
  return { ...rest, enum: [value] };
}

/** Keywords that say something about one type only, and move to the branch of that type. */
const keywordsOfType: Readonly<Record<string, readonly string[]>> = {
  string: ['pattern', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems', 'prefixItems'],
  object: ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties'],
};

/**
 * Several types become an `anyOf` with one branch for each; null beside a type becomes `nullable`.
 * Null on its own, the other half of a reference that may be null, is an `enum` that holds only null: `nullable` beside
 * an `allOf` reads better, but the referenced schema would still forbid null, and validators say so.
 */
function convertTypes(schema: Schema): Schema {
  const types = schema['type'];
  if (types === 'null') return { ...schema, type: 'string', nullable: true, enum: [null] };
  if (!Array.isArray(types)) return types === 'array' && !schema['items'] ? { ...schema, items: {} } : schema;
  const names = (types as string[]).filter((name) => name !== 'null');
  const nullable = names.length < types.length ? { nullable: true } : {};
  const { type: _, ...rest } = schema;
  if (names.length === 1) return convertTypes({ ...rest, type: names[0], ...nullable });

  const branches = names.map((type) => {
    const branch: Schema = { type, ...nullable };
    for (const keyword of [...(keywordsOfType[type === 'integer' ? 'number' : type] ?? []), 'format']) {
      const applies = keyword !== 'format' || isNumeric(type) === isNumericFormat(schema[keyword]);
      if (keyword in schema && applies) branch[keyword] = schema[keyword];
    }
    if (Array.isArray(schema['enum'])) branch['enum'] = schema['enum'].filter((value) => fits(value, type));
    return convertTypes(branch);
  });
  for (const keyword of [...Object.values(keywordsOfType).flat(), 'format', 'enum']) delete rest[keyword];
  return { ...rest, anyOf: branches };
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

function isNumericFormat(format: unknown): boolean {
  return /^(int|float|double|decimal)/.test(String(format));
}

function fits(value: unknown, type: string): boolean {
  if (value === null) return true;
  if (isNumeric(type)) return typeof value === 'number';
  return typeof value === type || (type === 'array' && Array.isArray(value));
}

/** `exclusiveMinimum: 0` is `minimum: 0` with `exclusiveMinimum: true`. */
function convertExclusiveBounds(schema: Schema): Schema {
  const result = { ...schema };
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = schema[exclusive];
    if (typeof value === 'number') Object.assign(result, { [bound]: value, [exclusive]: true });
  }
  return result;
}

/**
 * Names by pattern become names of any kind. Their values keep their schema, unless fixed names stand beside them:
 * a type with an index signature would have to fit those as well, and what generators write would not compile.
 */
function convertPatternProperties(schema: Schema): Schema {
  const { patternProperties, ...rest } = schema;
  if (!isRecord(patternProperties)) return schema;
  if (isRecord(rest['properties'])) return { ...rest, additionalProperties: true };
  const values = Object.values(patternProperties);
  if (isRecord(rest['additionalProperties'])) values.push(rest['additionalProperties']);
  return { ...rest, additionalProperties: values.length === 1 ? values[0] : { anyOf: values } };
}

/**
 * Of two properties whose names differ by underscores alone (`orderTotal`, `order_total`) the second goes: in the languages
 * that spell all names one way, generators would write one member twice. The object stays open, so the value may still come.
 */
function dropSecondSpellings(schema: Schema): Schema {
  if (!isRecord(schema['properties'])) return schema;
  const names = Object.keys(schema['properties']);
  const spelled = names.map(camelCase);
  const properties = Object.entries(schema['properties']).filter((_, at) => spelled.indexOf(spelled[at]!) === at);
  if (properties.length === names.length) return schema;
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: true };
}

/** A tuple becomes a list of whatever its places hold. */
function convertTuple(schema: Schema): Schema {
  const { prefixItems, ...rest } = schema;
  if (!Array.isArray(prefixItems)) return schema;
  const places = isRecord(rest['items']) && Object.keys(rest['items']).length > 0 ? [rest['items']] : [];
  return { ...rest, items: { anyOf: [...(prefixItems as unknown[]), ...places] } };
}

/** 3.0 has a format for base64, `byte`, and none for any other encoding: what is encoded so is a text. */
function dropUnknownEncoding(schema: Schema): Schema {
  const { contentEncoding, contentMediaType: _, ...rest } = schema;
  return contentEncoding === undefined || contentEncoding === 'base64' ? schema : rest;
}

/** Keywords of JSON Schema 2020-12 that 3.0 has no form of, beyond those that the converter drops itself. */
const unknownKeywords = [
  '$defs',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  'contains',
  'minContains',
  'maxContains',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'unevaluatedItems',
  'contentSchema',
];

function dropUnknownKeywords(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !unknownKeywords.includes(key)));
}

function dropUnknownSections(document: OpenApiDocument): OpenApiDocument {
  const { jsonSchemaDialect: _dialect, ...rest } = document;
  const { summary: _summary, ...info } = rest.info;
  return { ...rest, info };
}

/** Generators for 3.0 take a title for the name of a class, blanks and all: so it is that name. */
function nameTitles(converted: OpenApiDocument): OpenApiDocument {
  for (const [name, schema] of Object.entries(schemasOf(converted)))
    if (schema['title'] !== undefined) schema['title'] = name;
  return converted;
}

/** 3.0 knows no licence identifier; the licence is named by its address in the SPDX list instead. */
function nameLicense(converted: OpenApiDocument, { info }: OpenApiDocument): OpenApiDocument {
  const license = info['license'];
  const target = converted.info['license'];
  if (isRecord(license) && typeof license['identifier'] === 'string' && isRecord(target) && !target['url'])
    target['url'] = `https://spdx.org/licenses/${license['identifier']}.html`;
  return converted;
}

/** Drops components that something referred to, and nothing does any more because the keyword that did is gone. */
function dropUnused(document: OpenApiDocument, before: ReadonlySet<string>): OpenApiDocument {
  const now = listReferences(document);
  let dropped = false;
  for (const [section, components] of Object.entries(document.components ?? {})) {
    for (const name of Object.keys(components)) {
      const reference = `#/components/${section}/${name}`;
      if (now.has(reference) || !before.has(reference)) continue;
      delete components[name];
      dropped = true;
    }
  }
  return dropped ? dropUnused(document, before) : document;
}

function listReferences(document: OpenApiDocument): Set<string> {
  return new Set(referencesIn(document, document).map(({ $ref }) => $ref));
}
