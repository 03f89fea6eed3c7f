/** Valid exchanges for every operation and status of a description: what the self-test seeds its faults into. */

import { sample } from 'openapi-sampler';
import { sampleBodies } from '../plan/body.ts';
import {
  asArray,
  asObject,
  createResolver,
  readOperations,
  type JsonObject,
  type MediaType,
  type Parameter,
  type PlannedOperation,
  type PlannedResponse,
} from '../plan/description.ts';
import { parameterKey, writeRequest, type ParameterValues } from '../plan/request.ts';
import type { Contract, HttpRequest, HttpResponse } from '../../engine/types.ts';

export interface ValidExchange {
  readonly operation: PlannedOperation;
  /** As the description writes it: `200`, `4XX`, `default`. */
  readonly statusKey: string;
  readonly documented: PlannedResponse;
  readonly values: ParameterValues;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** What the answer's body is an example of; undefined when it has none. */
  readonly media: MediaType | undefined;
}

/** Every operation with every status, and each JSON example of it; sampled from the schema where there is none. */
export function validExchanges(description: JsonObject, contract: Contract): ValidExchange[] {
  return readOperations(description, contract.operations).flatMap((operation) => {
    const values = parameterValues(operation, description);
    const { target, headers } = writeWithCookies(operation, values);
    const body = sampleBodies(operation, description)[0];
    const request: HttpRequest = {
      method: operation.contract.method,
      url: target,
      headers: body ? [...headers, ['Content-Type', body.contentType]] : headers,
      body: body?.body ?? '',
    };
    return operation.responses.flatMap((documented) =>
      answers(documented, operation.responses, description).map(({ media, response }) => ({
        operation,
        statusKey: documented.status,
        documented,
        values,
        request,
        response: {
          ...response,
          headers: [...response.headers, ...responseHeaders(operation, documented.status, description)],
        },
        media,
      })),
    );
  });
}

/** A request's URL and headers with its cookie parameters, which are sent only by browsers otherwise. */
export function writeWithCookies(
  operation: PlannedOperation,
  values: ParameterValues,
): ReturnType<typeof writeRequest> {
  const { target, headers } = writeRequest(operation, values);
  const cookies = operation.parameters.flatMap((parameter) => {
    const value = parameter.in === 'cookie' ? values.get(parameterKey(parameter)) : undefined;
    return value === undefined ? [] : [`${parameter.name}=${encodeURIComponent(String(value))}`];
  });
  return { target, headers: cookies.length > 0 ? [...headers, ['Cookie', cookies.join('; ')]] : headers };
}

/** Parameters that cut an answer down change what may be missing from it. */
const sparse = new Set(['responseFields']);

/** Every parameter that has a value of its own in the description, and every required one. */
export function parameterValues(operation: PlannedOperation, description: object): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const parameter of operation.parameters) {
    if (sparse.has(parameter.name) || (!parameter.required && parameter.samples.length === 0)) continue;
    values.set(parameterKey(parameter), parameter.samples[0] ?? sampleOf(parameter, description));
  }
  return values;
}

function sampleOf({ schema }: Parameter, description: object): unknown {
  return sample(schema as never, { quiet: true }, description);
}

/** A number for `4XX` and `default` that is not documented by itself. */
export function statusOf({ status }: PlannedResponse, all: readonly PlannedResponse[]): number {
  const taken = new Set(all.map((response) => response.status));
  const free = (candidates: readonly number[]): number =>
    candidates.find((candidate) => !taken.has(String(candidate))) ?? 599;
  if (status === 'default') return free([500, 501, 502, 503, 599]);
  const range = /^(\d)XX$/i.exec(status)?.[1];
  return range ? free([0, 1, 2, 3, 4, 5, 99].map((last) => Number(range) * 100 + last)) : Number(status);
}

interface Answer {
  readonly media: MediaType | undefined;
  readonly response: HttpResponse;
}

function answers(response: PlannedResponse, all: readonly PlannedResponse[], description: object): Answer[] {
  const status = statusOf(response, all);
  if (response.content.length === 0 || [204, 205, 304].includes(status))
    return [{ media: undefined, response: { status, headers: [], body: '' } }];
  return response.content.flatMap((media): Answer[] => {
    const headers: [string, string][] = [['Content-Type', concreteType(media.type)]];
    if (!/json/.test(media.type)) return [{ media: undefined, response: { status, headers, body: textFor(media) } }];
    const values =
      media.examples.length > 0 ? media.examples.map(({ value }) => value) : [sampleAnswer(media, description)];
    return values.map((value) => ({ media, response: { status, headers, body: JSON.stringify(value) } }));
  });
}

function sampleAnswer(media: MediaType, description: object): unknown {
  return media.schema
    ? sample(media.schema as never, { skipWriteOnly: true, quiet: true }, description)
    : { any: 'thing' };
}

function concreteType(type: string): string {
  return type === '*/*' ? 'application/octet-stream' : type.replace('/*', '/png').replace('*+', 'vnd.shop+');
}

function textFor({ type, examples, schema }: MediaType): string {
  const value = examples[0]?.value ?? schema?.example ?? schema?.default;
  if (typeof value === 'string') return value;
  return type.startsWith('text/') ? 'text' : '\u0089PNG';
}

function responseHeaders(operation: PlannedOperation, status: string, description: JsonObject): [string, string][] {
  return documentedHeaders(description, operation, status).flatMap(({ name, schema, example }): [string, string][] => {
    const value = example ?? sample(schema as never, { quiet: true }, description);
    return value === undefined || value === null
      ? []
      : [[name, Array.isArray(value) ? value.join(',') : String(value)]];
  });
}

export interface DocumentedHeader {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly example: unknown;
}

/** The headers of a response, other than its content type. */
export function documentedHeaders(
  description: JsonObject,
  operation: PlannedOperation,
  status: string,
): DocumentedHeader[] {
  const resolve = createResolver(description);
  const pathItem = resolve(asObject(description.paths)[operation.contract.path]);
  const definition = asObject(pathItem[operation.contract.method.toLowerCase()]);
  const headers = asObject(resolve(asObject(definition.responses)[status]).headers);
  return Object.entries(headers).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'content-type') return [];
    const header = resolve(value);
    const examples = Object.values(asObject(header.examples)).map((example) => resolve(example).value);
    const schema = resolve(header.schema);
    return [
      {
        name,
        required: header.required === true,
        schema,
        example: header.example ?? examples[0] ?? schema.example ?? asArray(schema.examples)[0],
      },
    ];
  });
}
