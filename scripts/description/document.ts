/** The parts of a bundled OpenAPI 3.1 document that this project reads. Everything else passes through untouched. */
import { isRecord } from '../engine/json.ts';

export interface OpenApiDocument {
  openapi: string;
  info: Record<string, unknown>;
  servers?: ServerObject[];
  security?: SecurityRequirement[];
  paths: Record<string, PathItem>;
  /** What the vendor calls, by the name of the event. */
  webhooks?: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
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
  tags?: string[];
  servers?: ServerObject[];
  security?: SecurityRequirement[];
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses: Record<string, Response | Reference>;
  /** Scopes that an app must have been granted where no token shows them: for a webhook, for credentials of the app. */
  'x-required-scopes'?: string[];
  'x-error-codes'?: ErrorCode[];
}

/** A code that one operation documents for one status, beyond those that every call can get. */
export interface ErrorCode {
  status: number;
  code: string;
  description?: string;
}

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'header' | 'cookie';
  required?: boolean;
  schema?: unknown;
}

export interface RequestBody {
  required?: boolean;
  content: Record<string, MediaType>;
}

export interface Response {
  content?: Record<string, MediaType>;
  headers?: Record<string, unknown>;
  links?: Record<string, Link | Reference>;
}

export interface Link {
  operationId?: string;
}

export interface MediaType {
  schema?: unknown;
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
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function isReference(value: unknown): value is Reference {
  return isRecord(value) && typeof value['$ref'] === 'string';
}
