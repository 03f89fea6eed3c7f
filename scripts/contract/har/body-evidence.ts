/**
 * What a recording says about a body whose text is not in it. Recorders leave bodies out, cut them short or write them elsewhere, and
 * what is not held is unknown, not missing: a body counts as empty only where the recording says so and nothing speaks against it.
 */

import { getHeader } from '../../engine/http/headers.ts';
import type { HeaderLines } from '../../engine/types.ts';

export interface Absence {
  readonly headers: HeaderLines;
  /** The object that would hold the text: `postData`, `content`. */
  readonly holder: Readonly<Record<string, unknown>>;
  /** The size that HAR gives for the body; -1 says that it is not known. */
  readonly size: unknown;
}

/** Whether a body whose `text` is empty or absent is known to have had no bytes. */
export function isKnownEmpty({ headers, holder, size }: Absence): boolean {
  const length = getHeader(headers, 'content-length');
  if (length !== undefined) return Number(length) === 0;
  // A body was sent as it came (mitmproxy does not keep streams), or is kept in another file (Playwright).
  if (getHeader(headers, 'transfer-encoding') !== undefined || holder._file !== undefined) return false;
  // Firefox and Fiddler say in `comment` why they left it out; `null` is what mitmproxy has for a stream.
  if (holder.comment || (holder.text !== undefined && typeof holder.text !== 'string')) return false;
  return size === 0 || (size === undefined && holder.text === '');
}

/** Whether the recorder has kept the beginning of a JSON text alone: its size says that there was more of it. */
export function isCutByRecorder(text: string, size: unknown): boolean {
  // Nearly all texts have as many characters as bytes, and are not looked at.
  if (typeof size !== 'number' || size <= text.length || !/^\s*[{[]/.test(text)) return false;
  return !/[}\]]$/.test(text.trimEnd()) && size > Buffer.byteLength(text);
}

/** A text that is no longer what was sent: bytes that are no UTF-8 were replaced when it was written. */
export function isSpoilt(text: string): boolean {
  return text.includes('\ufffd');
}
