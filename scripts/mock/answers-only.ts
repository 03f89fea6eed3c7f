import { readDocument, type Document } from '../engine/description/document.ts';
import { listOperations } from '../engine/description/operations.ts';
import { isRecord, type JsonObject } from '../engine/json.ts';

/** What Prism is given, and the bodies that its examples stand for. */
export interface AnswersOnly {
  readonly description: JsonObject;
  /** The body behind the number that Prism answers with. */
  readonly bodies: readonly unknown[];
}

/**
 * What of a description Prism needs to answer: security, responses and numbers for their examples. Prism follows every reference that it sees, to
 * files and hosts too, and takes seconds for schemas that only the contract engine judges by; so it gets none. Callbacks are left
 * out as well: a mock calls nobody.
 */
export function answersOnly(description: object): AnswersOnly {
  const document = readDocument(description);
  const { root } = document;
  const bodies: unknown[] = [];
  const numbered = (value: unknown): number => bodies.push(value) - 1;
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, definition, security, responses } of listOperations(document)) {
    const answers = Object.entries(responses()).map(([status, response]) => [
      status,
      answerOf(document, response, numbered),
    ]);
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...(definition['deprecated'] === true && { deprecated: true }),
      security,
      responses: Object.fromEntries(answers) as JsonObject,
    };
  }
  const securitySchemes = isRecord(root['components']) ? mapped(document, root['components']['securitySchemes']) : {};
  const info = { title: '', version: '' };
  return { description: { openapi: root['openapi'], info, paths, components: { securitySchemes } }, bodies };
}

type Change = (value: unknown) => unknown;

function answerOf(document: Document, response: JsonObject, numbered: Change): JsonObject {
  const content = Object.entries(mapped(document, response['content'])).map(([type, media]) => [
    type,
    exampled(document, media, numbered),
  ]);
  const headers = Object.entries(mapped(document, response['headers'])).map(([name, header]) => [
    name,
    { schema: {}, ...exampled(document, header, asText) },
  ]);
  return {
    description: '',
    content: Object.fromEntries(content) as JsonObject,
    headers: Object.fromEntries(headers) as JsonObject,
  };
}

/** The examples of a media type or header; those of its schema where it has none itself. */
function exampled(document: Document, holder: JsonObject, change: Change): JsonObject {
  if (holder['example'] !== undefined) return { example: change(holder['example']) };
  const examples = Object.entries(mapped(document, holder['examples'])).flatMap(([name, example]) =>
    // An "externalValue" is somewhere else.
    example['value'] === undefined ? [] : [[name, { value: change(example['value']) }] as const],
  );
  if (examples.length > 0) return { examples: Object.fromEntries(examples) as JsonObject };
  const schema = document.object(holder['schema']) ?? {};
  const [first] = Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : [];
  const given = [schema['example'], first, schema['default'], schema['const']].find((value) => value !== undefined);
  return given === undefined ? {} : { example: change(given) };
}

/** The members of a map with their references followed. */
function mapped(document: Document, map: unknown): Record<string, JsonObject> {
  const entries = isRecord(map) ? Object.entries(map) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, document.object(value) ?? {}]));
}

/** A header value that is not one yet; Prism looks for references in objects. */
function asText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
