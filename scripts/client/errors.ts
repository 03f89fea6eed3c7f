/** A call that the API answered with an error. It holds nothing of the request but its operation, so no token. */
export class ApiError<Code extends string = string> extends Error {
  declare readonly name: 'ApiError';
  /** HTTP status. */
  declare readonly status: number;
  /** Code of the failure, such as `PRODUCT_NOT_FOUND`. Absent when the answer has none. */
  declare readonly errorCode: Code | undefined;
  /** What the vendor's support asks for, when the answer has it. */
  declare readonly requestId: string | undefined;
  /** Method and path of the description, such as `GET /products/{productId}`. */
  declare readonly operation: string | undefined;
  /** Body of the answer: JSON, else text; an empty object when it has none. */
  declare readonly body: unknown;

  constructor(response: Response, body: unknown, operation?: string) {
    const { errorCode, errorMessage, title }: Record<string, string | undefined> = Object(body);
    super(
      [
        operation,
        response.status,
        errorCode,
        errorMessage ?? title ?? (body as string | undefined)?.trim?.().slice(0, 200),
      ]
        .filter(Boolean)
        .join(': '),
    );
    Object.assign(this, {
      name: 'ApiError',
      status: response.status,
      errorCode,
      requestId: response.headers.get('X-Request-Id') ?? undefined,
      operation,
      body,
    });
  }
}

/** What a call of the client resolves to. The type of its error is left out: to compare it would cost compilers most. */
export interface CallResult<Data> {
  readonly data?: Data;
  readonly response: Response;
}

/**
 * The data of a call.
 *
 * @throws {ApiError} when the API answers with an error, with or without a body
 */
export async function unwrap<R extends CallResult<unknown>>(call: Promise<R>): Promise<Unwrapped<R['data']>> {
  const { data, error, response, operation }: CallResult<unknown> & { error?: unknown; operation?: string } =
    await call;
  if (response.ok) return data as Unwrapped<R['data']>;
  throw new ApiError(response, error, operation);
}

/** The data of a success; undefined where the description knows no body. */
export type Unwrapped<Data> = [Data] extends [undefined] ? undefined : Exclude<Data, undefined>;

/** Whether something that was thrown is an error of the API; with an operation, whether it is one of that. */
export function isApiError(error: unknown, operation?: string): error is ApiError {
  return error instanceof ApiError && (operation === undefined || error.operation === operation);
}
