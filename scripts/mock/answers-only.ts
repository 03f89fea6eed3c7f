import { readDocument, type Document } from '../engine/description/document.ts';
import { listOperations } from '../engine/description/operations.ts';
import { isRecord, type JsonObject } from '../engine/json.ts';

/**
 * What of a description Prism needs to answer: security, responses and their examples. Prism follows every reference that it sees, to
 * files and hosts too, and takes seconds for schemas that only the contract engine judges by; so it gets none. Callbacks are left
 * out as well: a mock calls nobody.
 */
export function answersOnly(description: object): JsonObject {
  const document = readDocument(description);
  const { root } = document;
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, definition, security, responses } of listOperations(document)) {
    const answers = Object.entries(responses()).map(([status, response]) => [status, answerOf(document, response)]);
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...(definition['deprecated'] === true && { deprecated: true }),
      security,
      responses: Object.fromEntries(answers) as JsonObject,
    };
  }
  const securitySchemes = isRecord(root['components']) ? mapped(document, root['components']['securitySchemes']) : {};
  return { openapi: root['openapi'], info: { title: '', version: '' }, paths, components: { securitySchemes } };
}

function answerOf(document: Document, response: JsonObject): JsonObject {
  const content = Object.entries(mapped(document, response['content'])).map(([type, media]) => [
    type,
    exampled(document, media),
  ]);
  const headers = Object.entries(mapped(document, response['headers'])).map(([name, header]) => [
    name,
    { schema: {}, ...exampled(document, header) },
  ]);
  return {
    description: '',
    content: Object.fromEntries(content) as JsonObject,
    headers: Object.fromEntries(headers) as JsonObject,
  };
}

/** The examples of a media type or header; those of its schema where it has none itself. */
function exampled(document: Document, holder: JsonObject): JsonObject {
  if (holder['example'] !== undefined) return { example: holder['example'] };
  const examples = mapped(document, holder['examples']);
  if (Object.keys(examples).length > 0) return { examples };
  const schema = document.object(holder['schema']) ?? {};
  const [first] = Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : [];
  const given = [schema['example'], first, schema['default'], schema['const']].find((value) => value !== undefined);
  return given === undefined ? {} : { example: given };
}

/** The members of a map with their references followed. */
function mapped(document: Document, map: unknown): Record<string, JsonObject> {
  const entries = isRecord(map) ? Object.entries(map) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, document.object(value) ?? {}]));
}
