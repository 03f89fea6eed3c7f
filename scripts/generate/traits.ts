import { UsageError } from '../cli/command.ts';
import {
  listOperations,
  listWebhooks,
  parametersOf,
  partsOf,
  resolve,
  schemaName,
  type FoundOperation,
  type OpenApiDocument,
  type Schema,
} from '../description/document.ts';

/** What a client has to know of an API beyond its types, read from the description. */
export interface Traits {
  /** Address of the API; names in braces are what a client is made for, such as `{storeId}`. */
  readonly server: string;
  /** What the names in braces of the address mean. */
  readonly serverVariables: Readonly<Record<string, string>>;
  /** Header that carries the token, and what stands before it. */
  readonly header: readonly [name: string, prefix: string];
  /** Paths that another host serves, and whether it takes the token as well. */
  readonly servers: Readonly<Record<string, { readonly url: string; readonly token?: true }>>;
  /** operationId by method (upper case) and path. */
  readonly routes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Codes of its own that an operation may fail with, by operationId. */
  readonly errorCodes: Readonly<Record<string, readonly string[]>>;
  readonly lists: Readonly<Record<string, ListTraits>>;
  readonly uploads: Readonly<Record<string, UploadTraits>>;
  /** Operations that must not be sent twice although their method is idempotent, as `METHOD path`. */
  readonly unsafe: readonly string[];
  /** Names of the schemas of what the API delivers to an app, signed. */
  readonly events: readonly string[];
  /** Whether an app can exchange a code for tokens. */
  readonly codes: boolean;
  /** Whether several requests can be sent as one, through `/batch`. */
  readonly batch: boolean;
}

/** How the rows of a list are read to its end. */
interface ListTraits {
  /** By `offset` and `limit` with `items`, or by `page` and `limit` with `data`. */
  readonly by: 'offset' | 'page';
  /** Order in which new rows come last, where the list offers one. */
  readonly sortBy?: string;
  /** Property that tells rows apart, when it is not `id`. */
  readonly key?: string;
}

/** How a file is sent. */
export interface UploadTraits {
  readonly method: 'POST' | 'PUT';
  /** Bytes that a file may have at most. */
  readonly maxBytes?: number;
  /** Field of the form that holds the file; without one the file is the body. */
  readonly file?: string;
  /** Property of the JSON body that names the file's address; without one `externalUrl` of the query does. */
  readonly url?: string;
}

/** Verbs of operationIds that do something anew each time, whatever their method. */
const repeatedVerbs = /^(adjust|reset|resend|send|charge|purchase|create|add|convert|generate|exchange)[A-Z]/;

/** Orders in which rows that are added while a list is being read come after all others. */
const stableOrders = /^(ADDED|CREATED|REGISTERED|DATE_(ADDED|CREATED))\w*_ASC$/;

/** Reads the traits of an API from its bundled description. Throws a UsageError when it says what no client here can do. */
export function readTraits(document: OpenApiDocument): Traits {
  const operations = listOperations(document);
  const server = document.servers?.[0];
  if (!server) throw new UsageError('The description names no server.');
  return {
    server: server.url,
    serverVariables: Object.fromEntries(
      Object.entries(server.variables ?? {}).map(([name, { description }]) => [name, description ?? name]),
    ),
    header: readHeader(document),
    servers: readServers(document, operations),
    routes: readRoutes(operations),
    errorCodes: collect(operations, ({ operation }) => [
      operation.operationId,
      [...new Set(operation['x-error-codes']?.map(({ code }) => code))].sort(),
    ]),
    lists: collect(operations, (found) => [found.path, readList(document, found)]),
    uploads: collect(operations, (found) => [found.path, readUpload(document, found)]),
    unsafe: operations
      .filter(({ method, operation }) => method !== 'post' && repeatedVerbs.test(operation.operationId ?? ''))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    events: readEvents(document),
    codes: document.paths['/api/oauth/token']?.post !== undefined,
    batch: document.paths['/batch']?.post !== undefined,
  };
}

/** Entries that have something to say. */
function collect<T>(
  operations: readonly FoundOperation[],
  read: (found: FoundOperation) => [key: string | undefined, value: T | undefined],
): Record<string, T> {
  const entries = operations.map(read).filter(([key, value]) => {
    return key !== undefined && value !== undefined && !(Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(entries) as Record<string, T>;
}

/** The header of the first scheme that is not sent in a URL; a client sends its token as this scheme has it. */
function readHeader(document: OpenApiDocument): readonly [string, string] {
  for (const name of Object.keys(document.components?.['securitySchemes'] ?? {})) {
    const header = headerOf(document, name);
    if (header) return header;
  }
  throw new UsageError('The description has no security scheme that sends a token in a header.');
}

function headerOf(document: OpenApiDocument, schemeName: string): readonly [string, string] | undefined {
  const scheme = document.components?.['securitySchemes']?.[schemeName];
  const { type, in: place, name, scheme: kind } = resolve(document, scheme) as Record<string, string | undefined>;
  if (type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && kind === 'bearer')) {
    return ['Authorization', 'Bearer '];
  }
  return type === 'apiKey' && place === 'header' && name ? [name, ''] : undefined;
}

/** A path may repeat the server of the whole API to add others behind it: then it is served there like any other. */
function readServers(document: OpenApiDocument, operations: readonly FoundOperation[]): Traits['servers'] {
  return collect(operations, ({ path, item, operation }) => {
    const server = operation.servers?.[0] ?? item.servers?.[0];
    if (!server || server.url === document.servers?.[0]?.url) return [path, undefined];
    const security = operation.security ?? document.security ?? [];
    const names = security.flatMap((requirement) => Object.keys(requirement));
    // Credentials in headers of their own, such as those of an app, are given with the call.
    const [token] = readHeader(document);
    const needsToken = names.some((name) => (headerOf(document, name)?.[0] ?? token) === token);
    return [path, { url: server.url.replace(/\/$/, ''), ...(needsToken && { token: true as const }) }];
  });
}

/** Calls to an app are described as webhooks, too; but only events are signed, in a header. */
function readEvents(document: OpenApiDocument): string[] {
  return listWebhooks(document).flatMap((found) => {
    const isSigned = parametersOf(document, found).some(({ name }) => /signature$/i.test(name));
    const { requestBody } = found.operation;
    const body = requestBody && resolve(document, requestBody).content['application/json']?.schema;
    return isSigned ? (schemaName(body) ?? []) : [];
  });
}

function readRoutes(operations: readonly FoundOperation[]): Record<string, Record<string, string>> {
  const routes: Record<string, Record<string, string>> = { GET: {}, PUT: {}, POST: {}, DELETE: {} };
  for (const { method, path, operation } of operations) {
    const paths = routes[method.toUpperCase()];
    if (!paths) throw new UsageError(`The client has no ${method.toUpperCase()}, which ${path} needs.`);
    paths[path] = operation.operationId ?? '';
  }
  return routes;
}

function readList(document: OpenApiDocument, found: FoundOperation): ListTraits | undefined {
  const { method, path, operation } = found;
  if (method !== 'get') return undefined;
  const parameters = parametersOf(document, found);
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const body = resolve(document, operation.responses['200'] ?? {}).content?.['application/json']?.schema;
  const by = names.includes('offset') ? 'offset' : names.includes('page') ? 'page' : undefined;
  const rows = by && readProperties(document, body)[by === 'offset' ? 'items' : 'data'];
  if (!by || !rows) return undefined;

  const row = readProperties(document, resolve(document, rows)['items'] as Schema | undefined);
  const singular = path.slice(path.lastIndexOf('/') + 1).replace(/s$/, '');
  const key = ['id', `${singular}Id`, 'ticket', 'name'].find((name) => name in row);
  if (!key)
    throw new UsageError(`${operation.operationId} returns pages whose rows have nothing that tells them apart.`);

  const sortBy = resolve<Schema>(document, parameters.find(({ name }) => name === 'sortBy')?.schema ?? {});
  const orders = Array.isArray(sortBy['enum']) ? (sortBy['enum'] as string[]) : [];
  const order = orders.find((name) => stableOrders.test(name)) ?? orders.find((name) => name === 'NAME_ASC');
  return { by, ...(order && { sortBy: order }), ...(key !== 'id' && { key }) };
}

/** The properties of an object schema, with those of the schemas that it is composed of. */
function readProperties(document: OpenApiDocument, schema: Schema = {}): Record<string, Schema> {
  const target = resolve<Schema>(document, schema);
  const parts = partsOf(target, 'allOf', 'oneOf', 'anyOf').map((part) => readProperties(document, part));
  return Object.assign({}, ...parts, target['properties']) as Record<string, Schema>;
}

function readUpload(document: OpenApiDocument, { method, operation }: FoundOperation): UploadTraits | undefined {
  if ((method !== 'post' && method !== 'put') || !operation.requestBody) return undefined;
  const { content } = resolve(document, operation.requestBody);
  const name = method === 'put' ? 'PUT' : 'POST';
  const isBinary = (schema: Schema = {}): boolean => resolve(document, schema)['format'] === 'binary';

  const form = content['multipart/form-data'];
  if (form) {
    const file = Object.entries(readProperties(document, form.schema)).find(([, schema]) => isBinary(schema))?.[0];
    const json = readProperties(document, content['application/json']?.schema);
    const url = Object.keys(json).find((key) => /url$/i.test(key));
    return file ? { method: name, ...limit([form['x-max-bytes']]), file, ...(url && { url }) } : undefined;
  }
  const files = Object.values(content).filter(({ schema }) => isBinary(schema));
  return files.length > 0 ? { method: name, ...limit(files.map((media) => media['x-max-bytes'])) } : undefined;
}

function limit(sizes: readonly (number | undefined)[]): { maxBytes?: number } {
  const known = sizes.filter((size) => size !== undefined);
  return known.length > 0 ? { maxBytes: Math.max(...known) } : {};
}
