/** The request of a HAR entry: some recorders keep query, cookies or form in fields of their own. */

import type { HeaderLines, HttpRequest } from '../../engine/types.ts';
import { getContentType, getHeader } from '../../engine/http/headers.ts';
import { decodeForm } from '../../engine/http/url.ts';
import { asObject } from '../plan/description.ts';
import { boundary, writeMultipart } from '../send/multipart.ts';
import { isKnownEmpty, isSpoilt } from './body-evidence.ts';
import { decodeContent } from './content.ts';
import { namedValues, readHeaders, withContentType, type NamedValue, type Side } from './entry.ts';

/** Reads the request; `method` and `url` are those of the recording. */
export function readRequest(method: string, url: string, request: Readonly<Record<string, unknown>>): HttpRequest {
  const { headers, body } = readSide(request);
  return { method, url: withQuery(url, request.queryString), headers: withCookies(headers, request.cookies), body };
}

function readSide(request: Readonly<Record<string, unknown>>): Side {
  const lines = readHeaders(request.headers);
  // HTTP Toolkit has bytes that are no text in "_content".
  const holder = asObject(request.postData ?? request._content);
  const { mimeType, text, encoding, params } = holder;
  const headers = withContentType(lines, mimeType);
  // Some recorders (Playwright, mitmproxy) add "encoding" to postData as HAR has it for content.
  if (typeof text === 'string' && text !== '') return { headers, body: readText(text, encoding, headers) };
  const fields = namedValues(params);
  if (fields.length > 0) return readForm(headers, fields);
  return { headers, body: isKnownEmpty({ headers, holder, size: request.bodySize }) ? '' : undefined };
}

function readText(text: string, encoding: unknown, headers: HeaderLines): Uint8Array | string | undefined {
  const body = decodeContent(text, encoding, getHeader(headers, 'content-encoding'));
  if (typeof body !== 'string') return body;
  const type = getContentType(headers) ?? '';
  // Chrome leaves the files out of a form, and the bytes of an upload cannot be told from their replacements.
  const isBytes = !/^(?:text\/|application\/(?:.*[+/])?(?:json|xml|x-www-form-urlencoded))/i.test(type);
  if (!isBytes) return /urlencoded/i.test(type) ? body.replace(uploadLines, '') : body;
  if (isSpoilt(body) && !/^multipart\//i.test(type)) return undefined;
  const length = Number(getHeader(headers, 'content-length') ?? 0);
  return length > Math.max(Buffer.byteLength(body), body.length) ? undefined : body;
}

/** Firefox keeps the header lines that a form was sent with in front of it. */
const uploadLines = /^(?:content-(?:type|length): [^\r\n]*\r\n)+\r\n/i;

/** A form of which only the fields were kept. Files are unknown; so is a body of any other type. */
function readForm(headers: HeaderLines, fields: readonly NamedValue[]): Side {
  const type = getContentType(headers) ?? '';
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return { headers, body: new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString() };
  if (!/^multipart\/form-data/i.test(type) || fields.some(({ fileName }) => fileName !== undefined))
    return { headers, body: undefined };
  const others = headers.filter(([name]) => name.toLowerCase() !== 'content-type');
  return {
    headers: [...others, ['Content-Type', `multipart/form-data; boundary=${boundary}`]],
    body: writeMultipart(fields.map(({ name, value, contentType }) => ({ name, content: value, contentType }))),
  };
}

/** Insomnia and Postman leave the query out of the URL; what the URL has already is not added again. */
function withQuery(url: string, queryString: unknown): string {
  if (!Array.isArray(queryString) || queryString.length === 0) return url;
  const [, address = '', , query = ''] = /^([^?#]*)(\?([^#]*))?/.exec(url) ?? [];
  if (query !== '' && query.split('&').length >= queryString.length) return url;
  const known = new Set(new URLSearchParams(query).keys());
  const added = namedValues(queryString).filter(({ name }) => !known.has(name) && !known.has(decodeForm(name)));
  if (added.length === 0) return url;
  const pairs = added.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${address}?${[...(query === '' ? [] : [query]), ...pairs].join('&')}`;
}

function withCookies(headers: HeaderLines, cookies: unknown): HeaderLines {
  if (!Array.isArray(cookies) || cookies.length === 0 || getHeader(headers, 'cookie') !== undefined) return headers;
  const pairs = namedValues(cookies).map(({ name, value }) => `${name}=${value}`);
  return pairs.length > 0 ? [...headers, ['Cookie', pairs.join('; ')]] : headers;
}
