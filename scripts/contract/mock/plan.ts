/** What is asked of the mock: every operation, every documented status, every named example. */

import { sampleBodies, type SampleBody } from '../plan/body.ts';
import type { MediaType, Parameter, PlannedOperation, PlannedResponse } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import type { HttpRequest } from '../../engine/types.ts';

export interface MockRequest {
  readonly operation: PlannedOperation;
  /** The status that is asked for; the mock must answer with it. */
  readonly status: number;
  readonly request: HttpRequest;
}

/** The requests of one operation; `baseUrl` is the mock's, any token will do. */
export function planMockRequests(operation: PlannedOperation, description: object, baseUrl: string): MockRequest[] {
  const required = operation.parameters.filter((parameter) => parameter.required);
  const values = new Map(required.map((parameter) => [parameterKey(parameter), sampleValue(parameter)]));
  const { target, headers } = writeRequest(operation, values);
  const bodies = sampleBodies(operation, description);

  function plan(status: number, accept: string, example: string, body: SampleBody | undefined): MockRequest {
    const request: HttpRequest = {
      method: operation.contract.method,
      url: baseUrl + target,
      headers: [
        ...headers,
        ...authorization,
        ['Accept', accept],
        ['Prefer', `code=${status}${example === '' ? '' : `, example=${example}`}`],
        ...(body ? ([['Content-Type', body.contentType]] as const) : []),
      ],
      body: body?.body ?? '',
    };
    return { operation, status, request };
  }

  const statuses = operation.responses.flatMap((response) => {
    const status = concreteStatus(response, operation.responses);
    return status === undefined ? [] : [{ status, response }];
  });
  const answers = statuses.flatMap(({ status, response }) =>
    askedExamples(response).map(({ accept, example }) => plan(status, accept, example, bodies[0])),
  );
  // The other bodies need to be taken once each; which answer comes is then the mock's affair.
  const success = statuses.find(({ status }) => status < 300);
  const taken = success ? bodies.slice(1).map((body) => plan(success.status, acceptAny, '', body)) : [];
  return [...answers, ...taken];
}

const acceptAny = '*/*';

/** Both ways that the APIs take a token; the mock wants one, and does not care which. */
const authorization = [
  ['Authorization', 'Bearer mock'],
  ['X-Auth-Token', 'mock'],
] as const;

/** Each named example of each media type; an answer without a body, or with one unnamed example, is asked for once. */
function askedExamples({ content }: PlannedResponse): { accept: string; example: string }[] {
  const asked = content.flatMap((mediaType: MediaType) => {
    const names = mediaType.examples.map(({ name }) => name);
    return (names.length > 0 ? names : ['']).map((example) => ({ accept: mediaType.type, example }));
  });
  return asked.length > 0 ? asked : [{ accept: acceptAny, example: '' }];
}

/** A status that stands for `4XX` or `default` and is not documented by itself. 1xx are not answers. */
function concreteStatus({ status }: PlannedResponse, all: readonly PlannedResponse[]): number | undefined {
  const taken = new Set(all.map((response) => response.status));
  if (status === 'default') return [500, 599].find((candidate) => !taken.has(String(candidate)));
  const range = /^([2-5])XX$/i.exec(status)?.[1];
  if (range === undefined) return /^[2-5]\d\d$/.test(status) ? Number(status) : undefined;
  return [`${range}00`, `${range}01`, `${range}99`].filter((candidate) => !taken.has(candidate)).map(Number)[0];
}

function sampleValue({ samples, schema }: Parameter): unknown {
  if (samples.length > 0) return samples[0];
  const type = Array.isArray(schema.type) ? (schema.type as unknown[]).find((name) => name !== 'null') : schema.type;
  if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
  if (type === 'boolean') return true;
  return type === 'array' ? ['a'] : 'a'.repeat(typeof schema.minLength === 'number' ? schema.minLength : 1);
}
