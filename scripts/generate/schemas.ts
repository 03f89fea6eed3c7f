import { isRecord } from '../engine/json.ts';
import { keywords } from '../engine/schema/keywords.ts';
import { schemasOf, type OpenApiDocument, type Schema } from '../description/document.ts';

/** Gets a schema whose own parts were visited already, never `true` or `false`, and returns what stands in its place. */
type SchemaVisitor = (schema: Schema) => Schema;

/**
 * A copy of a document in which every schema went through a visitor, innermost first.
 * Examples, defaults, enums and extensions are data, however much they look like schemas: they are left alone.
 */
export function mapSchemas(document: OpenApiDocument, visit: SchemaVisitor): OpenApiDocument {
  const copy = mapNode(document, visit) as OpenApiDocument;
  if (copy.components?.['schemas'])
    copy.components['schemas'] = mapRecord(schemasOf(document), (schema) => mapSchema(schema, visit));
  return copy;
}

function mapNode(node: unknown, visit: SchemaVisitor): unknown {
  if (Array.isArray(node)) return node.map((entry) => mapNode(entry, visit));
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'schema') return [key, mapSchema(value, visit)];
      const isData = key === 'example' || key === 'examples' || key.startsWith('x-');
      return [key, isData ? structuredClone(value) : mapNode(value, visit)];
    }),
  );
}

function mapSchema(schema: unknown, visit: SchemaVisitor): unknown {
  if (!isRecord(schema)) return schema;
  const mapPart = (part: unknown) => mapSchema(part, visit);
  const copy: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    const holder = key === '$defs' ? keywords.get('properties') : keywords.get(key);
    const as = typeof holder === 'object' ? holder.as : undefined;
    if (as === 'map' && isRecord(value)) copy[key] = mapRecord(value, mapPart);
    else if (as === 'list' && Array.isArray(value)) copy[key] = value.map(mapPart);
    else copy[key] = as === 'one' ? mapPart(value) : structuredClone(value);
  }
  return visit(copy);
}

function mapRecord(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
