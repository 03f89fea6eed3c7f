/** What is known of the call that a request belongs to. */
export interface Call {
  /** Method and path of the description, such as `GET /products/{productId}`: never a URL, never a token. */
  readonly operation: string;
  /** Milliseconds that one attempt may take, when this call has its own limit. */
  readonly timeout?: number | undefined;
  /** Whether sending it twice does no more than sending it once; undefined when the method decides. */
  readonly idempotent?: boolean | undefined;
  /** What sends this call, when it has its own. */
  readonly fetch?: Fetch | undefined;
  /** Whether the request goes to a host that must not see the token. */
  readonly anonymous: boolean;
  /** Whether the request can be sent only once, because its body is a stream. */
  readonly once: boolean;
  /**
   * Reads the body of an answer as the call asks; further times it returns what it has read. It rejects where a body breaks
   * off, or is not what the call can use.
   */
  readonly read: (response: Response) => Promise<unknown>;
}

/** What the global `fetch` does. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** Sends a request: `fetch`, or `fetch` with layers around it. */
export type Send = (request: Request, call: Call) => Promise<Response>;

/** Errors of requests that got no whole answer. What else is thrown between a call and its answer is the app's own. */
export const failures: WeakSet<object> = new WeakSet();

/** Marks what a promise is rejected with as a failure of the request. */
export function failing<T>(attempt: Promise<T>): Promise<T> {
  attempt.catch((error: unknown) => {
    if (error instanceof Object) failures.add(error);
  });
  return attempt;
}

/** Something around every request, such as retries. Made by `retry()`, `limiter()` and the like, or by you. */
export type Layer = (send: Send) => Send;
