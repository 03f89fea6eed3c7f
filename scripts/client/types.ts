import type { Fetch } from './layer.ts';

/** One operation, as generated from a description: what its call takes, and the bodies of its answers. */
export interface Route {
  /** `params` with `path` and `query`, `headers` and `body`, as far as there are any. */
  readonly init: object;
  readonly data: unknown;
  readonly error: unknown;
  /** Whether `responseFields` cuts its answer down. */
  readonly cuttable?: true;
}

/** Operations by method and path. */
export type Routes = { readonly [Method in 'GET' | 'PUT' | 'POST' | 'DELETE']: object };

/** What an answer is when a call asks for it in a form of its own. */
interface Parsed {
  readonly text: string;
  readonly blob: Blob;
  readonly arrayBuffer: ArrayBuffer;
  readonly stream: ReadableStream<Uint8Array> | null;
}

/** How to read an answer. */
export type ParseAs = 'json' | keyof Parsed;

/** What `new Headers()` takes, by a name that the types of all platforms know. */
export type HeaderList = ConstructorParameters<typeof Headers>[0];

/** What every call takes beside its parameters and its body. */
export interface CallOptions extends Omit<RequestInit, 'body' | 'method' | 'headers'> {
  /** Further headers. `Content-Type` says what a body is that is not JSON. */
  readonly headers?: HeaderList | undefined;
  /** Milliseconds that one attempt may take, instead of the client's own limit. */
  readonly timeout?: number | undefined;
  /** Whether `retry()` may send it twice, where the method does not tell: a `POST` with a key that the API knows it by. */
  readonly idempotent?: boolean | undefined;
  /** Address to use for this call, instead of the client's own. */
  readonly baseUrl?: string | undefined;
  /** What sends this call, instead of what the client was given. */
  readonly fetch?: Fetch | undefined;
}

/** Options of a call by path, which may ask for the answer in another form. */
export interface PathCallOptions<As extends ParseAs = ParseAs> extends CallOptions {
  /** How to read the answer. By default JSON is parsed, text is a string, and everything else a `Blob`. */
  readonly parseAs?: As;
}

type Options<R extends Route, As extends ParseAs, Fields> = PathCallOptions<As> &
  (R extends { readonly cuttable: true }
    ? { readonly params?: { readonly query?: { readonly responseFields?: Fields } } }
    : unknown);

/** The last argument of a call; it may be left out when nothing in it is required. */
export type Arguments<R extends Route, As extends ParseAs = ParseAs, Fields = string> = object extends R['init']
  ? [init?: R['init'] & Options<R, As, Fields>]
  : [init: R['init'] & Options<R, As, Fields>];

/** The parameters of an operation, as a call by path takes them. */
export type ParamsOf<R extends Route> = Omit<R['init'], 'body'>;

/** An answer that `responseFields` has cut down: any member may be missing, at any depth. */
export type Selected<T> = { [Key in keyof T]?: SelectedPart<T[Key]> };

/** Apart from the above, which editors show by its name so. */
type SelectedPart<T> = T extends Blob
  ? T
  : T extends readonly (infer Item)[]
    ? SelectedPart<Item>[]
    : T extends object
      ? Selected<T>
      : T;

/** The body of an answer, or as much of it as `responseFields` names. */
export type Answer<Body, Fields> = Fields extends string ? Selected<Body> : Body;

/** The body of a documented success. */
export type Data<R extends Route, As = 'json', Fields = undefined> = As extends keyof Parsed
  ? Parsed[As]
  : Answer<R['data'], Fields>;

/** What a call resolves to, whatever the status: `data` or `error`, and the response itself. */
export type Result<R extends Route, As = 'json', Fields = undefined> =
  | { readonly data: Data<R, As, Fields>; readonly error?: never; readonly response: Response }
  /** An error that came without a body is an empty object, so that `if (error)` is enough. */
  | { readonly data?: never; readonly error: R['error']; readonly response: Response };

/** Calls an operation. It rejects only when there is no answer at all; an error status is a result like any other. */
export type Method<Operations> = <
  Path extends keyof Operations,
  As extends ParseAs = 'json',
  Fields extends string | undefined = undefined,
>(
  path: Path,
  ...init: Arguments<Operations[Path] & Route, As, Fields>
) => Promise<Result<Operations[Path] & Route, As, Fields>>;

/** A client whose calls look like those of openapi-fetch. */
export type Client<All extends Routes> = { readonly [Name in keyof All]: Method<All[Name]> };
