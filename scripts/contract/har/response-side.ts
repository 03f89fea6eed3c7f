/** The response of a HAR entry. */

import { getContentType, getHeader } from '../../engine/http/headers.ts';
import type { HttpResponse } from '../../engine/types.ts';
import { asObject } from '../plan/description.ts';
import { isCutByRecorder, isKnownEmpty, isSpoilt } from './body-evidence.ts';
import { decodeContent } from './content.ts';
import { readHeaders, withContentType } from './entry.ts';

/** Reads the response, whose status has been read already. */
export function readResponse(status: number, response: Readonly<Record<string, unknown>>): HttpResponse {
  const lines = readHeaders(response.headers);
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
