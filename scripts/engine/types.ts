/** The vocabulary of the contract checker: what goes in, what comes out. Web standards only: also used in the browser. */

/** Header lines in wire order; names are compared without regard to case, a repeated name is a list. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/**
 * A body as far as it is known.
 * `undefined`: nobody recorded whether there was one, so nothing about it is checked.
 * Empty (`''` or zero bytes): it is known that none was sent.
 * A string is decoded text (or binary text, for a multipart body); bytes are decoded with the charset of the content type.
 * Transfer and content encodings (chunked, gzip) have been undone already.
 */
export type Body = Uint8Array | string | undefined;

export interface HttpRequest {
  /** Any case; compared in upper case. */
  readonly method: string;
  /** Absolute, or path and query. A fragment is ignored. */
  readonly url: string;
  readonly headers: HeaderLines;
  readonly body?: Body;
}

export interface HttpResponse {
  /** HTTP status; 0 says that no answer came (then only the request is checked). */
  readonly status: number;
  readonly headers: HeaderLines;
  readonly body?: Body;
}

/** What is known about an exchange beside the exchange itself. */
export interface ExchangeContext {
  /** Index of the entry in the recording that it comes from; handed on to its findings. */
  readonly exchange?: number;
  /** Check one side only; both by default. */
  readonly only?: 'request' | 'response';
}

/**
 * `breaking`: a consumer who trusts the description fails. `additive`: more is there than the description says.
 * `not-judged` findings count as breaking, so that nothing passes for right that nobody could look at.
 */
export type Severity = 'breaking' | 'additive';

export type FindingKind =
  | 'undocumented-path'
  | 'undocumented-method'
  | 'undocumented-status'
  // requests
  | 'missing-parameter'
  | 'invalid-parameter'
  | 'undocumented-query-parameter' // additive
  | 'request-content-type'
  | 'missing-request-body'
  | 'undocumented-request-body' // additive
  | 'malformed-request-body'
  | 'invalid-request-body'
  | 'undocumented-request-field' // additive
  | 'read-only-request-field' // additive
  // responses
  | 'missing-response-header'
  | 'invalid-response-header'
  | 'response-content-type'
  | 'missing-response-body'
  | 'undocumented-response-body' // additive
  | 'malformed-response-body'
  | 'truncated-response-body'
  | 'invalid-response-body'
  | 'undocumented-response-field' // additive
  | 'write-only-response-field' // additive
  // either: something that could not be judged; `expected` is null, and the message tells why
  | 'not-judged';

/** One difference between an exchange and the description. Never holds a token. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** `null` when no operation matches, or when the matching one has no id in the description. */
  readonly operationId: string | null;
  /** Upper case. */
  readonly method: string;
  /** The path template of the description, or the requested path (without its query) when none matches. */
  readonly path: string;
  /** Status of the response; `null` when no answer came. */
  readonly status: number | null;
  /**
   * JSON Pointer. Into the body for findings about a body (`''` is the whole of it); for a missing property, where it should be.
   * `/query/limit`, `/path/id`, `/header/ETag`, `/cookie/session` for a parameter or header, with the place inside it
   * appended. `''` for the exchange as a whole.
   */
  readonly pointer: string;
  /** What the description says, in words: `integer`, `at most 100`, `one of "A", "B"`. */
  readonly expected: string | null;
  /** What was seen, shortened: `string "abc"`; `null` when there is nothing to show. */
  readonly actual: string | null;
  /** One English sentence. */
  readonly message: string;
  /** `externalDocs.url` of the operation. */
  readonly docs: string | null;
  /** {@link ExchangeContext.exchange}. */
  readonly exchange: number | null;
  /** How often the same fault occurs in this exchange when more than once; `pointer` and `actual` are the first one's. */
  readonly count?: number;
}

/** One documented operation. */
export interface ContractOperation {
  /** Unique and never empty: the operationId, else `GET /products`. */
  readonly key: string;
  readonly operationId: string | null;
  /** Upper case. */
  readonly method: string;
  /** Path template as the description writes it. */
  readonly path: string;
  /** `externalDocs.url` of the operation. */
  readonly docs: string | null;
  /** Keys of `responses`, as written: `200`, `4XX`, `default`. */
  readonly statuses: readonly string[];
  /** Server URLs that serve it, as written, with the default values of their variables left out (`{storeId}`). */
  readonly servers: readonly string[];
}

/** Where a request belongs. */
export type Match =
  | {
      readonly kind: 'operation';
      readonly operation: ContractOperation;
      /** Raw (still percent-encoded) values by name, server variables included. */
      readonly pathParameters: () => Readonly<Record<string, string>>;
    }
  | { readonly kind: 'unknown-method'; readonly path: string; readonly methods: readonly string[] }
  | { readonly kind: 'unknown-path' };

export interface ContractOptions {
  /**
   * Further base URLs or base paths that the API is served under: `http://127.0.0.1:4010`, `/proxy/v3`.
   * The base paths of the description's own servers, and no base path at all, always count.
   */
  readonly serverBases?: readonly string[];
  /** Query parameters that cut an answer down, so that `required` no longer holds; default `['responseFields']`. */
  readonly sparseParameters?: readonly string[];
  /** Start of tokens that get cut-down answers; default `['public_']`. */
  readonly publicTokenPrefixes?: readonly string[];
  /** What is not to be shown in findings, beside the credentials of the exchange itself and what lies below names that say so. */
  readonly hide?: HideOptions;
  /** Whether to keep what of the description has been seen. */
  readonly coverage?: boolean;
  /** Also list keywords that JSON Schema does not know in {@link Contract.problems}. */
  readonly strict?: boolean;
}

/** Something documented that traffic has shown. */
export interface Sighting {
  /** {@link ContractOperation.key} */
  readonly operation: string;
  readonly kind: 'status' | 'parameter' | 'field' | 'value';
  /** `200`, `query limit`, `200 /items/*\/id`, `200 /items/*\/status "PAID"`; `request` in place of a key of `responses`. */
  readonly name: string;
}

/** What an operation documents, by the names of {@link Sighting}; its statuses are in {@link ContractOperation}. */
export interface Documented {
  readonly parameters: readonly string[];
  readonly fields: readonly string[];
  /** Values of enumerations. */
  readonly values: readonly string[];
}

/** A description made ready for checking. What judges its values is made when it is first needed, and kept. */
export interface Contract {
  readonly operations: readonly ContractOperation[];
  /** What in the description itself could not be used (a reference to nowhere, a broken pattern); grows as parts of it are used. */
  readonly problems: readonly string[];
  /** Whether the description (or {@link ContractOptions.serverBases}) names this absolute URL's origin and base path. */
  serves(url: string): boolean;
  match(request: Pick<HttpRequest, 'method' | 'url'>): Match;
  /**
   * What is wrong with an exchange; empty when it keeps the contract. Pure, synchronous, and never throws, whatever the peer sent.
   * A request that was turned away with a 4xx is not judged: the server has done so.
   */
  checkExchange(request: HttpRequest, response: HttpResponse, context?: ExchangeContext): Finding[];
  /** What has been seen for the first time since the last call, with {@link ContractOptions.coverage}. */
  takeSightings(): Sighting[];
  /** @param sides those whose fields and values are meant: `request`, or keys of `responses` */
  documented(operation: ContractOperation, sides: readonly string[]): Documented;
}

/** What findings must not show. */
export interface HideOptions {
  /** Values that are never shown, such as the token that requests are sent with; those shorter than 4 are ignored. */
  readonly secrets?: readonly string[];
  /** Names of headers, parameters and fields below which values are not shown, beside those that say so themselves. */
  readonly names?: readonly string[];
  /** Whether e-mail addresses, phone and card numbers are hidden as well. */
  readonly personal?: boolean;
}
