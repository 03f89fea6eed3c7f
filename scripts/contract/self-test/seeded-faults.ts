/** One fault of every kind, seeded into a valid exchange. */

import { asArray, type JsonObject, type Parameter } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import type { FindingKind, HeaderLines, HttpRequest, HttpResponse, Severity } from '../../engine/types.ts';
import type { ValidExchange } from './exchanges.ts';
import type { SchemaWalk } from './schema-walk.ts';
import { valueFaults } from './value-faults.ts';

export interface SeededFault {
  readonly name: string;
  readonly severity: Severity;
  /** A finding of one of these kinds must be there. */
  readonly kinds: readonly FindingKind[];
  /** Where, as a JSON Pointer. */
  readonly pointer: string;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

export function responseFaults(walk: SchemaWalk, exchange: ValidExchange): SeededFault[] {
  const { request, response, media, documented } = exchange;
  const faults: SeededFault[] = [];
  const add = (
    name: string,
    kinds: FindingKind[],
    changed: Partial<HttpResponse>,
    pointer = '',
    severity: Severity = 'breaking',
  ): void => void faults.push({ name, severity, kinds, pointer, request, response: { ...response, ...changed } });

  const type =
    documented.content.length > 0 && !documented.content.some((entry) => /^(?:\*\/\*|text\/\*)$/.test(entry.type));
  if (type && response.body)
    add('wrong content type', ['response-content-type'], {
      headers: withHeader(response.headers, 'Content-Type', 'text/x-unexpected'),
    });
  for (const header of documented.headers) {
    const pointer = `/header/${header.name}`;
    if (header.required)
      add(
        'missing header',
        ['missing-response-header'],
        { headers: withHeader(response.headers, header.name) },
        pointer,
      );
    if (isNumeric(header.schema))
      add(
        'ill-typed header',
        ['invalid-response-header'],
        { headers: withHeader(response.headers, header.name, 'many') },
        pointer,
      );
  }
  if (!media || typeof response.body !== 'string') return faults;
  const text = response.body;
  const value: unknown = JSON.parse(text);
  add('no JSON', ['malformed-response-body'], { body: '<html><body>Sorry</body></html>' });
  if (typeof value === 'object' && value !== null)
    add('cut off', ['truncated-response-body'], { body: text.slice(0, Math.ceil(text.length / 2)) });
  const onlyJson = documented.content.every((entry) => /json/.test(entry.type));
  if (onlyJson && response.status < 300) add('empty body', ['missing-response-body'], { body: '' });
  for (const fault of valueFaults(walk, media.schema, value, 'response')) {
    const kinds: FindingKind[] = [
      fault.severity === 'additive' ? 'undocumented-response-field' : 'invalid-response-body',
    ];
    add(fault.name, kinds, { body: JSON.stringify(fault.value) }, pointerOf(fault.path), fault.severity);
  }
  return faults;
}

/** Faults of the exchange as a whole and of its request; only for an exchange whose request was taken. */
export function requestFaults(
  walk: SchemaWalk,
  exchange: ValidExchange,
  unusedStatus: number | undefined,
): SeededFault[] {
  const { request, response, operation } = exchange;
  const faults: SeededFault[] = [];
  const add = (
    name: string,
    kinds: FindingKind[],
    changed: Partial<HttpRequest>,
    pointer = '',
    severity: Severity = 'breaking',
  ): void => void faults.push({ name, severity, kinds, pointer, request: { ...request, ...changed }, response });

  add('unknown path', ['undocumented-path'], {
    url: `/unexpected/path/${operation.contract.path.length}/of/no/operation/at/all`,
  });
  add('unknown method', ['undocumented-method'], { method: 'UNEXPECTED' });
  if (unusedStatus !== undefined)
    faults.push({
      name: 'unknown status',
      severity: 'breaking',
      kinds: ['undocumented-status'],
      pointer: '',
      request,
      response: { ...response, status: unusedStatus, body: '' },
    });
  const claimsAll = operation.parameters.some(
    ({ in: place, schema }) =>
      place === 'query' && schema.type === 'object' && (schema.additionalProperties ?? schema.properties === undefined),
  );
  if (!claimsAll)
    add(
      'unknown query parameter',
      ['undocumented-query-parameter'],
      { url: `${request.url}${request.url.includes('?') ? '&' : '?'}unexpected=1` },
      '/query/unexpected',
      'additive',
    );
  for (const parameter of operation.parameters) faults.push(...parameterFaults(exchange, parameter));

  const contentType = request.headers.find(([name]) => name === 'Content-Type')?.[1];
  if (contentType === undefined || !operation.requestBody) {
    if (!operation.requestBody) add('unknown body', ['undocumented-request-body'], { body: 'x' }, '', 'additive');
    return faults;
  }
  if (operation.requestBody.required) add('no body', ['missing-request-body'], { body: '' });
  if (!operation.requestBody.content.some(({ type }) => type === '*/*'))
    add('wrong content type', ['request-content-type'], {
      headers: withHeader(request.headers, 'Content-Type', 'text/x-unexpected'),
    });
  const media = operation.requestBody.content[0];
  if (media && /form/.test(contentType))
    for (const name of asArray(media.schema?.required) as string[])
      add(
        'form field renamed',
        ['invalid-request-body'],
        { body: withoutField(request.body, contentType, name) },
        `/${name}`,
      );
  if (!media || typeof request.body !== 'string' || !/json/.test(contentType)) return faults;
  const value: unknown = JSON.parse(request.body);
  if (typeof value === 'object' && value !== null)
    add('body cut off', ['malformed-request-body'], {
      body: request.body.slice(0, Math.ceil(request.body.length / 2)),
    });
  for (const fault of valueFaults(walk, media.schema, value, 'request')) {
    const kinds: FindingKind[] = [
      fault.severity === 'additive' ? 'undocumented-request-field' : 'invalid-request-body',
    ];
    add(`body: ${fault.name}`, kinds, { body: JSON.stringify(fault.value) }, pointerOf(fault.path), fault.severity);
  }
  return faults;
}

function parameterFaults({ operation, values, request, response }: ValidExchange, parameter: Parameter): SeededFault[] {
  const faults: SeededFault[] = [];
  const { in: place, name, schema, required } = parameter;
  if (place === 'header' && /^(?:accept|content-type|authorization)$/i.test(name)) return faults;
  const rewrite = (fault: string, kind: FindingKind, changed: Map<string, unknown>): void => {
    const { target, headers } = writeRequest(operation, changed);
    const kept = request.headers.filter(([header]) => header === 'Content-Type');
    faults.push({
      name: fault,
      severity: 'breaking',
      kinds: [kind],
      pointer: `/${place}/${name}`,
      request: { ...request, url: target, headers: [...headers, ...kept] },
      response,
    });
  };
  const key = parameterKey(parameter);
  if (required && place !== 'path' && schema.type !== 'object') {
    const without = new Map(values);
    without.delete(key);
    rewrite('missing parameter', 'missing-parameter', without);
  }
  const bad = badText(schema);
  if (bad !== undefined) rewrite('ill-typed parameter', 'invalid-parameter', new Map(values).set(key, bad));
  return faults;
}

/** A form body in which a field has another name. */
function withoutField(body: HttpRequest['body'], contentType: string, name: string): string | Uint8Array {
  const text = typeof body === 'string' ? body : String.fromCharCode(...(body ?? []));
  const renamed = /urlencoded/.test(contentType)
    ? text.replace(new RegExp(`(^|&)${name}=`), `$1${name}Renamed=`)
    : text.replace(`name="${name}"`, `name="${name}Renamed"`);
  return typeof body === 'string' ? renamed : Uint8Array.from(renamed, (char) => char.charCodeAt(0));
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

function pointerOf(path: readonly (string | number)[]): string {
  return path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
