import type { HeaderList, PathCallOptions } from './types.ts';

/** A file: its bytes in any form, streams of Node included, or the address that the API is to fetch it from. */
export type Source =
  Blob | ArrayBuffer | ArrayBufferView | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | URL;

/** How an operation takes files, as generated from the description. */
export interface UploadTraits {
  readonly method: 'POST' | 'PUT';
  /** Bytes that a file may have at most. */
  readonly maxBytes?: number;
  /** Field of the form that holds the file; without one the file is the body. */
  readonly file?: string;
  /** Property of the JSON body that names the file's address; without one `externalUrl` of the query does. */
  readonly url?: string;
}

export interface UploadInit extends PathCallOptions {
  readonly params?: Readonly<Record<string, object | undefined>>;
  /** Further fields, where the operation takes a form. */
  readonly fields?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Media type of the file. A `Blob` and a `File` know their own. */
  readonly type?: string | undefined;
}

/** As much of a client as uploading needs. */
export type UploadClient = {
  readonly [Method in 'POST' | 'PUT']: (path: never, init: never) => Promise<unknown>;
};

/**
 * Sends a file to an operation that takes one.
 *
 * Bytes and a `Blob` are measured before anything is sent, and a stream while it is: none of them goes beyond what the
 * API accepts. A stream is sent as it comes, except in a form, for which it is read to its end first.
 *
 * @throws {RangeError} when the file is too large
 */
export async function upload(
  client: UploadClient,
  path: string,
  { method, maxBytes = Infinity, file, url }: UploadTraits,
  source: Source,
  { type, fields = {}, params, ...init }: UploadInit = {},
): Promise<unknown> {
  const send = client[method] as (path: string, init: object) => Promise<unknown>;
  const tooLarge = (size: string): RangeError =>
    new RangeError(`${method} ${path} takes files of up to ${maxBytes} bytes; this one has ${size}.`);

  if (source instanceof URL) {
    if (url) return send(path, { ...init, params, body: { ...fields, [url]: source.href } });
    return send(path, { ...init, params: { ...params, query: { ...params?.['query'], externalUrl: source.href } } });
  }

  const stream =
    source instanceof ReadableStream ? source : Symbol.asyncIterator in source ? toStream(source) : undefined;
  const size = source instanceof Blob ? source.size : ((source as ArrayBufferView).byteLength ?? 0);
  if (size > maxBytes) throw tooLarge(`${size}`);
  let exceeded: Error | undefined;
  const body = stream
    ? limitStream(stream, maxBytes, () => (exceeded = tooLarge('more')))
    : (source as Blob | ArrayBuffer);
  const mediaType = type ?? ((source instanceof Blob && source.type) || 'application/octet-stream');
  try {
    if (!file) return await send(path, { ...init, params, body, headers: withType(init.headers, mediaType) });

    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, `${value}`);
    const blob =
      body instanceof Blob ? body : await new Response(body, { headers: { 'Content-Type': mediaType } }).blob();
    form.append(file, blob);
    return await send(path, { ...init, params, body: form });
  } catch (error) {
    // What broke off the stream; most platforms say only that fetching failed.
    throw exceeded ?? error;
  }
}

function withType(headers: HeaderList | undefined, type: string): Headers {
  const result = new Headers(headers);
  result.set('Content-Type', type);
  return result;
}

/** A web stream of what comes piece by piece. */
function toStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

function limitStream(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  error: () => Error,
): ReadableStream<Uint8Array> {
  let size = 0;
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > maxBytes) controller.error(error());
        else controller.enqueue(chunk);
      },
    }),
  );
}
