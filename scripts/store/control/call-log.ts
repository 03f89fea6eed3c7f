import { splitUrl } from '../../engine/http/url.ts';

/** A call that the store was asked for. Tokens and bodies are not in it. */
export interface LoggedCall {
  /** Milliseconds since 1970, by the store's clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly operation: string | undefined;
  readonly status: number;
  readonly answeredBy: string;
}

export interface CallLog {
  add(call: LoggedCall): void;
  list(): readonly LoggedCall[];
  clear(): void;
}

/** So many of the latest calls are kept. */
const kept = 1000;

export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  return {
    add(call) {
      calls.push(call);
      // In one go now and then: to move all of them for each call would cost more than the rest of it.
      if (calls.length >= 2 * kept) calls = calls.slice(-kept);
    },
    list: () => calls.slice(-kept),
    clear: () => void (calls = []),
  };
}

/** Path and query without the token that some calls carry in it. */
export function withoutToken(url: string): string {
  return url.slice(splitUrl(url).origin.length).replace(/([?&]token=)[^&]*/g, '$1...');
}
