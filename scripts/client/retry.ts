import type { Call, Layer } from './layer.ts';
import { readBody } from './body.ts';
import { wait } from './wait.ts';

export interface RetryOptions {
  /** How often a request is sent at most. Default 5. */
  readonly attempts?: number | undefined;
  /** Milliseconds that the first wait is about; it doubles with every further one. Default 500. */
  readonly delay?: number | undefined;
  /** Milliseconds that are waited at most. A server that asks for more gets no further attempt. Default 60,000. */
  readonly maxDelay?: number | undefined;
  /** Operations that change something each time although their method says otherwise, such as `PUT /stock`. */
  readonly unsafe?: readonly string[] | undefined;
}

/**
 * Sends a request again when it failed for a passing reason.
 *
 * - 429 means that nothing was done, so every request is tried again, no sooner than `Retry-After` says.
 * - A network error, a timeout, an answer that breaks off, a 408 or a 5xx leaves open whether something was done, so only
 *   idempotent requests are.
 *
 * Waits vary at random, so that clients which failed together do not come back together. A deletion that is tried again
 * may be answered with 404, because the first attempt did succeed. Streams are sent once.
 */
export function retry({ attempts = 5, delay = 500, maxDelay = 60_000, unsafe = [] }: RetryOptions = {}): Layer {
  const isIdempotent = ({ operation, idempotent }: Call): boolean =>
    idempotent ?? (!operation.startsWith('POST') && !unsafe.includes(operation));

  return (send) => async (request, call) => {
    /** Why the request got no whole answer. What else is thrown between a call and its answer is the app's own. */
    let failure: unknown;
    const watch = <T>(attempt: Promise<T>): Promise<T> =>
      attempt.catch((error: unknown) => {
        throw (failure = error);
      });
    const watched: Call = { ...call, fetch: (...request) => watch(call.fetch(...request)) };

    for (let attempt = 1; ; attempt++) {
      const last = call.once || attempt >= attempts;
      let asked = 0;
      try {
        const response = await send(last || !request.body ? request : request.clone(), watched);
        const { status } = response;
        const again = status === 429 || ((status === 408 || status >= 500) && isIdempotent(call));
        if (!last && again) asked = askedDelay(response);
        if (last || !again || asked > maxDelay) {
          // A connection may break in the middle of a body, too.
          call.body = readBody(response, call.parseAs);
          await watch(
            call.body.then((data) => {
              if (response.ok) call.accept?.(data as never);
            }),
          );
          return response;
        }
        await response.body?.cancel();
      } catch (error) {
        // An aborted signal ends the wait below at once.
        if (last || !isIdempotent(call) || error !== failure) throw error;
      }
      // Between half and all of the wait: never at once, and never all together.
      const own = (Math.min(maxDelay, delay * 2 ** (attempt - 1)) * (1 + Math.random())) / 2;
      await wait(asked + own, request.signal);
    }
  };
}

/** Milliseconds that `Retry-After` asks for, given in seconds or as a date; 0 when it is neither or absent. */
function askedDelay({ headers }: Response): number {
  const after = headers.get('Retry-After') ?? '';
  return Math.max(0, Number(after) * 1000 || Date.parse(after) - Date.now() || 0);
}
