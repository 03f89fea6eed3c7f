/** Valid exchanges for every operation and status of a description: what the self-test seeds its faults into. */

import type { Contract, HttpRequest, HttpResponse } from '../../engine/types.ts';
import { concreteStatus, hasNoBody, headersOf, textFor } from '../mock/answers.ts';
import { sampleBodies, withBody } from '../plan/body.ts';
import {
  readOperations,
  type JsonObject,
  type MediaType,
  type PlannedOperation,
  type PlannedResponse,
} from '../plan/description.ts';
import { parameterKey, writeRequest, type ParameterValues } from '../plan/request.ts';
import { createSampler, type Sampler } from '../plan/values/sampler.ts';

export interface ValidExchange {
  readonly operation: PlannedOperation;
  readonly documented: PlannedResponse;
  readonly values: ParameterValues;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** What the answer's body is an example of; undefined when it is no JSON. */
  readonly media: MediaType | undefined;
}

/** Every operation with every status, and each JSON example of it; sampled from the schema where there is none. */
export function validExchanges(description: JsonObject, contract: Contract): ValidExchange[] {
  const requests = createSampler(description, 'request');
  const responses = createSampler(description, 'response');
  return readOperations(description, contract.operations).flatMap((operation) => {
    const values = parameterValues(operation, requests);
    const { target, headers } = writeRequest(operation, values);
    const plain = { method: operation.contract.method, url: target, headers };
    const request = withBody(plain, sampleBodies(operation, requests)[0]);
    return operation.responses.flatMap((documented) =>
      answersOf(operation, documented, responses).map((answer) => ({
        operation,
        documented,
        values,
        request,
        ...answer,
      })),
    );
  });
}

/** Parameters that cut an answer down change what may be missing from it. */
const sparse = new Set(['responseFields']);

/** Every parameter that has a value of its own in the description, and every required one. */
function parameterValues(operation: PlannedOperation, sampler: Sampler): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const parameter of operation.parameters) {
    if (sparse.has(parameter.name) || (!parameter.required && parameter.samples.length === 0)) continue;
    values.set(parameterKey(parameter), parameter.samples[0] ?? sampler(parameter.writtenSchema));
  }
  return values;
}

type Answer = Pick<ValidExchange, 'response' | 'media'>;

function answersOf(operation: PlannedOperation, documented: PlannedResponse, sampler: Sampler): Answer[] {
  const status = concreteStatus(documented, operation.responses);
  if (status === undefined) return [];
  const headers = headersOf(documented, sampler);
  if (documented.content.length === 0 || hasNoBody(operation, status))
    return [{ media: undefined, response: { status, headers, body: '' } }];
  return documented.content.flatMap((media): Answer[] => {
    const { examples, writtenSchema = {} } = media;
    // The checker takes bytes for what they say they are, and these say nothing.
    const type = media.type === '*/*' ? 'application/octet-stream' : (media.sendAs ?? media.type);
    const lines = [['Content-Type', type], ...headers] as const;
    const values = examples.length > 0 ? examples.map(({ value }) => value) : [sampler(writtenSchema)];
    if (/json/.test(type))
      return values.map((value) => ({ media, response: { status, headers: lines, body: JSON.stringify(value) } }));
    return [{ media: undefined, response: { status, headers: lines, body: textFor(media, type, values[0]) } }];
  });
}
