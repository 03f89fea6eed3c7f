/** The parts of a bundled OpenAPI 3.1 document that this project reads. Everything else passes through untouched. */
import { isRecord, unescapeToken } from '../engine/json.ts';

export interface OpenApiDocument {
  openapi: string;
  info: Record<string, unknown>;
  servers?: ServerObject[];
  security?: SecurityRequirement[];
  paths: Record<string, PathItem>;
  /** What the vendor calls, by the name of the event. */
  webhooks?: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
  tags?: Tag[];
  'x-tagGroups'?: { name: string; tags: string[] }[];
  [key: string]: unknown;
}

/** OpenAPI 3.2 alone has `summary`, `parent` and `kind`. */
export interface Tag {
  name: string;
  summary?: string;
  description?: string;
  parent?: string;
  kind?: string;
}

export interface ServerObject {
  url: string;
  description?: string;
  variables?: Record<string, { default: string; description?: string; enum?: string[] }>;
}

/** Scheme name to scopes. */
export type SecurityRequirement = Record<string, string[]>;

export const httpMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
export type HttpMethod = (typeof httpMethods)[number];

export interface PathItem extends Partial<Record<HttpMethod, Operation>> {
  servers?: ServerObject[];
  parameters?: (Parameter | Reference)[];
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  deprecated?: boolean;
  externalDocs?: { url: string };
  tags?: string[];
  servers?: ServerObject[];
  security?: SecurityRequirement[];
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses: Record<string, Response | Reference>;
  /** Scopes that an app must have been granted where no token shows them: for a webhook, for credentials of the app. */
  'x-required-scopes'?: string[];
  /** Scopes of a token of another kind than that of the first security scheme. */
  'x-token-scopes'?: string[];
  /** Scopes that open more, and what each opens. */
  'x-optional-scopes'?: Record<string, string>;
  'x-never-live'?: true;
  'x-never-live-reason'?: string;
  'x-error-codes'?: ErrorCode[];
}

/** A code that one operation documents for one status, beyond those that every call can get. */
export interface ErrorCode {
  status: number;
  code: string;
  description?: string;
}

/** A JSON Schema, or a reference to one. */
export type Schema = Record<string, unknown>;

/** What a parameter, a request or an answer looks like: one example, or several by name. */
export interface Exampled {
  example?: unknown;
  examples?: Record<string, Example | Reference>;
}

export interface Example {
  summary?: string;
  value?: unknown;
}

export interface Parameter extends Exampled {
  name: string;
  in: 'query' | 'path' | 'header' | 'cookie';
  required?: boolean;
  deprecated?: boolean;
  description?: string;
  explode?: boolean;
  schema?: Schema;
}

export interface RequestBody {
  required?: boolean;
  description?: string;
  content: Record<string, MediaType>;
}

export interface Response {
  description?: string;
  content?: Record<string, MediaType>;
  headers?: Record<string, unknown>;
  links?: Record<string, Link | Reference>;
}

export interface Link {
  operationId?: string;
  parameters?: Record<string, unknown>;
}

export interface MediaType extends Exampled {
  schema?: Schema;
  /** Most bytes that the vendor accepts as a body of this type. */
  'x-max-bytes'?: number;
}

export interface Reference {
  $ref: string;
}

export interface FoundOperation {
  readonly path: string;
  readonly method: HttpMethod;
  readonly item: PathItem;
  readonly operation: Operation;
}

/** Every operation of the paths of a document, in the order of the document. */
export function listOperations(document: OpenApiDocument): FoundOperation[] {
  return operationsIn(document.paths);
}

/** Every operation of its webhooks; `path` is the name of the event, `order.created`. */
export function listWebhooks(document: OpenApiDocument): FoundOperation[] {
  return operationsIn(document.webhooks ?? {});
}

function operationsIn(items: Readonly<Record<string, PathItem>>): FoundOperation[] {
  return Object.entries(items).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, item, operation }] : [];
    }),
  );
}

/** Parameters of an operation, those of its path first. */
export function parametersOf(document: OpenApiDocument, { item, operation }: FoundOperation): Parameter[] {
  return [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((each) => resolve(document, each));
}

/** Scopes of the first way to be authorised, which is the one that clients go, and those that keys and tokens of other kinds need. */
export function scopesOf(document: OpenApiDocument, operation: Operation): string[] {
  const [requirement = {}] = operation.security ?? document.security ?? [];
  const { 'x-token-scopes': ofToken = [], 'x-required-scopes': ofKey = [] } = operation;
  return [...new Set([...Object.values(requirement).flat(), ...ofToken, ...ofKey])];
}

/** Schemas that have a name, which the bundle orders. */
export function schemasOf(document: OpenApiDocument): Record<string, Schema> {
  return (document.components?.['schemas'] ?? {}) as Record<string, Schema>;
}

/** Name of the schema that a reference leads to; undefined for whatever is none. */
export function schemaName(value: unknown): string | undefined {
  return isReference(value) ? /^#\/components\/schemas\/(.+)$/.exec(value.$ref)?.[1] : undefined;
}

/** Schemas that a schema is made of, all of them or one. */
export function partsOf(schema: Schema, ...keywords: readonly ('allOf' | 'oneOf' | 'anyOf')[]): Schema[] {
  return keywords.flatMap((keyword) => (schema[keyword] ?? []) as Schema[]);
}

/** Every reference that a value leads to, however deep. */
export function referencesIn(document: OpenApiDocument, start: unknown): Reference[] {
  const reached = new Map<string, Reference>();
  const queue: unknown[] = [start];
  while (queue.length > 0) {
    const value = queue.pop();
    if (isReference(value)) {
      if (reached.has(value.$ref)) continue;
      reached.set(value.$ref, value);
      queue.push(resolve(document, value));
    }
    if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isRecord(value)) queue.push(...Object.values(value));
  }
  return [...reached.values()];
}

/** What a value is once its local references (`#/...`) are followed. Throws when one leads nowhere. */
export function resolve<T>(document: OpenApiDocument, value: T | Reference): T {
  let current: unknown = value;
  const followed = new Set<string>();
  while (isReference(current)) {
    const { $ref } = current;
    if (followed.has($ref)) throw new Error(`The reference ${$ref} leads back to itself.`);
    followed.add($ref);
    current = segmentsOf($ref).reduce<unknown>(
      (node, segment) => (isRecord(node) ? node[segment] : undefined),
      document,
    );
    if (current === undefined) throw new Error(`The reference ${$ref} leads nowhere.`);
  }
  return current as T;
}

/** Segments of a JSON pointer in a URI fragment (`#/paths/~1products`), unescaped. */
export function segmentsOf(fragment: string): string[] {
  return fragment
    .replace(/^#(\/|$)/, '')
    .split('/')
    .map((segment) => unescapeToken(decodeURIComponent(segment)));
}

export function isReference(value: unknown): value is Reference {
  return isRecord(value) && typeof value['$ref'] === 'string';
}
