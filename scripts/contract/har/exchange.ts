/** Turns an entry of a recording into an exchange that can be checked, or says why it cannot. */

import type { HttpRequest, HttpResponse } from '../../engine/types.ts';
import { headerOf, members, readRequestSide, readResponseSide, text } from './entry.ts';

export type EntryReading =
  | { readonly kind: 'exchange'; readonly request: HttpRequest; readonly response: HttpResponse }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Reads one entry of a HAR file. */
export function readEntry(entry: unknown): EntryReading {
  const { request, response, _resourceType, _webSocketMessages } = members(entry);
  const { method, url } = members(request);
  if (typeof method !== 'string' || typeof url !== 'string') return skip('they have no request');
  if (_resourceType === 'websocket' || Array.isArray(_webSocketMessages) || /^wss?:/i.test(url))
    return skip('they are WebSocket connections');
  if (!/^https?:/i.test(url)) return skip('they are not requests over HTTP');

  const requestSide = readRequestSide(members(request));
  if (isPreflight(method, requestSide)) return skip('they are CORS preflights, which the browser sends for itself');

  const status = Number(members(response).status ?? 0);
  if (!Number.isInteger(status) || status <= 0) return skip(noAnswer(entry, response));
  return {
    kind: 'exchange',
    request: { method, url, ...requestSide },
    response: { status, ...readResponseSide(members(response)) },
  };
}

function skip(reason: string): EntryReading {
  return { kind: 'skipped', reason };
}

function isPreflight(method: string, { headers }: Pick<HttpRequest, 'headers'>): boolean {
  return method.toUpperCase() === 'OPTIONS' && headerOf(headers, 'access-control-request-method') !== undefined;
}

/** Browsers record an aborted or blocked request with status 0, and the reason in `_error`. */
function noAnswer(entry: unknown, response: unknown): string {
  const error = text(members(response)._error) ?? text(members(entry)._error);
  return error ? `they were never answered (${error})` : 'they were never answered';
}
