/** One fault of every kind, seeded into a valid exchange. */

import { toPointer } from '../../engine/json.ts';
import type { FindingKind, HeaderLines, HttpRequest, HttpResponse, Severity } from '../../engine/types.ts';
import { asArray, type JsonObject, type Parameter } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import type { ValidExchange } from './exchanges.ts';
import type { SchemaWalk } from './schema-walk.ts';
import { valueFaults } from './value-faults.ts';

export interface SeededFault {
  readonly name: string;
  readonly severity: Severity;
  /** A finding of that kind must be there. */
  readonly kind: FindingKind;
  /** Where, as a JSON Pointer. */
  readonly pointer: string;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** Seeds a fault: what of the exchange is changed, and what must be found where. */
type Seed = (
  name: string,
  kind: FindingKind,
  changed: { readonly request?: Partial<HttpRequest>; readonly response?: Partial<HttpResponse> },
  pointer?: string,
  severity?: Severity,
) => void;

export function responseFaults(walk: SchemaWalk, exchange: ValidExchange): SeededFault[] {
  const { response, media, documented } = exchange;
  const { headers, body } = response;
  const [faults, seed] = createSeed(exchange);

  const isAnyType = documented.content.some(({ type }) => /^(?:\*\/\*|text\/\*)$/.test(type));
  if (documented.content.length > 0 && !isAnyType && body)
    seed('wrong content type', 'response-content-type', {
      response: { headers: withHeader(headers, 'Content-Type', 'text/x-unexpected') },
    });
  for (const { name, required, schema } of documented.headers) {
    const seedHeader = (fault: string, kind: FindingKind, value?: string): void =>
      seed(fault, kind, { response: { headers: withHeader(headers, name, value) } }, `/header/${name}`);
    if (required) seedHeader('missing header', 'missing-response-header');
    if (isNumeric(schema)) seedHeader('ill-typed header', 'invalid-response-header', 'many');
  }
  if (!media || typeof body !== 'string') return faults;
  const value: unknown = JSON.parse(body);
  seed('no JSON', 'malformed-response-body', { response: { body: '<html><body>Sorry</body></html>' } });
  if (typeof value === 'object' && value !== null)
    seed('cut off', 'truncated-response-body', { response: { body: firstHalf(body) } });
  const onlyJson = documented.content.every((entry) => /json/.test(entry.type));
  if (onlyJson && response.status < 300) seed('empty body', 'missing-response-body', { response: { body: '' } });
  for (const { name, severity, value: changed, path } of valueFaults(walk, media.schema, value, 'response')) {
    const kind = severity === 'additive' ? 'undocumented-response-field' : 'invalid-response-body';
    seed(name, kind, { response: { body: JSON.stringify(changed) } }, toPointer(path), severity);
  }
  return faults;
}

/** Faults of the exchange as a whole and of its request; only for an exchange whose request was taken. */
export function requestFaults(
  walk: SchemaWalk,
  exchange: ValidExchange,
  unusedStatus: number | undefined,
): SeededFault[] {
  const { request, operation } = exchange;
  const { contract, parameters, requestBody } = operation;
  const { url, headers, body } = request;
  const [faults, seed] = createSeed(exchange);

  const unknownPath = `/unexpected/path/${contract.path.length}/of/no/operation/at/all`;
  seed('unknown path', 'undocumented-path', { request: { url: unknownPath } });
  seed('unknown method', 'undocumented-method', { request: { method: 'UNEXPECTED' } });
  if (unusedStatus !== undefined)
    seed('unknown status', 'undocumented-status', { response: { status: unusedStatus, body: '' } });
  const claimsAll = parameters.some(
    ({ in: place, schema }) =>
      place === 'query' && schema.type === 'object' && (schema.additionalProperties ?? schema.properties === undefined),
  );
  if (!claimsAll) {
    const longer = `${url}${url.includes('?') ? '&' : '?'}unexpected=1`;
    const pointer = '/query/unexpected';
    seed('unknown query parameter', 'undocumented-query-parameter', { request: { url: longer } }, pointer, 'additive');
  }
  for (const parameter of parameters) seedParameter(exchange, parameter, seed);

  if (!requestBody) seed('unknown body', 'undocumented-request-body', { request: { body: 'x' } }, '', 'additive');
  const contentType = headers.find(([name]) => name === 'Content-Type')?.[1];
  if (contentType === undefined || !requestBody) return faults;
  if (requestBody.required) seed('no body', 'missing-request-body', { request: { body: '' } });
  if (!requestBody.content.some(({ type }) => type === '*/*'))
    seed('wrong content type', 'request-content-type', {
      request: { headers: withHeader(headers, 'Content-Type', 'text/x-unexpected') },
    });
  const media = requestBody.content[0];
  if (media && /form/.test(contentType))
    for (const name of asArray(media.schema?.required) as string[]) {
      const renamed = withoutField(body, contentType, name);
      seed('form field renamed', 'invalid-request-body', { request: { body: renamed } }, `/${name}`);
    }
  if (!media || typeof body !== 'string' || !/json/.test(contentType)) return faults;
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null)
    seed('body cut off', 'malformed-request-body', { request: { body: firstHalf(body) } });
  for (const { name, severity, value: changed, path } of valueFaults(walk, media.schema, value, 'request')) {
    const kind = severity === 'additive' ? 'undocumented-request-field' : 'invalid-request-body';
    seed(`body: ${name}`, kind, { request: { body: JSON.stringify(changed) } }, toPointer(path), severity);
  }
  return faults;
}

function createSeed({ request, response }: ValidExchange): [faults: SeededFault[], seed: Seed] {
  const faults: SeededFault[] = [];
  const seed: Seed = (name, kind, changed, pointer = '', severity = 'breaking') => {
    const seeded = { request: { ...request, ...changed.request }, response: { ...response, ...changed.response } };
    faults.push({ name, severity, kind, pointer, ...seeded });
  };
  return [faults, seed];
}

function seedParameter({ operation, values, request }: ValidExchange, parameter: Parameter, seed: Seed): void {
  const { in: place, name, schema, required } = parameter;
  const rewrite = (fault: string, kind: FindingKind, changed: Map<string, unknown>): void => {
    const { target, headers } = writeRequest(operation, changed);
    const kept = request.headers.filter(([header]) => header === 'Content-Type');
    seed(fault, kind, { request: { url: target, headers: [...headers, ...kept] } }, `/${place}/${name}`);
  };
  const key = parameterKey(parameter);
  if (required && place !== 'path' && schema.type !== 'object') {
    const without = new Map(values);
    without.delete(key);
    rewrite('missing parameter', 'missing-parameter', without);
  }
  const bad = badText(schema);
  if (bad !== undefined) rewrite('ill-typed parameter', 'invalid-parameter', new Map(values).set(key, bad));
}

/** A form body in which a field has another name. */
function withoutField(body: HttpRequest['body'], contentType: string, name: string): string | Uint8Array {
  const text = typeof body === 'string' ? body : String.fromCharCode(...(body ?? []));
  const renamed = /urlencoded/.test(contentType)
    ? text.replace(new RegExp(`(^|&)${name}=`), `$1${name}Renamed=`)
    : text.replace(`name="${name}"`, `name="${name}Renamed"`);
  return typeof body === 'string' ? renamed : Uint8Array.from(renamed, (char) => char.charCodeAt(0));
}

function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}

/** Text that a scalar parameter cannot be. */
function badText(schema: JsonObject): string | undefined {
  if (isNumeric(schema) || schema.type === 'boolean') return 'unexpected';
  if (schema.type === 'string' && (schema.enum || schema.const !== undefined)) return 'unexpected';
  return undefined;
}

function isNumeric({ type }: JsonObject): boolean {
  return type === 'integer' || type === 'number';
}

function withHeader(headers: HeaderLines, name: string, value?: string): HeaderLines {
  const others = headers.filter(([header]) => header.toLowerCase() !== name.toLowerCase());
  return value === undefined ? others : [...others, [name, value]];
}
