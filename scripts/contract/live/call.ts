/** Makes one call of a live run and reports what is wrong with its answer. */

import type { Parameter, PlannedOperation } from '../plan/description.ts';
import type { ExpressionContext } from '../plan/expression.ts';
import { writeRequest, type ParameterValues } from '../plan/request.ts';
import { operationFinding, type Collector } from '../report/collector.ts';
import { faultKinds } from '../report/fault-kinds.ts';
import type { TransportFaultKind } from '../report/types.ts';
import type { Contract, HttpRequest, HttpResponse } from '../../engine/types.ts';
import { isCarried, maskToken, withSecret, type Authorize } from './authorization.ts';
import { sendRead, type SendOptions, type SendOutcome } from './send.ts';

export type CallResult =
  | { readonly kind: 'answer'; readonly context: ExpressionContext }
  /** `hopeless`: no request gets through, not just this one. */
  | { readonly kind: 'no-answer'; readonly message: string; readonly hopeless: boolean }
  /** The answer is larger than is read; further ones of the operation will be as well. */
  | { readonly kind: 'too-large' }
  /** The run was ended before the call was made. */
  | { readonly kind: 'not-sent' };

export interface CallerOptions {
  readonly contract: Contract;
  readonly baseUrl: string;
  readonly authorize: Authorize;
  readonly send: SendOptions;
  readonly collector: Collector;
  /** Operations whose answers are checked; others are called for the ids in them only. */
  readonly reported: ReadonlySet<PlannedOperation>;
}

export type Caller = (operation: PlannedOperation, values: ParameterValues) => Promise<CallResult>;

const sendFaultKinds: Readonly<Record<Extract<SendOutcome, { kind: 'fault' }>['fault'], TransportFaultKind>> = {
  ...faultKinds,
  'redirect-loop': 'redirect-loop',
  'redirect-elsewhere': 'redirect-elsewhere',
};

export function createCaller(options: CallerOptions): Caller {
  const { contract, baseUrl, authorize, send, collector, reported } = options;
  const base = baseUrl.replace(/\/+$/, '');

  return async (operation, values) => {
    const { target, headers } = writeRequest(operation, values);
    const plain: HttpRequest = {
      method: operation.contract.method,
      url: base + target,
      headers: withSecret(
        [
          ['Accept', acceptedTypes(operation)],
          ['User-Agent', 'commerce-openapi contract checker'],
        ],
        headers,
      ),
    };
    const secret = authorize(operation);
    let outcome: SendOutcome;
    try {
      outcome = await sendRead({ ...plain, headers: withSecret(plain.headers, secret) }, isDocumented(operation), send);
    } catch (error) {
      if (!send.signal?.aborted) throw error;
      if (reported.has(operation)) collector.skip(operation.contract, 'The run was ended before it was answered.');
      return { kind: 'not-sent' };
    }
    // From here on nothing knows the token.
    const masked: HttpRequest = { ...plain, headers: withSecret(plain.headers, secret.map(mask)) };
    const hidden = operation.parameters.filter((parameter) => isCarried(parameter, secret));
    const isBare = secret.length === 0 && operation.security.length > 0;
    return outcome.kind === 'answer'
      ? takeAnswer(operation, masked, outcome, { hidden, isBare })
      : takeSilence(operation, outcome);
  };

  function takeAnswer(
    operation: PlannedOperation,
    request: HttpRequest,
    { response, tries }: Extract<SendOutcome, { kind: 'answer' }>,
    { hidden, isBare }: { readonly hidden: readonly Parameter[]; readonly isBare: boolean },
  ): CallResult {
    if (reported.has(operation)) {
      // To be turned away without the credentials that the description asks for is no answer to what it describes.
      const isTurnedAway = isBare && (response.status === 401 || response.status === 403);
      const exchange = collector.exchanges;
      const found = isTurnedAway ? [] : contract.checkExchange(request, response, { exchange });
      // A mask is not what was sent.
      const ofToken = new Set(hidden.map(({ in: place, name }) => `/${place}/${name}`.toLowerCase()));
      collector.add(found.filter(({ pointer }) => !ofToken.has(pointer.toLowerCase())));
      const { status } = response;
      collector.countExchange(status < 400 ? operation.contract : undefined);
      if (status >= 400) collector.skip(operation.contract, whyNotAnswered(operation, status));
      if (status >= 500) reportServerError(operation, status, tries);
    }
    return { kind: 'answer', context: contextOf(contract, request, response) };
  }

  function reportServerError(operation: PlannedOperation, status: number, tries: number): void {
    const times = tries === 1 ? '' : ` ${tries} times`;
    const message = `${titleOf(operation)} was answered with ${status}${times}.`;
    const exchange = collector.exchanges - 1;
    collector.add([operationFinding(operation.contract, { kind: 'server-error', status, message, exchange })]);
  }

  function takeSilence(operation: PlannedOperation, outcome: Exclude<SendOutcome, { kind: 'answer' }>): CallResult {
    const { message } = outcome;
    const isRedirect = outcome.kind === 'fault' && outcome.fault.startsWith('redirect');
    if (reported.has(operation)) {
      collector.skip(operation.contract, `Not answered: ${message}.`);
      if (outcome.kind === 'fault') {
        const sentence = `${titleOf(operation)} got no answer that could be checked: ${message}.`;
        const { status } = outcome;
        collector.add([
          operationFinding(operation.contract, { kind: sendFaultKinds[outcome.fault], status, message: sentence }),
        ]);
      }
    }
    if (outcome.kind === 'fault' && outcome.fault === 'too-large') return { kind: 'too-large' };
    return isRedirect || outcome.kind === 'refused'
      ? { kind: 'not-sent' }
      : { kind: 'no-answer', message, hopeless: outcome.kind === 'fault' && outcome.fault === 'unreachable' };
  }
}

function titleOf({ contract }: PlannedOperation): string {
  return `${contract.method} ${contract.path}`;
}

function mask([name, value]: [string, string]): [string, string] {
  const [, scheme = '', token = ''] = (name === 'Cookie' ? /^([^=]*=)(.*)$/ : /^(\S+ )?(.*)$/).exec(value) ?? [];
  return [name, scheme + maskToken(token)];
}

function isDocumented({ responses }: PlannedOperation): (status: number) => boolean {
  const documented = new Set(responses.map(({ status }) => status));
  return (status) => documented.has(String(status)) || documented.has(`${Math.floor(status / 100)}XX`);
}

function acceptedTypes({ responses }: PlannedOperation): string {
  const types = responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.map(({ type }) => type));
  return types.length > 0 ? [...new Set([...types, 'application/json;q=0.5'])].join(', ') : '*/*';
}

function whyNotAnswered({ scopes }: PlannedOperation, status: number): string {
  if (status === 401 || status === 403) {
    const need = scopes.length > 0 ? `; it needs the scope ${scopes.join(' or ')}` : '';
    return `The server turned the request away with ${status}${need}.`;
  }
  return status >= 500
    ? `The server failed with ${status}.`
    : `The server answered ${status}, so there was nothing to check.`;
}

/** What runtime expressions can speak of after an exchange. */
export function contextOf(contract: Contract, request: HttpRequest, response: HttpResponse): ExpressionContext {
  const match = contract.match(request);
  const { method, url, headers } = request;
  return {
    url,
    method,
    status: response.status,
    request: {
      path: match.kind === 'operation' ? decodeValues(match.pathParameters()) : {},
      query: new URL(url).searchParams,
      headers,
      body: readJson(request),
    },
    response: { headers: response.headers, body: readJson(response) },
  };
}

function decodeValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
}

function readJson({ headers, body }: HttpRequest | HttpResponse): unknown {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!/[/+]json/i.test(type) || !(body instanceof Uint8Array)) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // A body that is not JSON is a finding of its own, and leads nowhere.
    return undefined;
  }
}
