/** The parts of a HAR 1.2 entry that are read. Whatever wrote the file is not trusted: every part may be missing or ill-typed. */

import type { HeaderLines } from '../../engine/types.ts';
import { decodeContent } from './content.ts';

/** Reads a JSON value as an object; anything else has no members. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** HAR's list of `{ name, value }`. HTTP/2 pseudo headers (`:method`) are the browser's, not the peer's. */
export function readHeaders(value: unknown): [name: string, value: string][] {
  if (!Array.isArray(value)) return [];
  const lines: [string, string][] = [];
  for (const item of value as unknown[]) {
    const { name, value: content } = members(item);
    if (typeof name !== 'string' || typeof content !== 'string' || name.startsWith(':')) continue;
    lines.push([name, content]);
  }
  return lines;
}

/** @param name in lower case */
export function headerOf(lines: HeaderLines, name: string): string | undefined {
  for (const line of lines) if (line[0].length === name.length && line[0].toLowerCase() === name) return line[1];
  return undefined;
}

/** Says the content type of a side whose headers were not recorded; a recorded header line stays as it is. */
function withContentType(lines: HeaderLines, mimeType: unknown): HeaderLines {
  if (typeof mimeType !== 'string' || mimeType === '' || mimeType === 'x-unknown') return lines;
  return headerOf(lines, 'content-type') === undefined ? [...lines, ['Content-Type', mimeType]] : lines;
}

export interface Side {
  readonly headers: HeaderLines;
  readonly body: Uint8Array | string | undefined;
}

/**
 * Headers and body of a request. No `postData` with a `bodySize` above 0 is a body that nobody recorded; so is a form of
 * which only the fields were kept, when it is multipart: its parts' headers are gone.
 */
export function readRequestSide(request: Readonly<Record<string, unknown>>): Side {
  const lines = readHeaders(request.headers);
  const { postData } = request;
  if (typeof postData !== 'object' || postData === null) {
    const size = Number(headerOf(lines, 'content-length') ?? request.bodySize ?? 0);
    return { headers: lines, body: size > 0 ? undefined : '' };
  }
  const { mimeType, text: content, encoding, params } = members(postData);
  const headers = withContentType(lines, mimeType);
  // Some recorders (Playwright, mitmproxy) add "encoding" to postData as HAR has it for content.
  if (typeof content === 'string' && (content !== '' || !Array.isArray(params) || params.length === 0))
    return { headers, body: decodeContent(content, encoding, headerOf(headers, 'content-encoding')) };
  return { headers, body: formBody(params, headerOf(headers, 'content-type')) };
}

function formBody(params: unknown, contentType: string | undefined): string | undefined {
  if (!Array.isArray(params) || !/^application\/x-www-form-urlencoded/i.test(contentType ?? '')) return undefined;
  const pairs = params.map((item) => {
    const { name, value } = members(item);
    return [text(name) ?? '', text(value) ?? ''] as [string, string];
  });
  return new URLSearchParams(pairs).toString();
}

/** Headers and body of a response. No `content.text` while `content.size` is above 0 is a body that nobody recorded. */
export function readResponseSide(response: Readonly<Record<string, unknown>>): Side {
  const lines = readHeaders(response.headers);
  const { mimeType, text: content, encoding, size } = members(response.content);
  const headers = withContentType(lines, mimeType);
  if (typeof content === 'string')
    return { headers, body: decodeContent(content, encoding, headerOf(headers, 'content-encoding')) };
  const known = Number(size ?? response.bodySize ?? -1);
  return { headers, body: known === 0 ? '' : undefined };
}
