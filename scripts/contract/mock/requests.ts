/** A request that keeps the contract, for one operation: its parameters and bodies, by example or made by their schemas. */

import type { Contract, Finding, HttpRequest } from '../../engine/types.ts';
import { bodiesOf, type SampleBody } from '../plan/body.ts';
import type { JsonObject, MediaType, Parameter, PlannedOperation } from '../plan/description.ts';
import { parameterKey, writeRequest } from '../plan/request.ts';
import { createChoice } from '../plan/values/choice.ts';
import type { Sampler } from '../plan/values/sampler.ts';
import { reasonAgainstName } from '../plan/writable.ts';
import { createCredentials } from './credentials.ts';
import { firstRight, verdictOf, type Verdict } from './verdict.ts';

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
  /** Whether it carries all the credentials that are asked for. */
  readonly isAllowed: boolean;
  /** Why no request can be made, in one sentence. */
  readonly problem: string | undefined;
}

/** Values that are made of a schema before it is given up. */
const variants = 12;

export function createRequests({ description, contract, sampler }: RequestsOptions) {
  const credentialsOf = createCredentials(description);

  /** @param otherwise taken where requests below `baseUrl` would be for something else */
  return (operation: PlannedOperation, baseUrl: string, otherwise = baseUrl): PlannedRequests => {
    const credentials = credentialsOf(operation);
    const required = operation.parameters.filter((parameter) => parameter.required);
    for (const one of required) {
      const reason = reasonAgainstName(one);
      if (reason !== undefined) return nothing(`The ${titleOf(one)} cannot be sent: ${reason}.`);
      if (one.in === 'header' && /^prefer$/i.test(one.name))
        return nothing(`The ${titleOf(one)} cannot be sent: the mock is told by it what to answer.`);
    }
    const choices = required.map((parameter) => ({ parameter, choice: createChoice(parameter, sampler, variants) }));
    for (const { parameter, choice } of choices) {
      const problem = choice.next();
      if (problem !== undefined) return nothing(`No value was found for ${titleOf(parameter)}: ${problem}.`);
    }

    const writeBelow = (base: string): HttpRequest => {
      const values = new Map(choices.map(({ parameter, choice }) => [parameterKey(parameter), choice.value()]));
      const { target, headers } = writeRequest(operation, values);
      const query = credentials.query.join('&');
      const separator = query === '' ? '' : target.includes('?') ? '&' : '?';
      return {
        method: operation.contract.method,
        url: base + target + separator + query,
        headers: joinCookies([...headers, ...credentials.headers]),
      };
    };
    const leadsHere = (request: HttpRequest): boolean => {
      const match = contract.match(request);
      return match.kind === 'operation' && match.operation.key === operation.contract.key;
    };
    const write = (): HttpRequest => {
      const below = writeBelow(baseUrl);
      const instead = writeBelow(otherwise);
      return leadsHere(below) || !leadsHere(instead) ? below : instead;
    };

    let request = write();
    let faults = parameterFaults(request);
    for (let round = 0; round < variants; round += 1) {
      const isElsewhere = !leadsHere(request);
      if (!isElsewhere && faults.length === 0) break;
      const wrong = choices.filter(({ parameter, choice }) =>
        isElsewhere ? parameter.in === 'path' : !choice.isGiven() && isToldOf(parameter, faults),
      );
      const moved = wrong.filter(({ choice }) => choice.next() === undefined);
      if (moved.length === 0) break;
      request = write();
      faults = parameterFaults(request);
    }
    if (!leadsHere(request)) return nothing('No request was found that leads to it, and to no other operation.');
    const [fault] = faults;
    const made = choices.find(({ parameter, choice }) => fault && !choice.isGiven() && isToldOf(parameter, [fault]));
    // A wrong example is told of: the mock refuses it.
    if (fault && made) return nothing(`No value was found for ${titleOf(made.parameter)}: ${fault.message}`);
    return { request, isAllowed: credentials.isComplete, ...bodiesFor(operation, request) };
  };

  function parameterFaults(request: HttpRequest): Finding[] {
    const found = contract.checkExchange(request, noAnswer, { only: 'request' });
    return found.filter(({ severity, kind }) => severity === 'breaking' && /-parameter$/.test(kind));
  }

  function bodiesFor(operation: PlannedOperation, request: HttpRequest): Pick<PlannedRequests, 'bodies' | 'problem'> {
    const { requestBody } = operation;
    if (!requestBody) return { bodies: [], problem: undefined };
    // What sends the requests gives these none.
    if (/^(?:GET|HEAD)$/.test(request.method))
      return requestBody.required
        ? nothing(`A ${request.method} request cannot be sent with a body from here.`)
        : { bodies: [], problem: undefined };
    const bodies: SampleBody[] = [];
    let problem = requestBody.content.length > 0 ? undefined : 'It takes a body, and no content is described for it.';
    for (const described of requestBody.content) {
      const media = withoutRefused(described, operation, request);
      if (media.sendAs === undefined) {
        problem ??= `No ${media.type} body was found: no type falls under it alone.`;
        continue;
      }
      const isGiven = media.examples.length > 0;
      const { found, problem: fault } = firstRight(isGiven ? 1 : variants, (variant) => {
        const made = bodiesOf(media, sampler, variant);
        if (made.length === 0) return undefined;
        const isNothing = requestBody.required && made.every(({ body }) => body.length === 0);
        const nothingSent = { fault: 'it is written as nothing.', isNoted: true };
        const verdict = isNothing ? nothingSent : isGiven ? right : judgeBody(request, made[0]!);
        return { value: made, verdict };
      });
      if (found) bodies.push(...found);
      else problem ??= `No ${media.type} body was found: ${fault ?? 'its schema allows none that can be made.'}`;
    }
    return { bodies, problem: bodies.length === 0 ? problem : undefined };
  }

  /** Some describe requests that are refused as well: their examples have the name of one that an error has, and break the schema. */
  function withoutRefused(media: MediaType, { responses }: PlannedOperation, request: HttpRequest): MediaType {
    const { sendAs, examples } = media;
    if (sendAs === undefined || examples.length === 0) return media;
    const namesOf = (isWanted: (status: string) => boolean): string[] =>
      responses
        .filter(({ status }) => isWanted(status))
        .flatMap(({ content }) => content.flatMap((one) => one.examples.map(({ name }) => name)));
    const answered = new Set(namesOf((status) => status < '4'));
    const refused = namesOf((status) => /^4/.test(status)).filter((name) => name !== '' && !answered.has(name));
    const isWrong = (example: (typeof examples)[number]): boolean =>
      bodiesOf({ ...media, examples: [example] }, sampler).some((body) => judgeBody(request, body).fault !== undefined);
    return { ...media, examples: examples.filter((one) => !refused.includes(one.name) || !isWrong(one)) };
  }

  function judgeBody(request: HttpRequest, { body, contentType }: SampleBody): Verdict {
    const sent = { ...request, body, headers: [...request.headers, ['Content-Type', contentType] as const] };
    const found = contract.checkExchange(sent, noAnswer, { only: 'request' });
    return verdictOf(found.filter(({ kind }) => !/-parameter$/.test(kind)));
  }
}

const right: Verdict = { fault: undefined, isNoted: false };
const noAnswer = { status: 0, headers: [] };

function titleOf({ in: place, name }: Parameter): string {
  return `${place} parameter "${name}"`;
}

function nothing(problem: string): PlannedRequests {
  return { request: undefined, bodies: [], isAllowed: false, problem };
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
