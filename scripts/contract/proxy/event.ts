import type { HeaderLines, HttpRequest } from '../../engine/types.ts';
import type { Failure } from '../send/attempt.ts';

/** An exchange as it passed: bodies are still packed, and undefined where they were too large to keep. */
export interface Passed {
  readonly started: Date;
  readonly milliseconds: number;
  readonly request: HttpRequest & { readonly body: Uint8Array | undefined };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: HeaderLines;
    readonly body: Uint8Array | undefined;
  };
}

/** What has become of a request to the proxy. */
export type ProxyEvent =
  | { readonly kind: 'exchange'; readonly passed: Passed }
  /** There was no answer, or not all of it. */
  | {
      readonly kind: 'failure';
      readonly request: HttpRequest;
      readonly status: number | null;
      readonly failure: Failure;
    }
  /** It was not sent; as a clause. */
  | { readonly kind: 'refused'; readonly request: HttpRequest; readonly reason: string }
  /** The client did not wait for the end of the answer. */
  | { readonly kind: 'left'; readonly request: HttpRequest };
