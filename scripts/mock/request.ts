/** Largest request body that the mock reads, in bytes; the largest upload that an API documents is 20 MB. */
export const maximumBodySize = 64 * 1024 * 1024;

/** A request as the mock looks at it. */
export interface MockRequest {
  readonly method: string;
  /** With the base path, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The same as it was sent, after the question mark: a comma in a value is encoded, and one between values is not. */
  readonly search: string;
  /** Header names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The request body is larger than {@link maximumBodySize}. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a whole request. Rejects with {@link BodyTooLarge}. */
export async function readRequest(request: Request): Promise<MockRequest> {
  const url = new URL(request.url);
  return {
    method: request.method.toLowerCase(),
    path: url.pathname,
    query: url.searchParams,
    search: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    body: await readBody(request),
  };
}

async function readBody({ body }: Request): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
    if (size <= maximumBodySize) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maximumBodySize) throw new BodyTooLarge(`The body has ${size} bytes.`);
  return Buffer.concat(chunks);
}

/** Whether a content type holds JSON (`application/json`, `application/problem+json`, `text/json`). */
export function isJson(contentType: string | undefined): boolean {
  return /^(?:application\/(?:[\w.-]+\+)?|text\/)json\s*(?:;|$)/i.test(contentType ?? '');
}
