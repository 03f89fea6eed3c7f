import type { FetchResponse, ParamsOption, ParseAs, RequestBodyOption } from 'openapi-fetch';
import type { Fetch } from './layer.ts';

/** Operations by method and path, as generated from a description. */
export type Routes = { readonly [Method in 'GET' | 'PUT' | 'POST' | 'DELETE']: object };

/** What every call takes beside its parameters and its body. */
export interface CallOptions<As extends ParseAs = ParseAs> extends Omit<RequestInit, 'body' | 'method' | 'headers'> {
  /** Further headers. `Content-Type` says what a body is that is not JSON. */
  readonly headers?: HeadersInit | undefined;
  /** How to read the answer. By default JSON is parsed, text is a string, and everything else a `Blob`. */
  readonly parseAs?: As;
  /** Milliseconds that one attempt may take, instead of the client's own limit. */
  readonly timeout?: number | undefined;
  /** Whether `retry()` may send it twice, where the method does not tell: a `POST` with a key that the API knows it by. */
  readonly idempotent?: boolean | undefined;
  /** Address to use for this call, instead of the client's own. */
  readonly baseUrl?: string | undefined;
  /** What sends this call, instead of what the client was given. */
  readonly fetch?: Fetch | undefined;
}

type Required_<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];
type Parameters_<Operation> = ParamsOption<Operation> & RequestBodyOption<Operation>;

/** The parameters of an operation. */
export type ParamsOf<Operation> = ParamsOption<Operation>;

/** The last argument of a call; it may be left out when nothing in it is required. */
export type Arguments<Operation, As extends ParseAs = ParseAs> =
  Required_<Parameters_<Operation>> extends never
    ? [init?: Parameters_<Operation> & CallOptions<As>]
    : [init: Parameters_<Operation> & CallOptions<As>];

type Answer<Operation, As> = FetchResponse<Operation & object, { parseAs: As }, `${string}/${string}`>;

/** The body of a documented success. */
export type Data<Operation, As = 'json'> = Exclude<Answer<Operation, As>['data'], undefined>;

/** What a call resolves to, whatever the status: `data` or `error`, and the response itself. A body may be missing. */
export type Result<Operation, As = 'json'> =
  | { readonly data: Data<Operation, As>; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: Answer<Operation, As>['error']; readonly response: Response };

/** Calls an operation. It rejects only when there is no answer at all; an error status is a result like any other. */
export type Method<Operations> = <Path extends keyof Operations, As extends ParseAs = 'json'>(
  path: Path,
  ...init: Arguments<Operations[Path], As>
) => Promise<Result<Operations[Path], As>>;

/** A client whose calls look and are typed like those of openapi-fetch. */
export type Client<All extends Routes> = { readonly [Name in keyof All]: Method<All[Name]> };
