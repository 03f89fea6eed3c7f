import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { isRecord } from '../engine/json.ts';
import { isReference, resolve, type OpenApiDocument } from '../description/document.ts';
import { describeEvidence, evidenceOf } from '../description/evidence.ts';

/** Bytes are a `Blob` in types: what a browser and Node take and give for a file. */
const blob = ts.factory.createTypeReferenceNode('Blob');

/** The schema that filters by time share. The client sends a `Date` in a form that each of them reads. */
const dateFilterPath = '#/components/schemas/DateTimeFilter';
const dateFilter = ts.factory.createUnionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword),
  ts.factory.createTypeReferenceNode('Date'),
]);

/**
 * TypeScript types of everything in a bundled description: paths, operations, components, each with its description as
 * JSDoc. Properties that are read-only or write-only are marked, so that requests and answers come out different.
 * The same document always gives the same text.
 */
export async function generateSchemaTypes(document: OpenApiDocument): Promise<string> {
  const nodes = await openapiTS(describeMore(document) as unknown as OpenAPI3, {
    readWriteMarkers: true,
    // A default is what the server assumes when a property is absent: it makes nothing required.
    defaultNonNullable: false,
    silent: true,
    transform: (schema, { path }) => {
      if (path === dateFilterPath) return dateFilter;
      return 'format' in schema && schema.format === 'binary' ? blob : undefined;
    },
  });
  return astToString(nodes);
}

/**
 * A copy that says in descriptions what editors would not show otherwise: a property that is nothing but a reference carries
 * the description of what it refers to, since they do not follow its type for another comment, and what no page documents
 * says so.
 */
function describeMore(document: OpenApiDocument): OpenApiDocument {
  const copy = structuredClone(document);
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isRecord(value)) return;
    const { properties } = value;
    for (const schema of isRecord(properties) ? Object.values(properties) : []) {
      if (!isRecord(schema) || 'description' in schema) continue;
      // A reference that may be null is one of two choices.
      const reference = [schema, ...[schema['oneOf'] ?? schema['anyOf'] ?? []].flat()].find(isReference);
      if (!reference) continue;
      const { description } = resolve(document, reference) as { description?: string };
      if (description) Object.assign(schema, { description });
    }
    const evidence = evidenceOf(value);
    if (evidence)
      value['description'] = [value['description'], describeEvidence(evidence)].filter(Boolean).join('\n\n');
    Object.values(value).forEach(visit);
  };
  visit(copy.paths);
  visit(copy.webhooks);
  visit(copy.components);
  return copy;
}
