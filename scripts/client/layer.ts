import type { ParseAs } from './types.ts';

/** What is known of the call that a request belongs to. */
export interface Call {
  /** Method and path of the description, such as `GET /products/{productId}`: never a URL, never a token. */
  readonly operation: string;
  /** Milliseconds that one attempt may take. */
  readonly timeout: number | undefined;
  /** Whether sending it twice does no more than sending it once; undefined when the method decides. */
  readonly idempotent?: boolean | undefined;
  /** What sends the request: that of the call, that of the client, or the global one. */
  readonly fetch: Fetch;
  /** Whether the request goes to a host that may see the token. */
  readonly authorised: boolean | undefined;
  /** Is there when the request can be sent only once, because its body is a stream. */
  readonly once: unknown;
  /** How the body of a success is read, when the call asks for it. */
  readonly parseAs?: ParseAs | undefined;
  /** Throws when the body of a success is nothing that the caller can use, so that `retry()` asks again. */
  readonly accept?: ((data: never) => void) | undefined;
  /** Body of the answer, where a layer has read it already. */
  body?: Promise<unknown>;
}

/** What the global `fetch` does. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** Sends a request: `fetch`, or `fetch` with layers around it. */
export type Send = (request: Request, call: Call) => Promise<Response>;

/** Something around every request, such as retries. Made by `retry()`, `limiter()` and the like, or by you. */
export type Layer = (send: Send) => Send;
