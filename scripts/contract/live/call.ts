/** Makes one call of a live run and reports what is wrong with its answer. */

import { responseFor, type PlannedOperation } from '../plan/description.ts';
import type { ExpressionContext } from '../plan/expression.ts';
import { writeRequest, type ParameterValues } from '../plan/request.ts';
import { operationFinding, titleOf } from '../report/collector.ts';
import { takeExchange, takeFault, type Taker } from '../report/take-exchange.ts';
import { getContentType } from '../../engine/http/headers.ts';
import { parseJson } from '../../engine/http/json-text.ts';
import { decodePercent } from '../../engine/http/url.ts';
import type { Contract, HttpRequest, HttpResponse } from '../../engine/types.ts';
import { isCarried, maskLine, withSecret, type Authorize } from './authorization.ts';
import { sendRead, type SendOptions, type SendOutcome } from './send.ts';

export type CallResult =
  | { readonly kind: 'answer'; readonly context: ExpressionContext }
  | Exclude<SendOutcome, { kind: 'answer' }>
  /** The run was ended before the call was made. */
  | { readonly kind: 'not-sent' };

/** The API that is called. */
export interface LiveApi {
  readonly contract: Contract;
  /** Where it is, base path included: `https://app.ecwid.com/api/v3/1003`. */
  readonly baseUrl: string;
  readonly operations: readonly PlannedOperation[];
  readonly authorize: Authorize;
}

export interface CallerOptions extends LiveApi, Taker {
  readonly send: SendOptions;
}

export type Caller = (operation: PlannedOperation, values: ParameterValues) => Promise<CallResult>;

/** @param reported operations whose answers are checked; others are called for the ids in them only */
export function createCaller(options: CallerOptions, reported: ReadonlySet<PlannedOperation>): Caller {
  const { contract, baseUrl, authorize, send, collector } = options;
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
      // A refusal that is documented by default alone may still be tried again.
      const isAnswer = (status: number): boolean => (responseFor(operation, status)?.status ?? 'default') !== 'default';
      outcome = await sendRead({ ...plain, headers: withSecret(plain.headers, secret) }, isAnswer, send);
    } catch (error) {
      if (!send.signal?.aborted) throw error;
      if (reported.has(operation)) collector.skip(operation.contract, 'The run was ended before it was answered.');
      return { kind: 'not-sent' };
    }
    // From here on nothing knows the token.
    const masked: HttpRequest = { ...plain, headers: withSecret(plain.headers, secret.map(maskLine)) };
    if (outcome.kind === 'answer') return takeAnswer(operation, masked, outcome, secret);
    if (!reported.has(operation)) return outcome;
    const { message } = outcome;
    if (outcome.kind === 'fault') takeFault(options, operation.contract, outcome.fault, outcome.status, message);
    else collector.skip(operation.contract, `Not answered: ${message}.`);
    return outcome;
  };

  function takeAnswer(
    operation: PlannedOperation,
    request: HttpRequest,
    { response, tries }: Extract<SendOutcome, { kind: 'answer' }>,
    secret: ReturnType<Authorize>,
  ): CallResult {
    if (reported.has(operation)) {
      const { status } = response;
      // To be turned away without the credentials that the description asks for is no answer to what it describes.
      const isBare = secret.length === 0 && operation.requirements.some((names) => names.length > 0);
      const isTurnedAway = isBare && (status === 401 || status === 403);
      // A mask is not what was sent.
      const masked = operation.parameters.filter((parameter) => isCarried(parameter, secret));
      const places = new Set(masked.map(({ in: place, name }) => `/${place}/${name}`.toLowerCase()));
      takeExchange(
        options,
        operation.contract,
        request,
        response,
        whyNotAnswered(operation, status),
        ({ kind, pointer }) => (isTurnedAway && kind === 'undocumented-status') || places.has(pointer.toLowerCase()),
      );
      if (status >= 500) reportServerError(operation, status, tries);
    }
    return { kind: 'answer', context: contextOf(contract, request, response) };
  }

  function reportServerError(operation: PlannedOperation, status: number, tries: number): void {
    const times = tries === 1 ? '' : ` ${tries} times`;
    const message = `${titleOf(operation.contract)} was answered with ${status}${times}.`;
    const exchange = collector.exchanges - 1;
    collector.add([operationFinding(operation.contract, { kind: 'server-error', status, message, exchange })]);
  }
}

function acceptedTypes({ responses }: PlannedOperation): string {
  const types = responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.map(({ type }) => type));
  return types.length > 0 ? [...new Set([...types, 'application/json;q=0.5'])].join(', ') : '*/*';
}

/** Undefined when there is no more to say than the status. */
function whyNotAnswered({ scopes }: PlannedOperation, status: number): string | undefined {
  if (status === 401 || status === 403) {
    const need = scopes.length > 0 ? `; it needs the scope ${scopes.join(' or ')}` : '';
    return `The server turned the request away with ${status}${need}.`;
  }
  return status >= 500 ? `The server failed with ${status}.` : undefined;
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
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodePercent(value)]));
}

function readJson({ headers, body }: HttpRequest | HttpResponse): unknown {
  if (!/[/+]json/i.test(getContentType(headers) ?? '') || !(body instanceof Uint8Array)) return undefined;
  // A body that is not JSON is a finding of its own, and leads nowhere.
  const parsed = parseJson(Buffer.from(body).toString('utf8'));
  return parsed.ok ? parsed.value : undefined;
}
