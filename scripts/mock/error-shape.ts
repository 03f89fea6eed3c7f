/** How an API words its errors. The mock's own errors follow it, so that a client's error handling is exercised as well. */
export type ErrorShape = 'ecwid' | 'bigcommerce';

/** Something that the mock refuses. */
export interface Refusal {
  readonly status: number;
  /** One sentence that says what would be right. */
  readonly message: string;
  /** Where in the request it went wrong (`query.limit`), with one message for each place. */
  readonly details?: ReadonlyMap<string, string>;
}

/** Ecwid's general error codes for the statuses that the mock answers with by itself. */
const ecwidCodes: Readonly<Record<number, string>> = {
  400: 'WRONG_PARAMETER',
  401: 'INVALID_API_TOKEN',
  403: 'INVALID_API_TOKEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'REQUEST_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'WRONG_PARAMETER',
};

/** The JSON body of a refusal, in the words of the API. */
export function errorBody(shape: ErrorShape, refusal: Refusal): Record<string, unknown> {
  const { status, message, details = new Map<string, string>() } = refusal;
  if (shape === 'bigcommerce') {
    return { status, title: message, type: `about:blank`, errors: Object.fromEntries(details) };
  }
  const places = [...details].map(([place, problem]) => `${place}: ${problem}`).join('; ');
  return {
    errorMessage: places ? `${message} ${places}.` : message,
    errorCode: ecwidCodes[status] ?? 'INTERNAL_ERROR',
  };
}
