import { camelCase, json } from './text.ts';
import type { Traits } from './traits.ts';
import type { OperationTypes } from './types/index.ts';

/**
 * The module that people import: the client of one API, and the helpers with what they need to know of that API.
 * It is as thin as can be; whatever does something is in the runtime. Parts that an app does not use are dropped by
 * its bundler, so each table is a constant of its own.
 *
 * @param name what the names are made of, as in `createEcwidClient`
 */
export function generateEntry(name: string, traits: Traits, operations: readonly OperationTypes[]): string {
  return lines(
    imports(traits),
    reexports(traits),
    client(name, traits),
    retry(traits),
    errors(),
    hasEntries(traits.lists) && paging(name, traits, operations),
    hasEntries(traits.uploads) && uploads(name, traits),
    traits.batch && batching(traits),
    traits.events.length > 0 && webhooks(traits),
    traits.codes && codes(operations),
  );
}

/** What there is, line by line. */
function lines(...parts: readonly (string | false | undefined)[]): string {
  return `${parts.filter(Boolean).join('\n')}\n`;
}

function imports({ lists, uploads, batch, events, codes }: Traits): string {
  const paged = Object.values(lists)[0];
  const types = [
    batch && 'Arguments',
    'Client',
    batch && 'Data',
    hasEntries(uploads) && 'ParamsOf',
    hasEntries(uploads) && 'Result',
    batch && 'Route',
    paged?.by === 'offset' && 'Selected',
  ];
  return lines(
    `import { createClient, type ClientOptions } from './client/client.js';`,
    `import { isApiError as isAnyApiError, type ApiError } from './client/errors.js';`,
    `import type { Layer } from './client/layer.js';`,
    paged && `import { paginate as paginateRows } from './client/paginate-${paged.by}.js';`,
    paged && `import type { PaginateOptions } from './client/paging.js';`,
    batch && `import { batchRequest as createBatchRequest, type BatchRequest } from './client/batch.js';`,
    codes && `import { exchangeCode as exchange, type ExchangeOptions } from './client/oauth.js';`,
    `import { retry as createRetry, type RetryOptions } from './client/retry.js';`,
    `import type { ${types.filter(Boolean).join(', ')} } from './client/types.js';`,
    hasEntries(uploads) &&
      `import { upload as sendFile, type Source, type UploadInit, type UploadTraits } from './client/upload.js';`,
    events.length > 0 &&
      `import { verifyWebhook as verify, type Delivery, type WebhookOptions } from './client/webhook.js';`,
    `import type { ErrorCodes, OperationIds, Routes } from './routes.js';`,
  );
}

function reexports({ lists, uploads, batch, events, codes }: Traits): string {
  return lines(
    batch &&
      `export { batch, type BatchAnswer, type BatchAnswers, type BatchOptions, type BatchRequest } from './client/batch.js';`,
    `export { checkResponses, type CheckOptions } from './client/check-responses.js';`,
    `export type { ClientOptions } from './client/client.js';`,
    `export { formatDate } from './client/date.js';`,
    `export { download, type Download } from './client/download.js';`,
    `export { ApiError, unwrap, type CallResult } from './client/errors.js';`,
    `export type { Call, Fetch, Layer, Send } from './client/layer.js';`,
    `export { limiter, type LimiterOptions } from './client/limiter.js';`,
    codes && `export type { ExchangeOptions } from './client/oauth.js';`,
    hasEntries(lists) && `export type { PaginateOptions } from './client/paging.js';`,
    `export type { RetryOptions } from './client/retry.js';`,
    `export type { Answer, CallOptions, PathCallOptions, Result, Selected } from './client/types.js';`,
    hasEntries(uploads) && `export type { Source } from './client/upload.js';`,
    events.length > 0 &&
      `export { WebhookError, type Delivery, type DeliveryHeaders, type WebhookOptions } from './client/webhook.js';`,
    `export * from './operations.js';`,
    `export type { ErrorCodes, OperationIds, Routes } from './routes.js';`,
    `export type * from './types.js';`,
  );
}

function client(name: string, traits: Traits): string {
  const { server, serverVariables, header, servers } = traits;
  const address = server.replace(/{(.+?)}/g, (_, variable: string) => `{${camelCase(variable)}}`);
  const more = [
    hasEntries(servers) && `servers: ${serverTable(traits)},`,
    // A token in a header of its own goes along with a redirect to another host, which \`Authorization\` does not.
    header[0] !== 'Authorization' && `redirect: 'manual',`,
  ].filter(Boolean);
  return `/** A client of this API: \`client.GET('/path', { params, body })\` and the like. */
export type ${name}Client = Client<Routes>;

export interface ${name}ClientOptions extends ClientOptions {
${Object.entries(serverVariables)
  .map(([variable, meaning]) => `  /** ${meaning} */\n  readonly ${camelCase(variable)}: string | number;\n`)
  .join('')}}

/** Makes a client for one store. Nothing is sent yet, and no token is kept anywhere but in the client. */
export function create${name}Client(options: ${name}ClientOptions): ${name}Client {
  return createClient<Routes>(
    {
      baseUrl: '${address}',
      header: ${json(header)},
${more.map((line) => `      ${line}\n`).join('')}    },
    options,
  );
}
`;
}

/** Other hosts, each with an expression for its paths: by as little of them as tells them from those of other hosts. */
function serverTable({ servers, routes }: Traits): string {
  const paths = Object.values(routes).flatMap((entries) => Object.keys(entries));
  const same = (a: string, b: string): boolean => json(servers[a]) === json(servers[b]);
  const rows = new Map<string, { readonly end: string; readonly beginnings: Set<string> }>();
  for (const [path, { url, token }] of Object.entries(servers)) {
    const ends = [...path.matchAll(/(?=\/)|$/g)].map(({ index }) => index).slice(1);
    const isOwn = (beginning: string): boolean =>
      paths.every((other) => same(path, other) || !other.startsWith(beginning));
    const beginning = ends.map((end) => path.slice(0, end)).find(isOwn) ?? path;
    const row = rows.get(url + token) ?? { end: `${json(url)}${token ? ', true' : ''}`, beginnings: new Set() };
    row.beginnings.add(beginning.slice(1).replaceAll(/[/.*+?^${}()|[\]\\]/g, '\\$&'));
    rows.set(url + token, row);
  }
  const table = [...rows.values()].map(({ end, beginnings }) => `[/^.(${[...beginnings].join('|')})/, ${end}]`);
  return `[${table.join(', ')}]`;
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

function paging(name: string, { lists }: Traits, operations: readonly OperationTypes[]): string {
  const byPage = Object.values(lists)[0]?.by === 'page';
  const rows = byPage ? 'data' : 'items';
  const table = Object.fromEntries(Object.entries(lists).map(([path, { by: _by, ...rest }]) => [path, rest]));
  const types = operations
    .filter(({ method, path }) => method === 'GET' && path in lists)
    .map(
      ({ path, inPath, inQuery, cuttable }) =>
        `  ${json(path)}: { query: ${inQuery ?? 'object'}; page: Routes['GET'][${json(path)}]['data']; path: ${inPath ?? 'undefined'}; fields: ${cuttable ? 'string' : 'undefined'} };\n`,
    );
  return `/** What lists need to be read to their end: an order in which new rows come last, and what tells rows apart. */
const lists: Record<ListPath, { readonly sortBy?: string; readonly key?: string }> = ${json(table)};

/** Lists that come in pages. */
interface Lists {
${types.join('')}}

/** Paths of the lists that come in pages. */
export type ListPath = keyof Lists;

/** The rows of a page. What an answer is compared with is what costs compilers most, so nothing is compared here. */
type RowsOf<Page> = Page extends unknown ? ('${rows}' extends keyof Page ? NonNullable<Page['${rows}']> : never) : never;
type ElementOf<List> = List extends readonly unknown[] ? List[number] : never;

/** A row of a list. */
export type Row<Path extends ListPath> = ElementOf<RowsOf<Lists[Path]['page']>>;

type PathOption<List> = List extends { path: infer Values extends object }
  ? [options: PaginateOptions & { readonly path: Values }]
  : [options?: PaginateOptions];

${byPage ? pagingByPage(name) : pagingByOffset(name, lists)}`;
}

function pagingByPage(name: string): string {
  return `/**
 * The rows of a list, one by one, whatever its length, and none of them twice. When the list changes meanwhile, it is read
 * again for what was missed.
 */
export function paginate<Path extends ListPath>(
  client: ${name}Client,
  path: Path,
  query?: Lists[Path]['query'],
  ...[options]: PathOption<Lists[Path]>
): AsyncGenerator<Row<Path>, void, undefined> {
  const { key, ...order } = lists[path];
  return paginateRows(client, path, { ...order, ...query }, { key, ...options });
}
`;
}

function pagingByOffset(name: string, lists: Traits['lists']): string {
  const ordered = Object.keys(lists)
    .filter((path) => lists[path]?.sortBy)
    .map((path) => `\`${path}\``);
  return `/**
 * The rows of a list, one by one, whatever its length, and none of them twice. Each row that stays in the list
 * comes, whatever is added or deleted meanwhile, as long as rows keep their order among each other. These lists are asked
 * for an order that they keep, unless \`query\` names another: ${ordered.join(', ')}.
 * In what order the others come is not documented. Where rows did change places, the list is read again for what was
 * missed.
 *
 * With \`responseFields\`, which have to name \`items\` with what tells rows apart, any other member may be missing.
 */
export function paginate<Path extends ListPath, Fields extends \`\${string}items\${string}\` | undefined = undefined>(
  client: ${name}Client,
  path: Path,
  query?: Lists[Path]['query'] & { readonly responseFields?: Fields & Lists[Path]['fields'] },
  ...[options]: PathOption<Lists[Path]>
): AsyncGenerator<Fields extends string ? Selected<Row<Path>> : Row<Path>, void, undefined> {
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
  const others = Object.keys(servers).map(json).join(' | ');
  const paths = others ? `Exclude<keyof Routes[Method], ${others}>` : `keyof Routes[Method]`;
  return `/** A request for \`batch()\`, written like a call of the client by path. */
export function batchRequest<Method extends keyof Routes, Path extends ${paths}>(
  method: Method,
  path: Path,
  ...[init]: Arguments<Routes[Method][Path] & Route>
): BatchRequest<Data<Routes[Method][Path] & Route>> {
  return createBatchRequest(method, path as string, init) as BatchRequest<Data<Routes[Method][Path] & Route>>;
}
`;
}

function webhooks({ events }: Traits): string {
  return `/** What Ecwid delivers to an app, told apart by \`eventType\`. */
export type WebhookEvent =
${events.map((event) => `  | ${event}`).join('\n')};

/**
 * The event that a webhook delivers, once it is sure that Ecwid has signed it. In a \`switch\` over \`eventType\`, \`data\` is
 * that of the event.
 *
 * The signature covers \`eventId\` and \`eventCreated\` alone, and not \`data\`, \`entityId\` or \`storeId\`: read the entity again
 * through the API before acting on what they say.
 *
 * @param clientSecret the app's own, which Ecwid signs with
 * @throws {WebhookError} when the signature is missing or wrong, or the delivery is stale, known, or no delivery at all
 */
export function verifyWebhook(
  delivery: Delivery,
  clientSecret: string,
  options?: WebhookOptions,
): Promise<WebhookEvent> {
  return verify(delivery, clientSecret, options);
}
`;
}

function codes(operations: readonly OperationTypes[]): string {
  const tokens = operations.find(({ method, path }) => method === 'POST' && path === '/api/oauth/token')?.data;
  return `/**
 * Exchanges the code that a merchant has brought back for the tokens of the store. It is sent once and never again, since
 * a code is good for one exchange.
 *
 * @throws {ApiError} when the code or the credentials are refused
 */
export function exchangeCode(code: ExchangeOptions): Promise<${tokens}> {
  return exchange(code);
}
`;
}

function hasEntries(record: object): boolean {
  return Object.keys(record).length > 0;
}
