import type { Kind } from './key-orders.ts';
import { httpMethods } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';
import { keywords } from '../../engine/schema/keywords.ts';
import { listOf, mapOf, type SourceFile, type Trail } from './source-file.ts';

/** An object of a description and what kind of object it is. */
export interface TypedObject {
  readonly file: SourceFile;
  readonly kind: Kind;
  readonly trail: Trail;
  readonly value: Readonly<Record<string, unknown>>;
  /** For a schema that is the value of a property: the name of the property. */
  readonly property?: string;
}

type Visit = (kind: Kind, value: unknown, trail: Trail, property?: string) => void;

/**
 * Every object of one file that has a kind, outside in. What kind a file holds is told by its folder.
 * The values of examples, defaults and enums are data and are not entered.
 */
export function typedObjects(file: SourceFile): TypedObject[] {
  const found: TypedObject[] = [];
  const visit: Visit = (kind, value, trail, property) => {
    if (!isRecord(value)) return;
    found.push({ file, kind, trail, value, ...(property === undefined ? {} : { property }) });
    children[kind](value, trail, visit);
  };
  const kind = kindOfFile(file.path);
  if (kind) visit(kind, file.value, []);
  return found;
}

/** The kind of object at the root of a file; undefined for files that are no OpenAPI object. */
export function kindOfFile(path: string): Kind | undefined {
  if (path === 'openapi.yaml') return 'entry document';
  if (/^(paths|webhooks)\//.test(path)) return 'path item';
  const kinds: Record<string, Kind> = {
    schemas: 'schema',
    parameters: 'parameter',
    responses: 'response',
    headers: 'header',
    requestBodies: 'request body',
    examples: 'example',
  };
  return kinds[/^components\/([^/]+)\//.exec(path)?.[1] ?? ''];
}

type Children = (value: TypedObject['value'], trail: Trail, visit: Visit) => void;

const one =
  (key: string, kind: Kind): Children =>
  (value, trail, visit) =>
    visit(kind, value[key], [...trail, key]);

const list =
  (key: string, kind: Kind): Children =>
  (value, trail, visit) =>
    listOf(value, key).forEach((item, index) => visit(kind, item, [...trail, key, index]));

const map =
  (key: string, kind: Kind, named = false): Children =>
  (value, trail, visit) => {
    for (const [name, item] of Object.entries(mapOf(value, key)))
      visit(kind, item, [...trail, key, name], named ? name : undefined);
  };

const all =
  (...parts: Children[]): Children =>
  (value, trail, visit) =>
    parts.forEach((part) => part(value, trail, visit));

const children: Record<Kind, Children> = {
  'entry document': () => undefined,
  'path item': all(list('parameters', 'parameter'), ...httpMethods.map((method) => one(method, 'operation'))),
  operation: all(list('parameters', 'parameter'), one('requestBody', 'request body'), map('responses', 'response')),
  parameter: all(one('schema', 'schema'), map('content', 'media type'), map('examples', 'example')),
  header: all(one('schema', 'schema'), map('content', 'media type'), map('examples', 'example')),
  'request body': map('content', 'media type'),
  response: all(map('headers', 'header'), map('content', 'media type')),
  'media type': all(one('schema', 'schema'), map('examples', 'example')),
  example: () => undefined,
  schema: all(
    one('contentSchema', 'schema'),
    ...[...keywords].flatMap(([key, held]) =>
      typeof held === 'object' ? [{ one, list, map }[held.as](key, 'schema', key === 'properties')] : [],
    ),
  ),
};
