import type { Api } from '../../apis.ts';
import { isRecord } from '../../engine/json.ts';
import type { OpenApiDocument } from '../../description/document.ts';
import { tokenPlaceholder, type SampleBody, type SampleRequest } from './request.ts';

/** The request as a call of the generated TypeScript client. */
export function renderTypeScript(request: SampleRequest, api: Api, document: OpenApiDocument): string {
  const create = `create${api.clientName}Client`;
  const options = [...storeOptions(document), `token: '${tokenPlaceholder}'`];
  const file = fileOf(request.body);
  const call = file === undefined ? plainCall(request) : uploadCall(request, file);
  return [
    ...(file === undefined ? [] : ["import { openAsBlob } from 'node:fs';"]),
    `import { ${create}, unwrap${file === undefined ? '' : ', upload'} } from '@commerce-openapi/${api.name}';`,
    '',
    `const client = ${create}({ ${options.join(', ')} });`,
    `const answer = await unwrap(${call});`,
    '',
    'console.log(answer);',
  ].join('\n');
}

/** What names the store, as the variables of the server do: `storeId: 1003`. */
function storeOptions({ servers }: OpenApiDocument): string[] {
  return Object.entries(servers?.[0]?.variables ?? {}).map(([name, { default: value }]) => {
    const option = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return `${option}: ${/^\d+$/.test(value) ? value : quote(value)}`;
  });
}

function plainCall(request: SampleRequest): string {
  const { body, credentials } = request;
  // The client adds a token itself, and nothing that an app is known by.
  const own = credentials.length > 1 ? credentials.map(({ name, value }) => [name, value]) : [];
  const type = body?.kind === 'text' ? [['Content-Type', body.mediaType]] : [];
  const headers = Object.fromEntries([...own, ...type]) as Record<string, string>;
  const entries = [
    ...parameterEntries(request),
    ...(body && 'value' in body ? [`body: ${bodyOf(body.kind, literal(body.value, '  '))}`] : []),
    ...(Object.keys(headers).length > 0 ? [`headers: ${literal(headers, '  ')}`] : []),
  ];
  const init = entries.length === 0 ? '' : `, ${block(entries)}`;
  return `client.${request.method}('${request.path}'${init})`;
}

function bodyOf(kind: SampleBody['kind'], value: string): string {
  return kind === 'urlencoded' ? `new URLSearchParams(${value})` : value;
}

/** The client sends files by a function of its own, which knows how each operation takes them, and how large. */
function uploadCall(request: SampleRequest, { name, mediaType }: { name: string; mediaType?: string }): string {
  const fields = request.body?.kind === 'form' ? request.body.fields.filter(({ isFile }) => !isFile) : [];
  const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const entries = [
    ...parameterEntries(request),
    ...(mediaType ? [`type: '${mediaType}'`] : []),
    ...(fields.length > 0 ? [`fields: ${literal(values, '  ')}`] : []),
  ];
  return `upload(client, '${request.path}', await openAsBlob('${name}'), ${block(entries)})`;
}

function fileOf(body: SampleBody | undefined): { name: string; mediaType?: string } | undefined {
  if (body?.kind === 'file') return { name: body.fileName, mediaType: body.mediaType };
  const field = body?.kind === 'form' ? body.fields.find(({ isFile }) => isFile) : undefined;
  return field && { name: field.value, mediaType: 'image/jpeg' };
}

function parameterEntries(request: SampleRequest): string[] {
  const parameters = {
    ...(Object.keys(request.pathParameters).length > 0 && { path: request.pathParameters }),
    ...(Object.keys(request.query).length > 0 && { query: spreadFilters(request.query) }),
    ...(Object.keys(request.headerParameters).length > 0 && { header: request.headerParameters }),
  };
  return Object.keys(parameters).length > 0 ? [`params: ${literal(parameters, '  ')}`] : [];
}

/** Filters whose names are not known beforehand, such as `attribute_Brand`, stand beside the others. */
function spreadFilters(query: Readonly<Record<string, unknown>>): object {
  const isGroup = (name: string, value: unknown): value is object =>
    isRecord(value) && Object.keys(value).every((key) => key.startsWith(name));
  const entries = Object.entries(query).map(([name, value]) => (isGroup(name, value) ? value : { [name]: value }));
  return Object.assign({}, ...entries) as object;
}

function block(entries: readonly string[]): string {
  return `{\n${entries.map((entry) => `  ${entry},\n`).join('')}}`;
}

/** A value as a person would write it: unquoted keys, single quotes, short objects on one line. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, item]) => `${propertyName(key)}: ${literal(item, inner)}`);
  if (entries.length === 0) return open + close;
  const gap = open === '{' ? ' ' : '';
  const short = `${open}${gap}${entries.join(', ')}${gap}${close}`;
  if (short.length <= 60 && !short.includes('\n')) return short;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
