import { errorCodes } from '../store/answer/api-error.ts';

/** How an API words its errors. The mock's own errors follow it, so that a client's error handling is exercised as well. */
export type ErrorShape = 'ecwid' | 'bigcommerce';

/** What the mock throws when it refuses a request. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  /** Where in the request it went wrong (`query.limit`), with one message for each place. */
  readonly details: ReadonlyMap<string, string>;

  /** @param message one sentence that says what would be right */
  constructor(status: number, message: string, details: ReadonlyMap<string, string> = new Map()) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** Ecwid's general error codes for the statuses that the mock answers with by itself. */
const ecwidCodes: Readonly<Record<number, string>> = {
  ...errorCodes,
  401: 'INVALID_API_TOKEN',
  406: 'NOT_ACCEPTABLE',
  422: 'WRONG_PARAMETER',
};

/** A refusal in the words of the API. */
export function refusalResponse(
  shape: ErrorShape,
  { status, message, details }: Refusal,
  headers: Record<string, string> = {},
): Response {
  const places = [...details].map(([place, problem]) => `${place}: ${problem}`).join('; ');
  const body =
    shape === 'bigcommerce'
      ? { status, title: message, type: `about:blank`, errors: Object.fromEntries(details) }
      : {
          errorMessage: places ? `${message} ${places}.` : message,
          errorCode: ecwidCodes[status] ?? 'INTERNAL_ERROR',
        };
  return Response.json(body, { status, headers });
}
