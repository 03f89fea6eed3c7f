/** Turns an entry of a recording into an exchange that can be checked, or says why it cannot. */

import { getContentType, getHeader } from '../../engine/http/headers.ts';
import type { HttpRequest, HttpResponse } from '../../engine/types.ts';
import { asObject } from '../plan/description.ts';
import { isCutByRecorder, isKnownEmpty, isSpoilt } from './body-evidence.ts';
import { decodeContent } from './content.ts';
import { readHeaders, text, withContentType, type Side } from './entry.ts';
import { readRequest } from './request-side.ts';

const sides = ['request', 'response'] as const;
export type SideName = (typeof sides)[number];

export type EntryReading =
  | {
      readonly kind: 'exchange';
      readonly request: HttpRequest;
      readonly response: HttpResponse;
      /** Sides whose headers the recording does not hold. */
      readonly headless: readonly SideName[];
      /** Sides whose cookies the recording does not hold. */
      readonly cookieless: readonly SideName[];
      /** Whether a body is there, but packed in a way that cannot be undone. */
      readonly isPacked: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Reads one entry of a HAR file. */
export function readEntry(entry: unknown): EntryReading {
  const { request, response, _resourceType, _webSocketMessages } = asObject(entry);
  const { method, url, headers } = asObject(request);
  if (typeof method !== 'string' || typeof url !== 'string') return skip('they have no request');
  if (_resourceType === 'websocket' || Array.isArray(_webSocketMessages) || /^wss?:/i.test(url))
    return skip('they are WebSocket connections');
  if (!/^https?:/i.test(url)) return skip('they are not requests over HTTP');
  const upper = method.toUpperCase();
  if (upper === 'CONNECT') return skip('they open tunnels through a proxy');
  if (upper === 'OPTIONS' && isPreflight(headers, _resourceType))
    return skip('they are CORS preflights, which the browser sends for itself');

  const { status: recorded, headers: answered } = asObject(response);
  const status = Number(recorded ?? 0);
  if (!Number.isInteger(status) || status <= 0) return skip(noAnswer(entry, response));
  if (status < 200)
    return skip('they were answered for now only (1xx); the answer itself came later, or by another protocol');
  if (status === 307 && isInternalRedirect(url, asObject(response)))
    return skip('they are redirects that the browser made by itself, before anything was sent');
  const asked = readRequest(method, url, asObject(request));
  const got = readResponse(status, asObject(response));
  return {
    kind: 'exchange',
    request: asked,
    response: got,
    headless: sides.filter((side) => !Array.isArray(side === 'request' ? headers : answered)),
    cookieless: cookielessSides(entry, asked, got, asObject(response).cookies),
    isPacked: isPacked(asked, asObject(request).postData) || isPacked(got, asObject(response).content),
  };
}

/** HAR has the target of a redirect in a field of its own, and some recorders have it there alone. */
function withLocation(status: number, headers: [string, string][], target: unknown): [string, string][] {
  const isLost = status >= 300 && status < 400 && typeof target === 'string' && target !== '';
  return isLost && getHeader(headers, 'location') === undefined ? [...headers, ['Location', target]] : headers;
}

function readResponse(status: number, response: Readonly<Record<string, unknown>>): HttpResponse {
  const lines = withLocation(status, readHeaders(response.headers), response.redirectURL);
  const holder = asObject(response.content);
  const { mimeType, text, encoding, size } = holder;
  const headers = withContentType(lines, mimeType);
  if (typeof text === 'string' && text !== '') {
    const body = decodeContent(text, encoding, getHeader(headers, 'content-encoding'));
    const isUnknown =
      typeof body === 'string' &&
      (isCutByRecorder(body, size) || (isSpoilt(body) && !/text|json|xml/i.test(getContentType(headers) ?? '')));
    return { status, headers, body: isUnknown ? undefined : body };
  }
  // Safari says 0 where it does not know the size; an answer with a content type had a body.
  const isSilent = text === undefined && getContentType(headers) !== undefined;
  const length = getHeader(headers, 'content-length');
  const isEmpty = isSilent && length === undefined ? false : isKnownEmpty({ headers, holder, size });
  return { status, headers, body: isEmpty ? '' : undefined };
}

function isPacked({ headers, body }: Side, holder: unknown): boolean {
  return (
    body === undefined && getHeader(headers, 'content-encoding') !== undefined && isKept(text(asObject(holder).text))
  );
}

/** Whether a body was recorded, and not spoilt by that. */
function isKept(body: string | undefined): boolean {
  return body !== undefined && body !== '' && !isSpoilt(body);
}

function skip(reason: string): EntryReading {
  return { kind: 'skipped', reason };
}

function isPreflight(headers: unknown, resourceType: unknown): boolean {
  return resourceType === 'preflight' || getHeader(readHeaders(headers), 'access-control-request-method') !== undefined;
}

/**
 * Browsers follow HSTS, and extensions send elsewhere, without asking anyone; they record it as an answer of 307. Chrome says so;
 * of others, no server answers without a `Date`.
 */
function isInternalRedirect(
  url: string,
  { statusText, headers, redirectURL }: Readonly<Record<string, unknown>>,
): boolean {
  const lines = readHeaders(headers);
  if (statusText === 'Internal Redirect' || getHeader(lines, 'non-authoritative-reason') !== undefined) return true;
  const target = getHeader(lines, 'location') ?? text(redirectURL);
  return target === url.replace(/^http:/i, 'https:') && target !== url && getHeader(lines, 'date') === undefined;
}

/**
 * Chrome leaves the lines of cookies out, unless it is asked for what is sensitive; its entries are known by who began the request. Others
 * name the cookies of an answer without their line.
 */
function cookielessSides(entry: unknown, asked: Side, got: Side, cookies: unknown): readonly SideName[] {
  const isChrome = asObject(entry)._initiator !== undefined;
  const isNamed = Array.isArray(cookies) && cookies.length > 0;
  return sides.filter((side) =>
    side === 'request'
      ? isChrome && getHeader(asked.headers, 'cookie') === undefined
      : (isChrome || isNamed) && getHeader(got.headers, 'set-cookie') === undefined,
  );
}

/** Browsers record an aborted or blocked request with status 0, and the reason in `_error`. */
function noAnswer(entry: unknown, response: unknown): string {
  const error = text(asObject(response)._error) ?? text(asObject(entry)._error);
  return error ? `they were never answered (${error})` : 'they were never answered';
}
