import { ApiError } from './answer/api-error.ts';
import type { Clock } from './state/clock.ts';
import type { State } from './state/state.ts';
import { fieldsOf, textOf, type Fields, type Json } from './state/rows.ts';

/** A request that has been let in: it belongs to an operation, its token may do that, and it follows the description. */
export interface Call {
  readonly state: State;
  /** Parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body when it is JSON. */
  readonly body: Json | undefined;
  /** The body as it came; empty when there was none. */
  readonly bytes: Uint8Array;
  /** Lower case, without parameters; empty when none was sent. */
  readonly contentType: string;
  /** Whether the token is a public one, which sees less. */
  readonly isPublic: boolean;
  /** Scheme and host that the call came to, without a slash at the end: links to what the store serves itself begin with it. */
  readonly origin: string;
  readonly storeId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly clock: Clock;
  /** Sends another call with the same token: what a batch does. */
  readonly send: (request: {
    readonly method: string;
    /** Path and query, beginning after the store's id. */
    readonly path: string;
    readonly body: string | undefined;
  }) => Promise<{ readonly status: number; readonly body: string }>;
  /** Whether the store still holds the state of this call, and has not been reset since. */
  readonly isCurrent: () => boolean;
  /** Gets what an address leads to; absent when the store shall not reach out, which is so unless it is asked to. */
  readonly download: ((url: string) => Promise<{ readonly bytes: Uint8Array; readonly type: string }>) | undefined;
}

/** The body as an object. */
export function bodyOf(call: Call): Fields {
  return fieldsOf(call.body);
}

/** Whether a parameter says yes. By older documentation `yes`, `on` and `1` do so as well. */
export function isSet(query: URLSearchParams, name: string): boolean {
  return readFlag(query.get(name)) ?? false;
}

export function readFlag(text: string | null): boolean | undefined {
  const value = text?.toLowerCase();
  if (value === 'true' || value === 'yes' || value === 'on' || value === '1') return true;
  if (value === 'false' || value === 'no' || value === 'off' || value === '0') return false;
  return undefined;
}

/** Numbers of a list with commas; what is no number is left out. */
export function readNumbers(text: string): number[] {
  return text
    .split(',')
    .map((part) => Number(part.trim() || NaN))
    .filter((number) => !Number.isNaN(number));
}

/** Language of the texts that the store's owner writes first. */
export function defaultLanguage(state: State): string {
  return textOf(fieldsOf(state.profile['languages'])['defaultLanguage']) || 'en';
}

/** 404 in the words of the vendor's live tests, such as `Product #7 not found`. */
export function missing(what: string, code?: string): (id: number | string) => ApiError {
  return (id) => new ApiError(404, `${what} #${id} not found`, code);
}
