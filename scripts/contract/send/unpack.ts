/** Undoes content encodings: what a peer has packed is judged as what it packed. */

import * as zlib from 'node:zlib';
import type { HeaderLines } from '../../engine/types.ts';

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer;

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

/** The codings that a `Content-Encoding` names, in the order in which they are undone. */
export function codingsOf(contentEncoding: string | undefined): string[] {
  if (contentEncoding === undefined) return [];
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity').reverse();
}

/**
 * The bytes without these codings. Undefined when that cannot be done here: an unknown coding, bytes that are cut off, or more than
 * `maxOutputLength` bytes (a compression bomb). Text that was unpacked already stays as it is.
 */
export function unpack(
  packed: Uint8Array,
  codings: readonly string[],
  maxOutputLength: number,
): Uint8Array | undefined {
  let bytes = packed;
  for (const coding of codings) {
    try {
      const decode = decoders[coding];
      if (!decode) return isText(bytes) ? bytes : undefined;
      bytes = decode(bytes, { maxOutputLength });
    } catch {
      return isText(bytes) ? bytes : undefined;
    }
  }
  return bytes;
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const ofPackedBody = /^(?:content-(?:encoding|length)|transfer-encoding)$/i;

/** Headers of a body that has been unpacked: the lines that speak of the packed one are gone with it. */
export function unpackedHeaders(headers: HeaderLines): HeaderLines {
  const isPacked = headers.some(([name]) => name.toLowerCase() === 'content-encoding');
  return isPacked ? headers.filter(([name]) => !ofPackedBody.test(name)) : headers;
}
