/** Bodies as HAR files keep them: text, or base64 of bytes that may still be compressed. */

import * as zlib from 'node:zlib';

/** No API answer is larger than this when unpacked; more is a compression bomb. In bytes. */
const maxOutputLength = 256 * 1024 * 1024;

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

const decoders: Readonly<Record<string, Decoder | undefined>> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate(bytes, options) {
    // "deflate" is zlib by the standard and raw deflate from some servers.
    try {
      return zlib.inflateSync(bytes, options);
    } catch {
      return zlib.inflateRawSync(bytes, options);
    }
  },
  br: zlib.brotliDecompressSync,
  // From Node 22.15 on.
  zstd: (zlib as { readonly zstdDecompressSync?: Decoder }).zstdDecompressSync,
};

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
  const isBase64 = typeof encoding === 'string' && encoding.toLowerCase() === 'base64' && hasBase64(text);
  const codings = codingsOf(contentEncoding);
  if (!isBase64) {
    // Packed bytes that were written as text begin with a character that no text has.
    const isPacked = codings.length > 0 && /^[^\t\n\r\u0020-\ufffc]/.test(text);
    return isPacked ? unpack(Buffer.from(text, 'latin1'), codings) : text;
  }
  const bytes = Buffer.from(text, 'base64');
  return codings.length > 0 ? unpack(bytes, codings) : bytes;
}

/** Firefox has said `base64` of texts that it left as they were. */
function hasBase64(text: string): boolean {
  return !/[^a-z\d+/=\s_-]/i.test(text);
}

/** In the order in which they are undone. */
function codingsOf(contentEncoding: string | undefined): string[] {
  if (contentEncoding === undefined) return [];
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity').reverse();
}

function unpack(packed: Buffer, codings: readonly string[]): Buffer | undefined {
  let bytes = packed;
  for (const coding of codings) {
    try {
      const decode = decoders[coding];
      if (!decode) return isText(bytes) ? bytes : undefined;
      bytes = decode(bytes, { maxOutputLength });
    } catch {
      // Browsers have unpacked it already; what is neither text nor can be unpacked was cut off, or is a bomb.
      return isText(bytes) ? bytes : undefined;
    }
  }
  return bytes;
}

function isText(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
