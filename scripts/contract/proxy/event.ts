import type { HttpRequest } from '../../engine/types.ts';
import type { Recorded } from '../record/entry.ts';
import type { Failure } from '../send/attempt.ts';

/** What has become of a request to the proxy. */
export type ProxyEvent =
  /** As it passed: bodies are still packed, and undefined where they were too large to keep. */
  | { readonly kind: 'exchange'; readonly passed: Recorded }
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
