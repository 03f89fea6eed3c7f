/** A request that keeps the contract, for one operation: its parameters and bodies, by example or made by their schemas. */

import type { Contract, Finding, HttpRequest } from '../../engine/types.ts';
import { bodiesOf, type SampleBody } from '../plan/body.ts';
import type { JsonObject, Parameter, PlannedOperation } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import type { Sampler } from '../plan/values/sampler.ts';
import { createCredentials } from './credentials.ts';

export interface RequestsOptions {
  readonly description: JsonObject;
  readonly contract: Contract;
  readonly sampler: Sampler;
}

export interface PlannedRequests {
  /** Without a body; undefined when there is a problem. */
  readonly request: HttpRequest | undefined;
  /** A body for each example, or of each media type; the first one goes with all requests. */
  readonly bodies: readonly SampleBody[];
  /** Why no request can be made, in one sentence. */
  readonly problem: string | undefined;
}

/** Values that are made of a schema before it is given up. */
const variants = 12;

export function createRequests({ description, contract, sampler }: RequestsOptions) {
  const credentialsOf = createCredentials(description);

  return (operation: PlannedOperation, baseUrl: string): PlannedRequests => {
    const credentials = credentialsOf(operation);
    const required = operation.parameters.filter((parameter) => parameter.required);
    const attempts = new Map(required.map((parameter) => [parameter, 0]));
    const write = (): HttpRequest => {
      const values = new Map(required.map((one) => [parameterKey(one), valueOf(one, attempts.get(one)!)]));
      const { target, headers } = writeRequest(operation, values);
      const query = credentials.query.join('&');
      const separator = query === '' ? '' : target.includes('?') ? '&' : '?';
      return {
        method: operation.contract.method,
        url: baseUrl + target + separator + query,
        headers: joinCookies([...headers, ...credentials.headers]),
      };
    };

    let request = write();
    let faults = parameterFaults(request);
    for (let round = 0; round < variants && faults.length > 0; round += 1) {
      const wrong = required.filter((one) => one.samples.length <= attempts.get(one)! && isToldOf(one, faults));
      if (wrong.length === 0) break;
      for (const one of wrong) attempts.set(one, attempts.get(one)! + 1);
      request = write();
      faults = parameterFaults(request);
    }
    const [fault] = faults;
    const made = required.find((one) => fault && one.samples.length === 0 && isToldOf(one, [fault]));
    // A wrong example is told of: the mock refuses it.
    if (fault && made) return nothing(`No value was found for ${made.in} parameter "${made.name}": ${fault.message}`);
    return { request, ...bodiesFor(operation, request) };
  };

  function valueOf({ samples, writtenSchema }: Parameter, attempt: number): unknown {
    return (
      samples[attempt] ?? sampler(writtenSchema, Math.max(0, attempt - samples.length) + (samples.length > 0 ? 1 : 0))
    );
  }

  function parameterFaults(request: HttpRequest): Finding[] {
    const found = contract.checkExchange(request, noAnswer, { only: 'request' });
    return found.filter(({ severity, kind }) => severity === 'breaking' && /-parameter$/.test(kind));
  }

  function bodiesFor(operation: PlannedOperation, request: HttpRequest): Omit<PlannedRequests, 'request'> {
    const { requestBody } = operation;
    if (!requestBody) return { bodies: [], problem: undefined };
    // What sends the requests gives these none.
    if (/^(?:GET|HEAD)$/.test(request.method))
      return requestBody.required
        ? nothing(`A ${request.method} request cannot be sent with a body from here.`)
        : { bodies: [], problem: undefined };
    const bodies: SampleBody[] = [];
    let problem: string | undefined;
    for (const media of requestBody.content) {
      const given = media.examples.length > 0;
      let fault: string | undefined = 'its schema allows none that can be made.';
      for (let variant = 0; variant < (given ? 1 : variants) && fault !== undefined; variant += 1) {
        const made = bodiesOf(media, sampler, variant);
        if (made.length === 0) continue;
        fault = given ? undefined : bodyFault(request, made[0]!);
        if (fault === undefined) bodies.push(...made);
      }
      if (fault !== undefined) problem ??= `No ${media.type} body was found: ${fault}`;
    }
    return { bodies, problem: bodies.length === 0 ? problem : undefined };
  }

  function bodyFault(request: HttpRequest, { body, contentType }: SampleBody): string | undefined {
    const sent = { ...request, body, headers: [...request.headers, ['Content-Type', contentType] as const] };
    const found = contract.checkExchange(sent, noAnswer, { only: 'request' });
    return found.find(({ severity, kind }) => severity === 'breaking' && !/-parameter$/.test(kind))?.message;
  }
}

const noAnswer = { status: 0, headers: [] };

function nothing(problem: string): PlannedRequests {
  return { request: undefined, bodies: [], problem };
}

/** Whether findings speak of a parameter; members of an exploded object are told of by their own names. */
function isToldOf(parameter: Parameter, findings: readonly Finding[]): boolean {
  const { name, in: place, schema } = parameter;
  const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return findings.some(({ pointer }) => {
    const prefix = `/${place}/${token}`;
    if (pointer === prefix || pointer.startsWith(`${prefix}/`)) return true;
    const isScalar = /^(?:string|integer|number|boolean)$/.test(String(schema.type));
    return !isScalar && pointer.startsWith(`/${place}`);
  });
}

/** One `Cookie` header, for parameters and credentials together. */
function joinCookies(headers: readonly [string, string][]): [string, string][] {
  const cookies = headers.filter(([name]) => name === 'Cookie').map(([, value]) => value);
  const others = headers.filter(([name]) => name !== 'Cookie');
  return cookies.length > 0 ? [...others, ['Cookie', cookies.join('; ')]] : others;
}
