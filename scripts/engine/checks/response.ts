import type { DescribedOperation } from '../description/operations.ts';
import type { Watch } from '../coverage.ts';
import type { Engine } from '../judge.ts';
import { getContentType, getHeader } from '../http/headers.ts';
import { isRecord, own, type JsonObject } from '../json.ts';
import type { HttpRequest, HttpResponse } from '../types.ts';
import { checkBody, responseKinds } from './body.ts';
import { createContentPlan, responseSubject } from './content.ts';
import { addDraft, type Drafts } from './report.ts';
import { createHeaderPlans } from './response-headers.ts';

export interface ResponsePlan {
  /** @param lift whether the caller had the answer cut down; asked only when that matters */
  check(request: HttpRequest, response: HttpResponse, drafts: Drafts, lift: () => boolean): void;
}

interface StatusPlan {
  check(response: HttpResponse, bodiless: boolean, drafts: Drafts, lift: () => boolean): void;
}

/** @param watch what looks at the bodies under a key of `responses` */
export function createResponsePlan(
  engine: Engine,
  operation: DescribedOperation,
  watch?: (key: string) => Watch,
): ResponsePlan {
  const responses = isRecord(operation.definition['responses']) ? operation.definition['responses'] : {};
  const byKey = new Map<string, StatusPlan | undefined>();
  const keys = new Map<number, string | undefined>();

  const planFor = (key: string): StatusPlan | undefined => {
    if (!byKey.has(key)) {
      const response = engine.document.object(responses[key]);
      byKey.set(key, response && createStatusPlan(engine, response, watch?.(key)));
    }
    return byKey.get(key);
  };

  const keyFor = (status: number): string | undefined => {
    if (!keys.has(status)) keys.set(status, keyOf(responses, status));
    return keys.get(status);
  };

  return {
    check(request, response, drafts, lift) {
      const { status } = response;
      const method = request.method.toUpperCase();
      const key = keyFor(status) ?? standIn(responses, status, method, request);
      if (key === undefined) {
        const documented = operation.statuses.join(', ') || 'none';
        const message = `The response has the status ${status}, but the description has only ${documented}.`;
        return addDraft(drafts, 'undocumented-status', '', documented, String(status), message);
      }
      const bodiless = method === 'HEAD' || status === 204 || status === 205 || status === 206 || status === 304;
      planFor(key)?.check(response, bodiless, drafts, lift);
    },
  };
}

/** The exact status, its class (`4XX`), `default`: in this order (OpenAPI, "Responses Object"). */
function keyOf(responses: JsonObject, status: number): string | undefined {
  const exact = String(status);
  if (own(responses, exact) !== undefined) return exact;
  const range = `${exact.charAt(0)}XX`;
  for (const key of [range, range.toLowerCase(), 'default']) if (own(responses, key) !== undefined) return key;
  return undefined;
}

/** What HTTP itself adds when a request asks for it: 304 to a condition, 206 to a range. They are checked as the 200. */
function standIn(responses: JsonObject, status: number, method: string, request: HttpRequest): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const asked =
    status === 304
      ? (getHeader(request.headers, 'if-none-match') ?? getHeader(request.headers, 'if-modified-since'))
      : status === 206
        ? getHeader(request.headers, 'range')
        : undefined;
  return asked === undefined ? undefined : keyOf(responses, 200);
}

function createStatusPlan(engine: Engine, response: JsonObject, watch: Watch | undefined): StatusPlan {
  const content = createContentPlan(engine, response['content'], watch);
  const headers = createHeaderPlans(engine, response['headers']);

  return {
    check(actual, bodiless, drafts, lift) {
      const { status, body } = actual;
      if (status !== 304) headers?.check(actual.headers, drafts);
      if (bodiless) return;
      const contentType = getContentType(actual.headers);
      if (body?.length === 0) {
        // Errors may come without a body, and redirects mostly do.
        if (status >= 300 || !content?.onlyJson) return;
        const message = `The response has no body, but must have one of the content type ${content.keys.join(', ')}.`;
        return addDraft(drafts, 'missing-response-body', '', content.keys.join(', '), 'absent', message);
      }
      if (!content) {
        if (body === undefined || (status >= 300 && status < 400)) return;
        const message = 'The response has a body, but the description has none for this status.';
        return addDraft(drafts, 'undocumented-response-body', '', 'absent', contentType ?? 'a body', message);
      }
      if (contentType === undefined && body === undefined) return;
      const plan = content.find(contentType);
      if (!plan) {
        const expected = content.keys.join(', ');
        const message = contentType
          ? `The response's content type is ${contentType}, but must be ${expected}.`
          : `The response has a body, but no content type; it must be ${expected}.`;
        return addDraft(drafts, 'response-content-type', '', expected, contentType ?? 'absent', message);
      }
      if (body === undefined) return;
      if (isCutShort(actual, body)) {
        const length = getHeader(actual.headers, 'content-length');
        const message = `The response body is cut off: it has ${body.length} bytes of ${length}.`;
        return addDraft(drafts, 'truncated-response-body', '', `${length} bytes`, `${body.length} bytes`, message);
      }
      const cutDown = status < 300 ? lift : undefined;
      checkBody(plan, body, 'response', responseSubject, responseKinds, drafts, cutDown);
    },
  };
}

/**
 * Whether fewer bytes came than were announced. Decoded bodies are mostly longer than announced, and text has lost its bytes:
 * only bytes that were sent as they are can tell.
 */
function isCutShort(response: HttpResponse, body: Uint8Array | string): boolean {
  if (typeof body === 'string' || getHeader(response.headers, 'content-encoding') !== undefined) return false;
  const length = getHeader(response.headers, 'content-length');
  return length !== undefined && /^\d+$/.test(length) && body.length < Number(length);
}
