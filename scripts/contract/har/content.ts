/** Bodies as HAR files keep them: text, or base64 of bytes that may still be compressed. */

import { codingsOf, unpack } from '../send/unpack.ts';

/** No API answer is larger than this when unpacked; more is a compression bomb. In bytes. */
const maxOutputLength = 256 * 1024 * 1024;

/**
 * The body behind `content.text`; undefined when it is packed in a way that cannot be undone here. Base64 gives bytes; they are
 * unpacked by `Content-Encoding` when they are still packed (proxies record what was on the wire, browsers what came out), which
 * only trying can tell.
 */
export function decodeContent(
  text: string,
  encoding: unknown,
  contentEncoding: string | undefined,
): Uint8Array | string | undefined {
  const isBase64 = typeof encoding === 'string' && encoding.toLowerCase() === 'base64';
  const codings = codingsOf(contentEncoding);
  if (!isBase64) {
    // Packed bytes that were written as text begin with a character that no text has.
    const isPacked = codings.length > 0 && /^[^\t\n\r\u0020-\ufffc]/.test(text);
    return isPacked ? unpack(Buffer.from(text, 'latin1'), codings, maxOutputLength) : text;
  }
  const bytes = Buffer.from(text, 'base64');
  return codings.length > 0 ? unpack(bytes, codings, maxOutputLength) : bytes;
}
