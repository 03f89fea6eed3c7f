import {
  parametersOf,
  resolve,
  type FoundOperation,
  type MediaType,
  type OpenApiDocument,
  type Parameter,
  type RequestBody,
  type Schema,
  type SecurityRequirement,
  type ServerObject,
} from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';
import { examplesOf } from '../model/examples.ts';

/** Stands where the reader's own token goes. The mock takes it as it is. */
export const tokenPlaceholder = 'YOUR_TOKEN';

export type SampleBody =
  | { readonly kind: 'json'; readonly mediaType: string; readonly value: unknown }
  | { readonly kind: 'text'; readonly mediaType: string; readonly value: string }
  | { readonly kind: 'file'; readonly mediaType: string; readonly fileName: string }
  | { readonly kind: 'form'; readonly fields: readonly FormField[] }
  | { readonly kind: 'urlencoded'; readonly mediaType: string; readonly value: Readonly<Record<string, string>> };

interface FormField {
  readonly name: string;
  /** Text, or the name of a file. */
  readonly value: string;
  readonly isFile: boolean;
}

/** A request as a sample shows it, before it is written down in a language. */
export interface SampleRequest {
  readonly operationId: string;
  readonly method: string;
  /** Path as the description has it: `/products/{productId}`. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Query as it goes over the wire, in order. */
  readonly wireQuery: readonly (readonly [name: string, value: string])[];
  /** Parameters of the description alone; neither token nor content type. */
  readonly headerParameters: Readonly<Record<string, string>>;
  /** Headers and query parameters that say who calls: a token, or what an app is known by. */
  readonly credentials: readonly Credential[];
  /** Address of the server, with the base path: `https://app.ecwid.com/api/v3/1003`. */
  readonly baseUrl: string;
  readonly body?: SampleBody;
}

interface Credential {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly value: string;
}

/** How many optional filters a sample of a search shows. */
const shownFilters = 2;

/** Names of filters that find one thing, so that nothing else goes with them. */
const identifying = /(^|_|[a-z])ids?$|sku|number$/i;

/**
 * The request that the samples of an operation show, made of the examples of its parameters and its body: whatever is
 * required, and for a search some of its filters.
 */
export function exampleRequest(document: OpenApiDocument, found: FoundOperation): SampleRequest {
  const { operation, item, method, path } = found;
  const [server] = operation.servers ?? item.servers ?? document.servers ?? [];
  const parameters = parametersOf(document, found).map((parameter) => ({
    ...parameter,
    value: exampleOf(document, parameter),
  }));
  const required = (place: Parameter['in']) =>
    parameters.filter((parameter) => parameter.in === place && (place === 'path' || parameter.required));
  const filters = parameters
    .filter((parameter) => method === 'get' && parameter.in === 'query' && !parameter.required)
    .filter((parameter) => hasExample(parameter) && !parameter.deprecated)
    .filter(({ value, name }) => !isRecord(value) && !identifying.test(name))
    .slice(0, shownFilters);
  const query = [...required('query'), ...filters];
  const body = bodyOf(document, operation.requestBody && resolve(document, operation.requestBody));

  return {
    operationId: operation.operationId ?? '',
    method: method.toUpperCase(),
    path,
    pathParameters: valuesByName(required('path')),
    query: valuesByName(query),
    wireQuery: query.flatMap(toWire),
    headerParameters: Object.fromEntries(required('header').map(({ name, value }) => [name, String(value)])),
    baseUrl: server ? serverUrl(server) : '',
    credentials: credentialsOf(document, operation.security ?? document.security ?? []),
    ...(body && { body }),
  };
}

/** Address of a sample's request, with path parameters filled in and without a query. */
export function sampleUrl({ baseUrl, path, pathParameters }: SampleRequest): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(pathParameters[name])),
  );
  return baseUrl + filled;
}

/** Address of a server with the defaults of its variables filled in, without a slash at the end. */
function serverUrl({ url, variables = {} }: ServerObject): string {
  return url.replace(/\{([^}]+)\}/g, (whole, name: string) => variables[name]?.default ?? whole).replace(/\/+$/, '');
}

function valuesByName(parameters: readonly { name: string; value: unknown }[]): Record<string, unknown> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

function toWire({ name, value, explode }: Parameter & { value: unknown }): [string, string][] {
  if (!Array.isArray(value)) return [[name, String(value)]];
  return explode === false ? [[name, value.join(',')]] : value.map((each) => [name, String(each)]);
}

function hasExample({ example, examples, schema }: Parameter): boolean {
  return example !== undefined || examples !== undefined || (isRecord(schema) && Array.isArray(schema['examples']));
}

function exampleOf(document: OpenApiDocument, parameter: Parameter): unknown {
  const [named] = examplesOf(document, parameter);
  if (named?.value !== undefined) return named.value;
  const schema = resolve<Schema>(document, parameter.schema ?? {});
  const [fromSchema] = (schema['examples'] ?? schema['enum'] ?? []) as unknown[];
  return fromSchema ?? schema['default'] ?? (schema['type'] === 'integer' ? 1 : 'text');
}

function bodyOf(document: OpenApiDocument, body: RequestBody | undefined): SampleBody | undefined {
  // The type that the description names first is the usual one.
  const [[mediaType, content] = []] = Object.entries(body?.content ?? {});
  if (!mediaType || !content) return undefined;
  const example = examplesOf(document, content)[0]?.value;
  if (mediaType.includes('json'))
    return example === undefined ? undefined : { kind: 'json', mediaType, value: example };
  if (mediaType.startsWith('multipart/')) return { kind: 'form', fields: formFields(document, content, example) };
  if (mediaType.includes('urlencoded')) {
    const fields = Object.entries(isRecord(example) ? example : {}).map(([name, value]) => [name, String(value)]);
    return { kind: 'urlencoded', mediaType, value: Object.fromEntries(fields) as Record<string, string> };
  }
  if (mediaType.startsWith('text/')) return { kind: 'text', mediaType, value: String(example ?? 'text') };
  // Images are nothing that an example could show as text.
  if (example === undefined) return { kind: 'file', mediaType: 'image/jpeg', fileName: 'apron.jpg' };
  return { kind: 'file', mediaType, fileName: 'sourdough-course.pdf' };
}

function formFields(document: OpenApiDocument, content: MediaType, example: unknown): FormField[] {
  const schema = resolve<Schema>(document, content.schema ?? {});
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const values = isRecord(example) ? example : {};
  return Object.entries(properties).flatMap(([name, property]): FormField[] => {
    const { format, contentMediaType } = resolve<Schema>(document, property);
    if (format === 'binary' || contentMediaType !== undefined) return [{ name, value: 'apron.jpg', isFile: true }];
    return name in values ? [{ name, value: String(values[name]), isFile: false }] : [];
  });
}

/** Of the ways to say who calls, the first; it may take several things together. */
function credentialsOf(document: OpenApiDocument, security: readonly SecurityRequirement[]): Credential[] {
  const schemes = (document.components?.['securitySchemes'] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.keys(security[0] ?? {}).map((name): Credential => {
    const scheme = resolve<Record<string, unknown>>(document, schemes[name] ?? {});
    if (scheme['type'] !== 'apiKey')
      return { in: 'header', name: 'Authorization', value: `Bearer ${tokenPlaceholder}` };
    return { in: scheme['in'] === 'query' ? 'query' : 'header', name: String(scheme['name']), value: tokenPlaceholder };
  });
}
