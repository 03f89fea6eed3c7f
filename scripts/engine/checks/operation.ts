import type { Coverage } from '../coverage/coverage.ts';
import { statusKey, type DescribedOperation } from '../description/operations.ts';
import { getCookies, getHeader } from '../http/headers.ts';
import { splitQuery } from '../http/url.ts';
import { escapeToken, isRecord, type JsonObject } from '../json.ts';
import type { Engine } from '../judge.ts';
import type { HeaderLines, HttpRequest, HttpResponse } from '../types.ts';
import { decoders, type Place } from '../values/styles.ts';
import { createBodyPlan, type BodyPlan } from './body.ts';
import {
  checkLines,
  checkOccurrences,
  checkPairs,
  planParameter,
  tellMissing,
  type ParameterPlan,
} from './parameters.ts';
import { addDraft, show, type Drafts } from './report.ts';

/** What an operation says about its requests and responses, made ready for checking them. */
export interface OperationPlan {
  /** @param names @param values path parameters as routed */
  checkParameters(
    request: HttpRequest,
    query: string,
    names: readonly string[],
    values: readonly string[],
    drafts: Drafts,
  ): void;
  checkRequestBody(request: HttpRequest, drafts: Drafts): void;
  /** What is documented for the status of a response; `undefined`, and told, when nothing is. */
  response(request: HttpRequest, response: HttpResponse, drafts: Drafts): ResponsePlan | undefined;
}

export interface ResponsePlan {
  checkHeaders(response: HttpResponse, drafts: Drafts): void;
  /** @param lift whether the caller had the answer cut down; asked only when that matters */
  checkBody(method: string, response: HttpResponse, drafts: Drafts, lift: () => boolean): void;
}

/** @param credentials query parameters that a security scheme sends; they are documented there */
export function planOperation(
  engine: Engine,
  operation: DescribedOperation,
  credentials: readonly string[],
  watch?: Coverage,
): OperationPlan {
  const plans = operation.parameters.flatMap((parameter) => {
    const [place, name] = [parameter['in'] as Place, parameter['name'] as string];
    const seen = watch?.parameter(operation, `${place} ${name}`);
    return planParameter(engine, 'request', place, name, parameter, seen) ?? [];
  });
  const inPlace = (place: Place): ParameterPlan[] => plans.filter((plan) => plan.place === place);
  const [path, query, header, cookie] = [inPlace('path'), inPlace('query'), inPlace('header'), inPlace('cookie')];
  const { requestBody } = operation;
  const body = createBodyPlan(engine, 'request', requestBody?.['content'], watch?.bodies(operation, 'request'));
  const responses = isRecord(operation.definition['responses']) ? operation.definition['responses'] : {};
  // Some descriptions tell operations apart by a query that is written into the path.
  const written = splitQuery(operation.path.split('?', 2)[1] ?? '').map(([name]) => name);
  const known = new Set([...credentials, ...written]);
  const byStatus = new Map<number, ResponsePlan | undefined>();
  const byKey = new Map<string, ResponsePlan | undefined>();

  const planFor = (key: string): ResponsePlan | undefined => {
    if (!byKey.has(key)) {
      const response = engine.document.object(responses[key]);
      const content = createBodyPlan(engine, 'response', response?.['content'], watch?.bodies(operation, key));
      byKey.set(key, response && planResponse(content, headersOf(engine, response)));
    }
    return byKey.get(key);
  };

  return {
    checkParameters(request, queryText, names, values, drafts) {
      for (const plan of path) {
        const value = values[names.lastIndexOf(plan.field.name)];
        if (value !== undefined) checkOccurrences(plan, [value], drafts);
      }
      if (query.length > 0 || queryText !== '') {
        const unknown = checkPairs(query, splitQuery(queryText), drafts);
        for (const [name, raw] of unknown) if (!known.has(name)) tellUnknown(name, raw, drafts);
      }
      checkHeaders(header, request.headers, drafts);
      if (cookie.length > 0) checkPairs(cookie, getCookies(request.headers), drafts);
    },
    checkRequestBody(request, drafts) {
      if (request.body === undefined) return;
      if (request.body.length > 0) {
        if (!requestBody || body.isDocumented) body.check(request, drafts);
      } else if (requestBody?.['required'] === true) body.tellMissing(drafts);
    },
    response(request, { status }, drafts) {
      if (byStatus.has(status)) return byStatus.get(status);
      const key = statusKey(operation.statuses, status);
      const standIn = key ?? standInFor(operation.statuses, status, request);
      if (standIn === undefined) {
        const documented = operation.statuses.join(', ') || 'none';
        const message = `The response has the status ${status}, but the description has only ${documented}.`;
        addDraft(drafts, 'undocumented-status', '', documented, String(status), message);
        return undefined;
      }
      const plan = planFor(standIn);
      if (key !== undefined) byStatus.set(status, plan);
      return plan;
    },
  };
}

function tellUnknown(name: string, raw: string, drafts: Drafts): void {
  const subject = { name: '', prefix: `/query/${escapeToken(name)}` };
  const actual = show(drafts, subject, '', decoders.query(raw));
  const message = `The query parameter "${name}" is not in the description.`;
  addDraft(drafts, 'undocumented-query-parameter', subject.prefix, 'absent', actual, message);
}

function headersOf(engine: Engine, { headers }: JsonObject): ParameterPlan[] {
  return Object.entries(isRecord(headers) ? headers : {}).flatMap(([name, raw]) => {
    const header = engine.document.object(raw);
    return (header && planParameter(engine, 'response', 'header', name, header)) ?? [];
  });
}

function checkHeaders(plans: readonly ParameterPlan[], headers: HeaderLines, drafts: Drafts): void {
  for (const plan of plans) {
    const name = plan.field.name.toLowerCase();
    const value = getHeader(headers, name);
    if (value === undefined) tellMissing(plan, drafts);
    // Cookies are the one header whose lines cannot be joined: their dates have commas.
    else if (name !== 'set-cookie') checkOccurrences(plan, [value], drafts);
    else
      checkLines(
        plan,
        headers.flatMap(([key, line]) => (key.toLowerCase() === name ? [line] : [])),
        drafts,
      );
  }
}

/** What HTTP itself adds when a request asks for it: 304 to a condition, 206 to a range. They are checked as the 200. */
function standInFor(keys: readonly string[], status: number, { method, headers }: HttpRequest): string | undefined {
  if (!/^(?:get|head)$/i.test(method)) return undefined;
  const asking = { 304: ['if-none-match', 'if-modified-since'], 206: ['range'] }[status] ?? [];
  return asking.some((name) => getHeader(headers, name) !== undefined) ? statusKey(keys, 200) : undefined;
}

function planResponse(body: BodyPlan, headers: readonly ParameterPlan[]): ResponsePlan {
  return {
    checkHeaders(response, drafts) {
      if (response.status !== 304) checkHeaders(headers, response.headers, drafts);
    },
    checkBody(method, response, drafts, lift) {
      const { status } = response;
      const isRedirect = status >= 300 && status < 400;
      if (method === 'HEAD' || status === 204 || status === 205 || status === 206 || status === 304) return;
      // Errors may come without a body, and redirects mostly do.
      if (response.body?.length === 0) {
        if (status < 300 && body.onlyJson) body.tellMissing(drafts);
      } else if (!isRedirect || body.isDocumented) body.check(response, drafts, status < 300 ? lift : undefined);
    },
  };
}
