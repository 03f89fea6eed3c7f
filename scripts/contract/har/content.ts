/** Bodies as HAR files keep them: text, or base64 of bytes that may still be compressed. */

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** No API answer is larger than this when unpacked; more is a compression bomb. In bytes. */
const maxOutputLength = 256 * 1024 * 1024;

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength }),
  deflate: (bytes) => {
    // "deflate" is zlib by the standard and raw deflate from some servers.
    try {
      return inflateSync(bytes, { maxOutputLength });
    } catch {
      return inflateRawSync(bytes, { maxOutputLength });
    }
  },
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength }),
};

/**
 * The body behind `content.text`. Base64 gives bytes; they are unpacked by `Content-Encoding` when they are still packed
 * (proxies record what was on the wire, browsers what came out), which only trying can tell.
 */
export function decodeContent(
  text: string,
  encoding: unknown,
  contentEncoding: string | undefined,
): Uint8Array | string {
  if (typeof encoding !== 'string' || encoding.toLowerCase() !== 'base64') return text;
  let bytes: Buffer = Buffer.from(text, 'base64');
  const codings = (contentEncoding ?? '').toLowerCase().split(',');
  for (const coding of codings.map((name) => name.trim()).reverse()) {
    const decode = decoders[coding];
    if (!decode) continue;
    try {
      bytes = decode(bytes);
    } catch {
      break;
    }
  }
  return bytes;
}
