/** Codes that answers of these statuses carry when no rule names another (page "REST API error codes"). */
export const errorCodes: Readonly<Record<number, string>> = {
  400: 'WRONG_PARAMETER',
  403: 'INVALID_API_TOKEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'TIMEOUT',
  409: 'CONSTRAINT_VIOLATION',
  413: 'REQUEST_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  500: 'INTERNAL_ERROR',
  501: 'NOT_IMPLEMENTED',
};

/** What a rule throws when the API would refuse the call. The caller gets it in the API's form. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  /** `errorCode` of the answer. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    code = errorCodes[status] ?? 'INTERNAL_ERROR',
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** For more things in one request than there may be. */
export function tooMany(status: number, limit: number, things: string, code: string): ApiError {
  return new ApiError(status, `More than ${limit} ${things} in one request.`, code);
}

/** 400 for a parameter or field, by its name. */
export function wrongParameter(name: string, problem: string): ApiError {
  return new ApiError(400, `Wrong parameter '${name}' value: ${problem}`);
}
