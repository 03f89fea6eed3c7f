/** The parts of a HAR 1.2 entry that are read. Whatever wrote the file is not trusted: every part may be missing or ill-typed. */

import { getContentType } from '../../engine/http/headers.ts';
import type { HeaderLines, HttpRequest } from '../../engine/types.ts';
import { asObject } from '../plan/description.ts';

/** One side of an exchange; the body is undefined when the recording does not hold it. */
export type Side = Pick<HttpRequest, 'headers' | 'body'>;

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The text of a name's value; some recorders write numbers and booleans as they are. */
function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** HAR's list of `{ name, value }`. HTTP/2 pseudo headers (`:method`) are the browser's, not the peer's. */
export function readHeaders(value: unknown): [name: string, value: string][] {
  if (!Array.isArray(value)) return [];
  const lines: [string, string][] = [];
  for (const item of value as unknown[]) {
    const { name, value } = asObject(item);
    const content = valueText(value);
    if (typeof name !== 'string' || content === undefined || name.startsWith(':')) continue;
    // Browsers put the lines of a name that is repeated into one value.
    if (content.includes('\n')) for (const line of content.split('\n')) lines.push([name, line.trim()]);
    else lines.push([name, content]);
  }
  return lines;
}

/**
 * Says the content type of a side whose headers were not recorded. A recorded header line stays as it is, except for one of a
 * multipart body without its boundary: the client put that in only when it sent the body.
 */
export function withContentType(lines: HeaderLines, mimeType: unknown): HeaderLines {
  if (typeof mimeType !== 'string' || mimeType === '' || mimeType === 'x-unknown') return lines;
  const recorded = getContentType(lines);
  const isBare = recorded !== undefined && /^multipart\/[^;]*$/i.test(recorded) && /;\s*boundary=/i.test(mimeType);
  if (recorded !== undefined && !isBare) return lines;
  return [...lines.filter(([name]) => !isBare || name.toLowerCase() !== 'content-type'), ['Content-Type', mimeType]];
}

/** An item of `queryString`, `cookies` or `postData.params`. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
}

/** The items that have a name and were sent: Insomnia also keeps those that are switched off. */
export function namedValues(value: unknown): NamedValue[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).flatMap((item) => {
    const { name, value: content, fileName, contentType, disabled } = asObject(item);
    if (typeof name !== 'string' || name === '' || disabled === true) return [];
    return [{ name, value: valueText(content) ?? '', fileName: text(fileName), contentType: text(contentType) }];
  });
}
