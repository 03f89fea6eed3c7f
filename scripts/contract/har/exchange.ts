/** Turns an entry of a recording into an exchange that can be checked, or says why it cannot. */

import type { HttpRequest, HttpResponse } from '../../engine/types.ts';
import { isSpoilt } from './body-evidence.ts';
import { headerOf, members, readHeaders, text } from './entry.ts';
import { readRequest } from './request-side.ts';
import { readResponse } from './response-side.ts';

export type SideName = 'request' | 'response';

type Side = Pick<HttpRequest, 'headers' | 'body'>;

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
      readonly packed: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Reads one entry of a HAR file. */
export function readEntry(entry: unknown): EntryReading {
  const { request, response, _resourceType, _webSocketMessages } = members(entry);
  const { method, url, headers } = members(request);
  if (typeof method !== 'string' || typeof url !== 'string') return skip('they have no request');
  if (_resourceType === 'websocket' || Array.isArray(_webSocketMessages) || /^wss?:/i.test(url))
    return skip('they are WebSocket connections');
  if (!/^https?:/i.test(url)) return skip('they are not requests over HTTP');
  const upper = method.toUpperCase();
  if (upper === 'CONNECT') return skip('they open tunnels through a proxy');
  if (upper === 'OPTIONS' && isPreflight(headers, _resourceType))
    return skip('they are CORS preflights, which the browser sends for itself');

  const { status: recorded, headers: answered } = members(response);
  const status = Number(recorded ?? 0);
  if (!Number.isInteger(status) || status <= 0) return skip(noAnswer(entry, response));
  if (status < 200)
    return skip('they were answered for now only (1xx); the answer itself came later, or by another protocol');
  if (status === 307 && isInternalRedirect(url, members(response)))
    return skip('they are redirects that the browser made by itself, before anything was sent');
  const asked = readRequest(method, url, members(request));
  const got = readResponse(status, members(response));
  return {
    kind: 'exchange',
    request: asked,
    response: got,
    headless: headlessSides(headers, answered),
    cookieless: cookielessSides(entry, asked, got, members(response).cookies),
    packed: isPacked(asked, members(request).postData) || isPacked(got, members(response).content),
  };
}

function isPacked({ headers, body }: Side, holder: unknown): boolean {
  return (
    body === undefined && headerOf(headers, 'content-encoding') !== undefined && isKept(text(members(holder).text))
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
  return resourceType === 'preflight' || headerOf(readHeaders(headers), 'access-control-request-method') !== undefined;
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
  if (statusText === 'Internal Redirect' || headerOf(lines, 'non-authoritative-reason') !== undefined) return true;
  const target = headerOf(lines, 'location') ?? text(redirectURL);
  return target === url.replace(/^http:/i, 'https:') && target !== url && headerOf(lines, 'date') === undefined;
}

const none: readonly SideName[] = [];

function headlessSides(request: unknown, response: unknown): readonly SideName[] {
  if (Array.isArray(request) && Array.isArray(response)) return none;
  return [
    ...(Array.isArray(request) ? none : ['request' as const]),
    ...(Array.isArray(response) ? none : ['response' as const]),
  ];
}

/**
 * Chrome leaves the lines of cookies out, unless it is asked for what is sensitive; its entries are known by who began the request. Others
 * name the cookies of an answer without their line.
 */
function cookielessSides(entry: unknown, asked: Side, got: Side, cookies: unknown): readonly SideName[] {
  const isChrome = members(entry)._initiator !== undefined;
  const isNamed = Array.isArray(cookies) && cookies.length > 0;
  if (!isChrome && !isNamed) return none;
  return [
    ...(isChrome && headerOf(asked.headers, 'cookie') === undefined ? ['request' as const] : none),
    ...(headerOf(got.headers, 'set-cookie') === undefined ? ['response' as const] : none),
  ];
}

/** Browsers record an aborted or blocked request with status 0, and the reason in `_error`. */
function noAnswer(entry: unknown, response: unknown): string {
  const error = text(members(response)._error) ?? text(members(entry)._error);
  return error ? `they were never answered (${error})` : 'they were never answered';
}
