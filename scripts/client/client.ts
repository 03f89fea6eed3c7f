import { readBody, serializeBody } from './body.ts';
import { failing, type Call, type Fetch, type Layer, type Send } from './layer.ts';
import { fillPath } from './path.ts';
import { serializeQuery } from './query.ts';
import type { CallOptions, Client, Routes } from './types.ts';

/** What a client can be told, whatever the API. */
export interface ClientOptions {
  /** Access token, or a function that returns the current one. It is asked before every attempt, so tokens may rotate. */
  readonly token: string | (() => string | Promise<string>);
  /** Address to use instead of the API's own: a mock, a proxy. Everything goes there, and nothing anywhere else. */
  readonly baseUrl?: string | undefined;
  /** What sends requests, instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds that one attempt may take, until its body is read. A call may have its own: `{ timeout: 60_000 }`. */
  readonly timeout?: number | undefined;
  /** `retry()`: sends again what failed for a passing reason. Without it a call is sent once. */
  readonly retry?: Layer | undefined;
  /** `limiter()`: keeps under the rate that the API allows. Clients with the same token share one. */
  readonly limiter?: Layer | undefined;
  /** `checkResponses()`: compares answers with the description, in development. Those that are tried again, too. */
  readonly checkResponses?: Layer | undefined;
  /** Called with a copy of each answer, also of those that are tried again. The call goes on when what it returns is settled. */
  readonly onResponse?: ((response: Response, call: Call) => void | Promise<void>) | undefined;
}

/** What a client knows about its API. */
export interface ApiTraits {
  readonly baseUrl: string;
  /** Header that carries the token, and what stands before it. */
  readonly header: readonly [name: string, prefix: string];
  /** Paths that another host serves; that host gets the token only where the path needs one. */
  readonly servers?: Readonly<Record<string, { readonly url: string; readonly token?: boolean }>>;
  /** What to do about redirects: a token in a header of its own would follow one to another host. */
  readonly redirect?: RequestRedirect;
}

/** The last argument of a call, before types make it fit the operation. */
interface Init extends CallOptions {
  readonly params?: Partial<Record<'path' | 'query' | 'header', Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
  /** Throws when the body of a success is nothing that the caller can use, so that `retry()` asks again. */
  readonly accept?: ((data: never) => void) | undefined;
}

/**
 * A client that authorises its requests, serialises parameters and bodies as the API reads them, and refuses a call
 * without its path parameters before anything is sent. All else is a layer that has to be asked for.
 */
export function createClient<All extends Routes>(api: ApiTraits, options: ClientOptions): Client<All> {
  const { token } = options;
  // One that never changes is looked at now, and not when the first call fails.
  const fixed = typeof token === 'function' ? undefined : checkToken(token);

  let send: Send = async (request, call) => {
    if (!call.anonymous) {
      request.headers.set(api.header[0], api.header[1] + (fixed ?? checkToken(await (token as () => string)())));
    }
    const timeout = call.timeout ?? options.timeout;
    const response = await failing(
      (call.fetch ?? options.fetch ?? fetch)(
        request,
        timeout ? { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]) } : undefined,
      ),
    );
    if (options.onResponse) {
      // A copy, so that it may be read; one that is not read must not keep the body in memory.
      const copy = response.clone();
      await options.onResponse(copy, call);
      if (!copy.bodyUsed) void copy.body?.cancel();
    }
    return response;
  };
  for (const layer of [options.limiter, options.checkResponses, options.retry]) if (layer) send = layer(send);

  const start = async (method: string, path: string, init: Init = {}): Promise<object> => {
    const { params = {}, body, parseAs, timeout, idempotent, baseUrl, fetch, accept, ...rest } = init;
    const { path: values, query, header } = params;
    const operation = `${method} ${path}`;
    const server = baseUrl ?? options.baseUrl;
    const other = server ? undefined : api.servers?.[path];

    const filled = fillPath(operation, path, values);
    const search = query ? serializeQuery(query) : '';
    const headers = new Headers(rest.headers);
    for (const name in header) if (header[name] != null) headers.set(name, `${header[name]}`);
    const once = body instanceof ReadableStream;

    const request = new Request(
      (other?.url ?? server ?? api.baseUrl).replace(/\/$/, '') + filled + (search && `?${search}`),
      {
        // A body is for the host that it was sent to, and a 307 or 308 would send it on.
        redirect: body === undefined ? (api.redirect ?? 'follow') : 'manual',
        ...rest,
        method,
        body: serializeBody(body, headers) ?? null,
        headers,
        // Only needed, and only known to the types of some platforms, for a body that is a stream.
        ...(once && { duplex: 'half' }),
      },
    );
    let known: Response | undefined;
    let content: Promise<unknown> | undefined;
    const read = (response: Response): Promise<unknown> => {
      if (response !== known) {
        content = failing(
          readBody((known = response), parseAs).then((data) => {
            if (response.ok) accept?.(data as never);
            return data;
          }),
        );
      }
      return content!;
    };
    const response = await send(request, {
      operation,
      timeout,
      idempotent,
      fetch,
      once,
      anonymous: !!other && !other.token,
      read,
    });
    return { [response.ok ? 'data' : 'error']: await read(response), response, operation };
  };

  const client = Object.fromEntries(
    ['GET', 'PUT', 'POST', 'DELETE'].map((method) => [
      method,
      (path: string, init?: Init) => start(method, path, init),
    ]),
  );
  return client as unknown as Client<All>;
}

/**
 * The token, fit for a header. It is checked here because a platform that refuses a header quotes its value in the
 * error, and a token must not get there.
 *
 * @throws {TypeError} when it is empty or has characters that no token has
 */
function checkToken(token: string): string {
  const text = `${token ?? ''}`.trim();
  if (/^[!-~]+$/.test(text)) return text;
  throw new TypeError(text ? 'The token has characters that no token has.' : 'The token is missing or empty.');
}
