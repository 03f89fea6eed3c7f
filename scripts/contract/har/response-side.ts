/** The response of a HAR entry. */

import type { HttpResponse } from '../../engine/types.ts';
import { isCutByRecorder, isKnownEmpty, isSpoilt } from './body-evidence.ts';
import { decodeContent } from './content.ts';
import { headerOf, members, readHeaders, withContentType } from './entry.ts';

/** Reads the response, whose status has been read already. */
export function readResponse(status: number, response: Readonly<Record<string, unknown>>): HttpResponse {
  const lines = withLocation(status, readHeaders(response.headers), response.redirectURL);
  const holder = members(response.content);
  const { mimeType, text, encoding, size } = holder;
  const headers = withContentType(lines, mimeType);
  if (typeof text === 'string' && text !== '') {
    const body = decodeContent(text, encoding, headerOf(headers, 'content-encoding'));
    const isUnknown =
      typeof body === 'string' &&
      (isCutByRecorder(body, size) || (isSpoilt(body) && !/text|json|xml/i.test(contentTypeOf(headers))));
    return { status, headers, body: isUnknown ? undefined : body };
  }
  // Safari says 0 where it does not know the size; an answer with a content type had a body.
  const isSilent = text === undefined && headerOf(headers, 'content-type') !== undefined;
  const length = headerOf(headers, 'content-length');
  const isEmpty = isSilent && length === undefined ? false : isKnownEmpty({ headers, holder, size });
  return { status, headers, body: isEmpty ? '' : undefined };
}

/** HAR has the target of a redirect in a field of its own, and some recorders have it there alone. */
function withLocation(status: number, headers: [string, string][], target: unknown): [string, string][] {
  const isLost = status >= 300 && status < 400 && typeof target === 'string' && target !== '';
  return isLost && headerOf(headers, 'location') === undefined ? [...headers, ['Location', target]] : headers;
}

function contentTypeOf(headers: HttpResponse['headers']): string {
  return headerOf(headers, 'content-type') ?? '';
}
