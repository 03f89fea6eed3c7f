import { unwrap, type CallResult } from './errors.ts';

/** A file on its way: nothing of it is kept in memory. */
export interface Download {
  readonly stream: ReadableStream<Uint8Array>;
  /** Media type, such as `application/pdf`. */
  readonly type: string | undefined;
  /** Bytes, when the server tells. */
  readonly size: number | undefined;
  /** Name of the file, when the server tells. It is not safe as a path: it may contain anything. */
  readonly name: string | undefined;
}

/**
 * The file that a call returns, as a stream: `download(client.GET(path, { params, parseAs: 'stream' }))`.
 * A client with a `timeout` needs a longer one for this call, because the time includes reading the stream.
 *
 * @throws {ApiError} when the API answers with an error
 */
export async function download(call: Promise<CallResult<ReadableStream<Uint8Array> | null>>): Promise<Download> {
  const stream = await unwrap(call);
  const { headers } = (await call).response;
  const size = headers.get('Content-Length');
  return {
    stream: stream ?? new Blob([]).stream(),
    type: headers.get('Content-Type') ?? undefined,
    size: size === null ? undefined : Number(size),
    name: fileName(headers.get('Content-Disposition') ?? ''),
  };
}

/** RFC 6266 and 8187: `filename*` is percent-encoded, may name a language, and wins over the plain `filename`. */
function fileName(disposition: string): string | undefined {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // A name that is broken must not cost the file; there may be a plain one.
  }
  const [, quoted, plain] = /filename=(?:"((?:\\.|[^"])*)"|([^;]+))/.exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? plain?.trim();
}
