import { planOperation, type OperationPlan } from './checks/operation.ts';
import { addDraft, type Drafts } from './checks/report.ts';
import { createCoverage } from './coverage/coverage.ts';
import { readDocument } from './description/document.ts';
import { credentialNames, listOperations, type DescribedOperation } from './description/operations.ts';
import { getHeader } from './http/headers.ts';
import { splitQuery, splitUrl, type UrlParts } from './http/url.ts';
import { createEngine } from './judge.ts';
import { createRedactor, secretsOf, type Redactor } from './redact.ts';
import { createRouter, type RouteMatch } from './routing/router.ts';
import type { Contract, ContractOptions, HttpRequest, HttpResponse } from './types.ts';

export type * from './types.ts';
export { DescriptionError } from './description/document.ts';

/**
 * Makes a description ready for checking exchanges against it.
 * @param description a bundled OpenAPI 3.0 or 3.1 document as a JavaScript value; it is not changed, and must not be changed later
 * @throws DescriptionError when it is no such document; the message says what it is instead
 */
export function createContract(description: unknown, options: ContractOptions = {}): Contract {
  const { serverBases = [], sparseParameters = ['responseFields'], publicTokenPrefixes = ['public_'], hide } = options;
  const document = readDocument(description);
  const operations = listOperations(document);
  const router = createRouter(operations, serverBases);
  const credentials = credentialNames(document);
  const engine = createEngine(document, options.strict ?? false);
  const coverage = createCoverage(engine);
  const watch = options.coverage ? coverage : undefined;
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  const plans = new Map<DescribedOperation, OperationPlan>();

  const planFor = (operation: DescribedOperation): OperationPlan => {
    let plan = plans.get(operation);
    if (!plan) plans.set(operation, (plan = planOperation(engine, operation, credentials.query, watch)));
    return plan;
  };

  let latest: { method: string; address: string; url: UrlParts; match: RouteMatch } | undefined;

  /** Where a request belongs. The latest answer is kept: who checks an exchange has often asked for its operation before. */
  const route = (asked: string, address: string): NonNullable<typeof latest> => {
    const method = asked.toUpperCase();
    if (latest?.address === address && latest.method === method) return latest;
    const url = splitUrl(address);
    return (latest = { method, address, url, match: router.find(method, url) });
  };

  /** Answers to such requests are cut down, so that `required` does not hold. */
  const isCutDown = ({ headers }: HttpRequest, { query }: UrlParts): boolean => {
    const isPublic = (token: string): boolean => publicTokenPrefixes.some((prefix) => token.startsWith(prefix));
    const token = /^bearer\s+(.*)$/i.exec(getHeader(headers, 'authorization') ?? '')?.[1];
    return (
      (token !== undefined && isPublic(token)) ||
      splitQuery(query).some(
        ([name, value]) => sparseParameters.includes(name) || (credentials.query.includes(name) && isPublic(value)),
      )
    );
  };

  let latestRedactor: { readonly key: string; readonly redactor: Redactor } | undefined;

  /** Most exchanges of a recording carry the same credentials. */
  const redactorFor = (request: HttpRequest, response: HttpResponse): Redactor => {
    const secrets = [...(hide?.secrets ?? []), ...secretsOf(request, response, credentials, hide?.names)];
    const key = secrets.join('\n');
    if (latestRedactor?.key !== key) latestRedactor = { key, redactor: createRedactor({ ...hide, secrets }) };
    return latestRedactor.redactor;
  };

  return {
    operations,
    get problems() {
      return document.problems;
    },
    serves: router.serves,
    match(request) {
      const { match } = route(request.method, request.url);
      if (match.kind !== 'operation') return match;
      const { operation, names, values } = match;
      const pathParameters = (): Record<string, string> =>
        Object.fromEntries(names.map((name, i) => [name, values[i] as string]));
      return { kind: 'operation', operation, pathParameters };
    },
    checkExchange(request, response, { exchange = null, only } = {}) {
      const { method, url, match } = route(request.method, request.url);
      const { status } = response;
      let redactor: Redactor | undefined;
      const drafts: Drafts = { all: [], redactor: () => (redactor ??= redactorFor(request, response)) };
      const operation = match.kind === 'operation' ? match.operation : undefined;
      // The server has judged the request itself.
      const turnedAway = status >= 400 && status < 500;

      if (match.kind !== 'operation') {
        if (!turnedAway && !isPreflight(method, request)) tellUnrouted(method, url, match, drafts);
      } else {
        const plan = planFor(match.operation);
        watch?.status(match.operation, status);
        if (!turnedAway && only !== 'response') {
          plan.checkParameters(request, url.query, match.names, match.values, drafts);
          plan.checkRequestBody(request, drafts);
        }
        if (status !== 0 && only !== 'request') {
          const documented = plan.response(request, response, drafts);
          documented?.checkHeaders(response, drafts);
          documented?.checkBody(method, response, drafts, () => isCutDown(request, url));
        }
      }

      if (drafts.all.length === 0) return [];
      return drafts.all.map(({ kind, severity, pointer, expected, actual, message, count }) => ({
        ...{ kind, severity, operationId: operation?.operationId ?? null, method },
        path: operation?.path ?? (match.kind === 'unknown-method' ? match.path : drafts.redactor().text(url.path)),
        ...{ status: status === 0 ? null : status, pointer, expected, actual, message },
        ...{ docs: operation?.docs ?? null, exchange, ...(count !== undefined && { count }) },
      }));
    },
    takeSightings: coverage.take,
    documented: ({ key }, sides) => coverage.documented(byKey.get(key)!, sides),
  };
}

/** Browsers ask for permission before a cross-origin request; no description has these. */
function isPreflight(method: string, { headers }: HttpRequest): boolean {
  return method === 'OPTIONS' && getHeader(headers, 'access-control-request-method') !== undefined;
}

function tellUnrouted(
  method: string,
  { path }: UrlParts,
  match: Exclude<RouteMatch, { kind: 'operation' }>,
  drafts: Drafts,
): void {
  if (match.kind === 'unknown-path') {
    const shown = drafts.redactor().text(path);
    return addDraft(drafts, 'undocumented-path', '', null, shown, `The path ${shown} is not in the description.`);
  }
  const methods = match.methods.join(', ');
  const message = `The description has no ${method} for this path, only ${methods}.`;
  addDraft(drafts, 'undocumented-method', '', methods, method, message);
}
