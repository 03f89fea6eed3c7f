/** A request that keeps the contract, for one operation: its parameters and bodies, by example or made by their schemas. */

import { escapeToken } from '../../engine/json.ts';
import type { Contract, Finding, HttpRequest } from '../../engine/types.ts';
import { bodiesOf, withBody, type SampleBody } from '../plan/body.ts';
import type { JsonObject, MediaType, Parameter, PlannedOperation, PlannedResponse } from '../plan/description.ts';
import { parameterKey, requestFaults, writeRequest } from '../plan/request.ts';
import { candidatesFor, type Candidate } from '../plan/values/choice.ts';
import type { Sampler } from '../plan/values/sampler.ts';
import { reasonAgainstName } from '../plan/writable.ts';
import { createCredentials } from './credentials.ts';
import { firstRight, verdictOf, type Verdict } from './verdict.ts';

export type PlannedRequests =
  | {
      /** Without a body. */
      readonly request: HttpRequest;
      /** A body for each example, or of each media type; the first one goes with all requests. */
      readonly bodies: readonly SampleBody[];
      /** Whether it carries all the credentials that are asked for. */
      readonly isAllowed: boolean;
      readonly problem?: undefined;
    }
  /** Why no request can be made, in one sentence. */
  | { readonly problem: string };

/** Values that are made of a schema before it is given up. */
export const variants = 12;

/** A parameter, the value that it has for now, and further ones. */
interface Choice {
  readonly parameter: Parameter;
  readonly further: Iterator<Candidate, string>;
  now: Candidate;
}

export function createRequests(description: JsonObject, contract: Contract, sampler: Sampler) {
  const credentialsOf = createCredentials(description);

  /** @param otherwise taken where requests below `baseUrl` would be for something else */
  return (operation: PlannedOperation, baseUrl: string, otherwise = baseUrl): PlannedRequests => {
    const [, segment] = /\/(\.\.?)(?=\/|$)/.exec(operation.contract.path) ?? [];
    if (segment !== undefined) return { problem: `Clients take the segment "${segment}" out of its path.` };
    const credentials = credentialsOf(operation);
    const required = operation.parameters.filter((parameter) => parameter.required);
    for (const one of required) {
      const reason = reasonAgainstName(one);
      if (reason !== undefined) return { problem: `The ${titleOf(one)} cannot be sent: ${reason}.` };
      if (one.in === 'header' && /^prefer$/i.test(one.name))
        return { problem: `The ${titleOf(one)} cannot be sent: the mock is told by it what to answer.` };
    }
    const choices: Choice[] = [];
    for (const parameter of required) {
      const further = candidatesFor(parameter, sampler, variants);
      const { done, value: now } = further.next();
      if (done) return { problem: `No value was found for ${titleOf(parameter)}: ${now}.` };
      choices.push({ parameter, further, now });
    }

    const writeBelow = (base: string): HttpRequest => {
      const values = new Map(choices.map(({ parameter, now }) => [parameterKey(parameter), now.value]));
      const { target, headers } = writeRequest(operation, values, credentials);
      return { method: operation.contract.method, url: base + target, headers };
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
      const wrong = choices.filter(({ parameter, now }) =>
        isElsewhere ? parameter.in === 'path' : !now.isGiven && isToldOf(parameter, faults),
      );
      if (wrong.filter(goOn).length === 0) break;
      request = write();
      faults = parameterFaults(request);
    }
    if (!leadsHere(request)) return { problem: 'No request was found that leads to it, and to no other operation.' };
    const [fault] = faults;
    const made = choices.find(({ parameter, now }) => fault && !now.isGiven && isToldOf(parameter, [fault]));
    // A wrong example is told of: the mock refuses it.
    if (fault && made) return { problem: `No value was found for ${titleOf(made.parameter)}: ${fault.message}` };
    const bodies = bodiesFor(operation, request);
    return typeof bodies === 'string' ? { problem: bodies } : { request, bodies, isAllowed: credentials.isComplete };
  };

  function parameterFaults(request: HttpRequest): Finding[] {
    return requestFaults(contract, request).filter(({ kind }) => /-parameter$/.test(kind));
  }

  /** The bodies, or why there is none although there must be one. */
  function bodiesFor(
    { requestBody, responses }: PlannedOperation,
    request: HttpRequest,
  ): readonly SampleBody[] | string {
    if (!requestBody) return [];
    // What sends the requests gives these none.
    if (/^(?:GET|HEAD)$/.test(request.method))
      return requestBody.required ? `A ${request.method} request cannot be sent with a body from here.` : [];
    const bodies: SampleBody[] = [];
    let problem = requestBody.content.length > 0 ? undefined : 'It takes a body, and no content is described for it.';
    for (const described of requestBody.content) {
      const media = withoutRefused(described, responses, request);
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
    return bodies.length === 0 && problem !== undefined ? problem : bodies;
  }

  /** Some describe requests that are refused as well: their examples have the name of one that an error has, and break the schema. */
  function withoutRefused(media: MediaType, responses: readonly PlannedResponse[], request: HttpRequest): MediaType {
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

  function judgeBody(request: HttpRequest, body: SampleBody): Verdict {
    const found = contract.checkExchange(withBody(request, body), { status: 0, headers: [] }, { only: 'request' });
    return verdictOf(found.filter(({ kind }) => !/-parameter$/.test(kind)));
  }
}

const right: Verdict = { fault: undefined, isNoted: false };

/** Takes the next value; false when there is none. */
function goOn(choice: Choice): boolean {
  const next = choice.further.next();
  if (!next.done) choice.now = next.value;
  return !next.done;
}

function titleOf({ in: place, name }: Parameter): string {
  return `${place} parameter "${name}"`;
}

/** Whether findings speak of a parameter; members of an exploded object are told of by their own names. */
function isToldOf(parameter: Parameter, findings: readonly Finding[]): boolean {
  const { name, in: place, schema } = parameter;
  const prefix = `/${place}/${escapeToken(name)}`;
  return findings.some(({ pointer }) => {
    if (pointer === prefix || pointer.startsWith(`${prefix}/`)) return true;
    const isScalar = /^(?:string|integer|number|boolean)$/.test(String(schema.type));
    return !isScalar && pointer.startsWith(`/${place}`);
  });
}
