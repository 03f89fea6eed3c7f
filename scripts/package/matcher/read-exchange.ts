/** What tests hold in their hands when an answer has come, as an exchange that can be checked. */

import { isRecord } from '../../engine/json.ts';
import type { Body, Contract, HeaderLines, HttpRequest, HttpResponse } from '../../engine/types.ts';

/** Headers in any of their usual forms. */
export type AnyHeaders = Headers | HeaderLines | Readonly<Record<string, string>>;

/** A request: that of `fetch`, Playwright's, or its parts. */
export type AnyRequest =
  | Request
  | PlaywrightRequest
  | { readonly method?: string; readonly url: string; readonly headers?: AnyHeaders; readonly body?: unknown };

/** An answer: that of `fetch`, Playwright's, or its parts. A body that is neither text nor bytes is sent as JSON. */
export type AnyResponse =
  | Response
  | PlaywrightResponse
  | { readonly status: number; readonly url?: string; readonly headers?: AnyHeaders; readonly body?: unknown };

export interface Exchange {
  readonly request: AnyRequest;
  readonly response: AnyResponse;
}

export type Received = AnyResponse | Exchange;

/** The part of Playwright's `Request` that is read. */
export interface PlaywrightRequest {
  method(): string;
  url(): string;
  headersArray(): Promise<{ name: string; value: string }[]>;
  postDataBuffer(): Uint8Array | null;
}

/** The part of Playwright's `APIResponse` and `Response` that is read. Only the latter knows its request. */
export interface PlaywrightResponse {
  status(): number;
  url(): string;
  headersArray(): { name: string; value: string }[] | Promise<{ name: string; value: string }[]>;
  body(): Promise<Uint8Array>;
  request?(): PlaywrightRequest;
}

/** An exchange as the engine reads it. */
export interface ReadExchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** Whether the request is known beyond its method and address. */
  readonly hasRequest: boolean;
}

/**
 * Reads what `expect` was given. Bodies are read from copies, so that the test can go on with them.
 * Throws a TypeError that says what to give instead when it is nothing of the kind.
 */
export async function readExchange(received: unknown, contract: Contract, method?: string): Promise<ReadExchange> {
  if (!isRecord(received)) throw new TypeError(`toMatchContract takes ${forms}; it was given ${String(received)}.`);
  if ('request' in received && 'response' in received) {
    const response = await readResponse(received['response']);
    return { request: await readRequest(received['request']), response, hasRequest: true };
  }
  const response = await readResponse(received);
  if (typeof received['request'] === 'function')
    return { request: await readRequest((received as { request(): unknown }).request()), response, hasRequest: true };
  const url = typeof received['url'] === 'function' ? (received as { url(): unknown }).url() : received['url'];
  if (typeof url !== 'string' || url === '')
    throw new TypeError('The response does not say where it comes from; give { request, response } with its request.');
  const request = { method: method ?? guessMethod(contract, url), url, headers: [] };
  return { request, response, hasRequest: false };
}

const forms = 'a Response, an APIResponse of Playwright, or { request, response }';

/** An answer does not know how it was asked for: `GET`, unless the description has the path with one other method alone. */
function guessMethod(contract: Contract, url: string): string {
  const match = contract.match({ method: 'GET', url });
  if (match.kind !== 'unknown-method') return 'GET';
  const [only, ...others] = match.methods;
  if (only !== undefined && others.length === 0) return only;
  throw new TypeError(
    `The response does not say whether it answers ${match.methods.join(' or ')}; give { request, response }, or { method } as an option.`,
  );
}

async function readRequest(request: unknown): Promise<HttpRequest> {
  if (request instanceof Request)
    return { method: request.method, url: request.url, headers: [...request.headers], body: await bodyOf(request) };
  if (!isRecord(request)) throw new TypeError('The request of an exchange has to be a Request, or { method, url }.');
  if (typeof request['postDataBuffer'] === 'function') {
    const asked = request as unknown as PlaywrightRequest;
    const headers = linesOf(await asked.headersArray());
    return { method: asked.method(), url: asked.url(), headers, body: asked.postDataBuffer() ?? '' };
  }
  const { method = 'GET', url, headers, body } = request;
  if (typeof url !== 'string' || typeof method !== 'string')
    throw new TypeError('The request of an exchange needs its url as a text.');
  const known = readParts(headers, body);
  // A URL of a test may be a path alone; a fetch of one never is.
  return { method, url, ...known };
}

async function readResponse(response: unknown): Promise<HttpResponse> {
  if (response instanceof Response) {
    if (response.bodyUsed)
      throw new TypeError(
        'The body of the response was read already; check it before, or check a clone() that was made before.',
      );
    const headers = [...response.headers];
    return { status: response.status, headers, body: await bodyOf(response) };
  }
  if (!isRecord(response)) throw new TypeError(`The response has to be ${forms}.`);
  if (typeof response['status'] === 'function') {
    const answer = response as unknown as PlaywrightResponse;
    return { status: answer.status(), headers: linesOf(await answer.headersArray()), body: await answer.body() };
  }
  const { status, headers, body } = response;
  if (typeof status !== 'number') throw new TypeError(`The response has to be ${forms}.`);
  return { status, ...readParts(headers, body) };
}

/** Of a body that was sent or read already nothing is known any more. */
async function bodyOf(message: Request | Response): Promise<Body> {
  if (message.bodyUsed) return undefined;
  return new Uint8Array(await message.clone().arrayBuffer());
}

/** Values are what JSON makes of them, with the content type of JSON when none is said. */
function readParts(headers: unknown, body: unknown): { headers: HeaderLines; body?: Body } {
  const lines = linesOf(headers);
  if (body === undefined) return { headers: lines };
  if (typeof body === 'string' || body instanceof Uint8Array) return { headers: lines, body };
  const hasType = lines.some(([name]) => name.toLowerCase() === 'content-type');
  const typed: HeaderLines = hasType ? lines : [...lines, ['Content-Type', 'application/json']];
  return { headers: typed, body: JSON.stringify(body) };
}

function linesOf(headers: unknown): HeaderLines {
  if (headers instanceof Headers) return [...headers];
  if (Array.isArray(headers))
    return headers.map((line: unknown) => (Array.isArray(line) ? line : Object.values(line as object))) as never;
  return isRecord(headers) ? Object.entries(headers).map(([name, value]) => [name, String(value)]) : [];
}
