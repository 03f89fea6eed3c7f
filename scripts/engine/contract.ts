import { createRedactor, secretsOf, type Redactor } from './redact.ts';
import { createCoverage } from './coverage.ts';
import { createRequestPlan, type RequestPlan } from './checks/request.ts';
import { createResponsePlan, type ResponsePlan } from './checks/response.ts';
import { addDraft, type Drafts } from './checks/report.ts';
import { readDocument } from './description/document.ts';
import { credentialNames, listOperations, type DescribedOperation } from './description/operations.ts';
import { createEngine } from './judge.ts';
import { getHeader } from './http/headers.ts';
import { splitQuery, splitUrl, type UrlParts } from './http/url.ts';
import { createRouter, type RouteMatch } from './routing/router.ts';
import type { Contract, ContractOptions, ExchangeContext, Finding, HttpRequest, HttpResponse } from './types.ts';

export type * from './types.ts';
export { DescriptionError } from './description/document.ts';

/**
 * Makes a description ready for checking exchanges against it.
 * @param description a bundled OpenAPI 3.0 or 3.1 document as a JavaScript value; it is not changed, and must not be changed later
 * @throws DescriptionError when it is no such document; the message says what it is instead
 */
export function createContract(description: unknown, options: ContractOptions = {}): Contract {
  const {
    serverBases = [],
    sparseParameters = ['responseFields'],
    publicTokenPrefixes = ['public_'],
    hide = {},
  } = options;
  const document = readDocument(description);
  const operations = listOperations(document);
  const router = createRouter(operations, serverBases);
  const credentials = credentialNames(document);
  const engine = createEngine(document, options.strict ?? false);
  const coverage = createCoverage(engine);
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  const requestPlans = new Map<DescribedOperation, RequestPlan>();
  const responsePlans = new Map<DescribedOperation, ResponsePlan>();

  const watch = options.coverage ? coverage.watch : undefined;

  const requestPlan = (operation: DescribedOperation): RequestPlan => {
    let plan = requestPlans.get(operation);
    if (!plan)
      requestPlans.set(
        operation,
        (plan = createRequestPlan(engine, operation, credentials.query, watch && watch(operation, 'request'))),
      );
    return plan;
  };
  const responsePlan = (operation: DescribedOperation): ResponsePlan => {
    let plan = responsePlans.get(operation);
    if (!plan)
      responsePlans.set(
        operation,
        (plan = createResponsePlan(engine, operation, watch && ((key) => watch(operation, key)))),
      );
    return plan;
  };

  let latest: Routed | undefined;

  /** Where a request belongs. The latest answer is kept: who checks an exchange has often asked for its operation before. */
  const route = (asked: string, url: string): Routed => {
    const method = asked.toUpperCase();
    if (latest?.url === url && latest.method === method) return latest;
    const parts = splitUrl(url);
    return (latest = { method, url, parts, match: router.find(method, parts) });
  };

  /** Answers to such requests are cut down, so that `required` does not hold. */
  const isCutDown = (request: HttpRequest, url: UrlParts): boolean => {
    const token = /^bearer\s+(.*)$/i.exec(getHeader(request.headers, 'authorization') ?? '')?.[1];
    const isPublic = (text: string): boolean => publicTokenPrefixes.some((prefix) => text.startsWith(prefix));
    if (token !== undefined && isPublic(token)) return true;
    return splitQuery(url.query).some(
      ([name, value]) => sparseParameters.includes(name) || (credentials.query.includes(name) && isPublic(value)),
    );
  };

  let latestSecrets = '';
  let latestRedactor: Redactor | undefined;

  /** Most exchanges of a recording carry the same credentials. */
  const redactorFor = (request: HttpRequest, response: HttpResponse): Redactor => {
    const secrets = [...(hide.secrets ?? []), ...secretsOf(request, response, credentials, hide.names)];
    const key = secrets.join('\n');
    if (!latestRedactor || key !== latestSecrets) latestRedactor = createRedactor({ ...hide, secrets });
    latestSecrets = key;
    return latestRedactor;
  };

  const finish = (
    { all }: Drafts,
    request: HttpRequest,
    { status }: HttpResponse,
    operation: DescribedOperation | undefined,
    path: string,
    exchange: number | null,
  ): Finding[] =>
    all.map(({ kind, severity, pointer, expected, actual, message, count }) => {
      const finding: Finding = {
        kind,
        severity,
        operationId: operation?.operationId ?? null,
        method: request.method.toUpperCase(),
        path,
        status: status === 0 ? null : status,
        pointer,
        expected,
        actual,
        message,
        docs: operation?.docs ?? null,
        exchange,
      };
      return count === undefined ? finding : { ...finding, count };
    });

  const checkExchange = (request: HttpRequest, response: HttpResponse, context?: ExchangeContext): Finding[] => {
    const { parts: url, method, match } = route(request.method, request.url);
    const { status } = response;
    const exchange = context?.exchange ?? null;
    // The server has judged the request itself.
    const turnedAway = status >= 400 && status < 500;
    let redactor: Redactor | undefined;
    const drafts: Drafts = { all: [], redactor: () => (redactor ??= redactorFor(request, response)) };
    if (match.kind !== 'operation') {
      if (turnedAway || isPreflight(method, request)) return [];
      const known = match.kind === 'unknown-method';
      const path = known ? match.path : drafts.redactor().text(url.path);
      if (known) {
        const message = `The description has no ${method} for this path, only ${match.methods.join(', ')}.`;
        addDraft(drafts, 'undocumented-method', '', match.methods.join(', '), method, message);
      } else addDraft(drafts, 'undocumented-path', '', null, path, `The path ${path} is not in the description.`);
      return finish(drafts, request, response, undefined, path, exchange);
    }
    const { operation, names, values } = match;
    if (watch) coverage.see(operation, request, url.query, status);
    if (!turnedAway && context?.only !== 'response')
      requestPlan(operation).check(request, url.query, names, values, drafts);
    if (status !== 0 && context?.only !== 'request')
      responsePlan(operation).check(request, response, drafts, () => isCutDown(request, url));
    return drafts.all.length === 0 ? [] : finish(drafts, request, response, operation, operation.path, exchange);
  };

  return {
    operations,
    get problems() {
      return document.problems;
    },
    serves: (url) => router.serves(url),
    match(request) {
      const { match } = route(request.method, request.url);
      if (match.kind !== 'operation') return match;
      const { operation, names, values } = match;
      return {
        kind: 'operation',
        operation,
        pathParameters: () => Object.fromEntries(names.map((name, i) => [name, values[i] as string])),
      };
    },
    checkExchange,
    takeSightings: coverage.take,
    documented: ({ key }, sides) => coverage.documented(byKey.get(key)!, sides),
  };
}

interface Routed {
  /** In upper case. */
  readonly method: string;
  readonly url: string;
  readonly parts: UrlParts;
  readonly match: RouteMatch;
}

/** Browsers ask for permission before a cross-origin request; no description has these. */
function isPreflight(method: string, request: HttpRequest): boolean {
  return method === 'OPTIONS' && getHeader(request.headers, 'access-control-request-method') !== undefined;
}
