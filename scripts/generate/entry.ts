import type { Traits } from './traits.ts';

/**
 * The module that people import: the client of one API, and the helpers with what they need to know of that API.
 * It is as thin as can be; whatever does something is in the runtime. Parts that an app does not use are dropped by
 * its bundler, so each table is a constant of its own.
 *
 * @param name what the names are made of, as in `createEcwidClient`
 */
export function generateEntry(name: string, traits: Traits): string {
  return [
    imports(name, traits),
    reexports(traits),
    client(name, traits),
    retry(traits),
    errors(),
    hasEntries(traits.lists) ? paging(name, traits) : '',
    hasEntries(traits.uploads) ? uploads(name, traits) : '',
    traits.batch ? batching(traits) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function imports(name: string, { server, lists, uploads, batch }: Traits): string {
  const paged = Object.values(lists)[0];
  return [
    `import { createClient, type ClientOptions } from './client/client.js';`,
    `import { isApiError as isAnyApiError, type ApiError } from './client/errors.js';`,
    `import type { Layer } from './client/layer.js';`,
    paged && `import { paginate as paginateRows } from './client/paginate-${paged.by}.js';`,
    paged && `import type { PaginateOptions } from './client/paging.js';`,
    server.includes('{') && `import { fillPath } from './client/path.js';`,
    batch && `import { batchRequest as createBatchRequest, type BatchRequest } from './client/batch.js';`,
    `import { retry as createRetry, type RetryOptions } from './client/retry.js';`,
    `import type { ${[batch && 'Arguments', 'Client', hasEntries(lists) && 'Data', hasEntries(uploads) && 'ParamsOf', hasEntries(uploads) && 'Result'].filter(Boolean).join(', ')} } from './client/types.js';`,
    hasEntries(uploads) &&
      `import { upload as sendFile, type Source, type UploadInit, type UploadTraits } from './client/upload.js';`,
    `import type { ErrorCodes, OperationIds, Routes } from './routes.js';`,
    '',
  ]
    .filter((line) => line !== undefined && line !== false)
    .join('\n');
}

function reexports({ lists, uploads, batch }: Traits): string {
  return [
    batch &&
      `export { batch, type BatchAnswer, type BatchAnswers, type BatchOptions, type BatchRequest } from './client/batch.js';`,
    `export type { ClientOptions } from './client/client.js';`,
    `export { formatDate } from './client/date.js';`,
    `export { download, type Download } from './client/download.js';`,
    `export { ApiError, unwrap, type CallResult } from './client/errors.js';`,
    `export type { Call, Fetch, Layer, Send } from './client/layer.js';`,
    `export { limiter, type LimiterOptions } from './client/limiter.js';`,
    hasEntries(lists) && `export type { PaginateOptions } from './client/paging.js';`,
    `export type { RetryOptions } from './client/retry.js';`,
    `export type { CallOptions, Result } from './client/types.js';`,
    hasEntries(uploads) && `export type { Source } from './client/upload.js';`,
    `export type { ErrorCodes, OperationIds, Routes } from './routes.js';`,
    `export type { components, operations, paths } from './schema.js';`,
    '',
  ]
    .filter((line) => line !== false)
    .join('\n');
}

function client(name: string, { server, serverVariables, header, servers }: Traits): string {
  const options = Object.keys(serverVariables).map(camelCase);
  const address = server.replace(/{(.+?)}/g, (_, variable: string) => `{${camelCase(variable)}}`);
  const baseUrl =
    options.length > 0 ? `fillPath('create${name}Client', '${address}', { ${options.join(', ')} })` : `'${address}'`;
  const more = [
    hasEntries(servers) && `servers,`,
    // A token in a header of its own goes along with a redirect to another host, which \`Authorization\` does not.
    header[0] !== 'Authorization' && `redirect: 'manual',`,
  ].filter(Boolean);
  return `${hasEntries(servers) ? `/** Paths that another host serves. */\nconst servers = ${json(servers)};\n\n` : ''}/** A client of this API: \`client.GET('/path', { params, body })\` and the like. */
export type ${name}Client = Client<Routes>;

export interface ${name}ClientOptions extends ClientOptions {
${Object.entries(serverVariables)
  .map(([variable, meaning]) => `  /** ${meaning} */\n  readonly ${camelCase(variable)}: string | number;\n`)
  .join('')}}

/** Makes a client for one store. Nothing is sent yet, and no token is kept anywhere but in the client. */
export function create${name}Client({ ${[...options, '...options'].join(', ')} }: ${name}ClientOptions): ${name}Client {
  return createClient<Routes>(
    {
      baseUrl: ${baseUrl},
      header: ${json(header)},
${more.map((line) => `      ${line}\n`).join('')}    },
    options,
  );
}
`;
}

function retry({ unsafe }: Traits): string {
  const note = unsafe.length > 0 ? ` Never twice: ${unsafe.map((operation) => `\`${operation}\``).join(', ')}.` : '';
  return `/** Sends a request again when it failed for a passing reason.${note} */
export function retry(options?: RetryOptions): Layer {
  return createRetry({ ${unsafe.length > 0 ? `unsafe: ${json(unsafe)}, ` : ''}...options });
}
`;
}

function errors(): string {
  return `/** Whether something that was thrown is an error of the API. */
export function isApiError(error: unknown): error is ApiError;
/** Whether something that was thrown is an error of one operation: then its \`errorCode\` is one that this documents. */
export function isApiError<Name extends keyof OperationIds>(
  error: unknown,
  operation: Name,
): error is ApiError<ErrorCodes[OperationIds[Name] & keyof ErrorCodes] | (string & {})>;
export function isApiError(error: unknown, operation?: string): error is ApiError {
  return isAnyApiError(error, operation);
}
`;
}

function paging(name: string, { lists }: Traits): string {
  const byPage = Object.values(lists)[0]?.by === 'page';
  const rows = byPage ? 'data' : 'items';
  const ordered = Object.keys(lists)
    .filter((path) => lists[path]?.sortBy)
    .map((path) => `\`${path}\``);
  const guarantee = byPage
    ? 'When the list changes meanwhile, it is read again for what was missed.'
    : `Each row that stays in the list comes, whatever is added or
 * deleted meanwhile, as long as rows keep their order among each other. These lists are asked for an order that they
 * keep, unless \`query\` names another: ${ordered.join(', ')}.
 * In what order the others come is not documented. Where rows did change places, the list is read again for what was
 * missed.`;
  const table = Object.fromEntries(Object.entries(lists).map(([path, { by: _by, ...rest }]) => [path, rest]));
  return `/** What lists need to be read to their end: an order in which new rows come last, and what tells rows apart. */
const lists: Record<ListPath, { readonly sortBy?: string; readonly key?: string }> = ${json(table)};

/** Paths of the lists that come in pages. */
export type ListPath =
${Object.keys(lists)
  .map((path) => `  | ${json(path)}`)
  .join('\n')};

/** The rows of a page. What an answer is compared with is what costs compilers most, so nothing is compared here. */
type RowsOf<Page> = Page extends unknown ? ('${rows}' extends keyof Page ? NonNullable<Page['${rows}']> : never) : never;
type ElementOf<List> = List extends readonly unknown[] ? List[number] : never;

/** A row of a list. */
export type Row<Path extends ListPath> = ElementOf<RowsOf<Data<Routes['GET'][Path]>>>;

/**
 * The rows of a list, one by one, whatever its length, and none of them twice. ${guarantee}
 */
export function paginate<Path extends ListPath>(
  client: ${name}Client,
  path: Path,
  query?: Routes['GET'][Path]['parameters']['query'],
  ...[options]: Routes['GET'][Path]['parameters'] extends { path: infer Values extends object }
    ? [options: PaginateOptions & { readonly path: Values }]
    : [options?: PaginateOptions]
): AsyncGenerator<Row<Path>, void, undefined> {
  const { key, ...order } = lists[path];
  return paginateRows(client, path, { ...order, ...query }, { key, ...options });
}
`;
}

function uploads(name: string, { uploads }: Traits): string {
  const operations = Object.entries(uploads).map(
    ([path, { method }]) => `  ${json(path)}: Routes['${method}'][${json(path)}];\n`,
  );
  return `/** Operations that take a file. */
interface Uploads {
${operations.join('')}}

/** How files are sent. */
const uploads: Record<keyof Uploads, UploadTraits> = ${json(uploads)};

/** Sends a file, or the address of one, after checking that it is not too large. */
export function upload<Path extends keyof Uploads>(
  client: ${name}Client,
  path: Path,
  source: Source,
  init: Omit<UploadInit, 'params'> & ParamsOf<Uploads[Path]>,
): Promise<Result<Uploads[Path]>> {
  return sendFile(client, path, uploads[path], source, init as UploadInit) as Promise<Result<Uploads[Path]>>;
}
`;
}

function batching({ servers }: Traits): string {
  const paths = hasEntries(servers) ? `Exclude<keyof Routes[Method], keyof typeof servers>` : `keyof Routes[Method]`;
  return `/** A request for \`batch()\`, written like a call of the client. */
export function batchRequest<Method extends keyof Routes, Path extends ${paths}>(
  method: Method,
  path: Path,
  ...[init]: Arguments<Routes[Method][Path]>
): BatchRequest<Data<Routes[Method][Path]>> {
  return createBatchRequest(method, path as string, init) as BatchRequest<Data<Routes[Method][Path]>>;
}
`;
}

function hasEntries(record: object): boolean {
  return Object.keys(record).length > 0;
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
