/** Valid exchanges for every operation and status of a description: what the self-test seeds its faults into. */

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
import { writeHeader } from '../plan/styles.ts';
import { createSampler, type Sampler } from '../plan/values/sampler.ts';
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
  const requests = createSampler(description, 'request');
  const sampler = createSampler(description, 'response');
  return readOperations(description, contract.operations).flatMap((operation) => {
    const values = parameterValues(operation, requests);
    const { target, headers } = writeRequest(operation, values);
    const body = sampleBodies(operation, requests)[0];
    const request: HttpRequest = {
      method: operation.contract.method,
      url: target,
      headers: body ? [...headers, ['Content-Type', body.contentType]] : headers,
      body: body?.body ?? '',
    };
    return operation.responses.flatMap((documented) =>
      answers(documented, operation.responses, sampler).map(({ media, response }) => ({
        operation,
        statusKey: documented.status,
        documented,
        values,
        request,
        response: {
          ...response,
          headers: [...response.headers, ...responseHeaders(documented, sampler)],
        },
        media,
      })),
    );
  });
}

/** Parameters that cut an answer down change what may be missing from it. */
const sparse = new Set(['responseFields']);

/** Every parameter that has a value of its own in the description, and every required one. */
export function parameterValues(operation: PlannedOperation, sampler: Sampler): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const parameter of operation.parameters) {
    if (sparse.has(parameter.name) || (!parameter.required && parameter.samples.length === 0)) continue;
    values.set(parameterKey(parameter), parameter.samples[0] ?? sampler(parameter.writtenSchema));
  }
  return values;
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

function answers(response: PlannedResponse, all: readonly PlannedResponse[], sampler: Sampler): Answer[] {
  const status = statusOf(response, all);
  if (response.content.length === 0 || [204, 205, 304].includes(status))
    return [{ media: undefined, response: { status, headers: [], body: '' } }];
  return response.content.flatMap((media): Answer[] => {
    const headers: [string, string][] = [['Content-Type', concreteType(media.type)]];
    if (!/json/.test(media.type)) return [{ media: undefined, response: { status, headers, body: textFor(media) } }];
    const values =
      media.examples.length > 0 ? media.examples.map(({ value }) => value) : [sampleAnswer(media, sampler)];
    return values.map((value) => ({ media, response: { status, headers, body: JSON.stringify(value) } }));
  });
}

function sampleAnswer({ writtenSchema }: MediaType, sampler: Sampler): unknown {
  return writtenSchema !== undefined ? sampler(writtenSchema) : { any: 'thing' };
}

function concreteType(type: string): string {
  return type === '*/*' ? 'application/octet-stream' : type.replace('/*', '/png').replace('*+', 'vnd.shop+');
}

function textFor({ type, examples, schema }: MediaType): string {
  const value = examples[0]?.value ?? schema?.example ?? schema?.default;
  if (typeof value === 'string') return value;
  return type.startsWith('text/') ? 'text' : '\u0089PNG';
}

function responseHeaders({ headers }: PlannedResponse, sampler: Sampler): [string, string][] {
  return headers.flatMap((header): [string, string][] => {
    const value = header.samples[0] ?? sampler(header.writtenSchema);
    return value === undefined || value === null ? [] : [[header.name, writeHeader(header, value)]];
  });
}
