import { isJson, parseMediaType } from '../engine/http/media-type.ts';
import { Refusal } from './refusal.ts';

/** Largest request body that the mock reads, in MB; the largest upload that an API documents is 20 MB. */
const maximumBodySize = 64;

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

/** Reads a whole request. Rejects with a {@link Refusal} when its body is too large. */
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
  const maximum = maximumBodySize * 1024 ** 2;
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // The rest is still read, and thrown away: an answer before the end of the request would reach no client.
    if (size <= maximum) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maximum) throw new Refusal(413, `The mock takes bodies of up to ${maximumBodySize} MB.`);
  return Buffer.concat(chunks);
}

/** Whether a content type holds JSON (`application/json`, `application/problem+json`). */
export function holdsJson(contentType: string | undefined): boolean {
  return isJson(parseMediaType(contentType ?? '').essence);
}
