import { readBody, serializeBody } from './body.ts';
import type { Call, Fetch, Layer, Send } from './layer.ts';
import { fillPath, refuse } from './path.ts';
import { serializeQuery } from './query.ts';
import type { Client, PathCallOptions, Routes } from './types.ts';

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
  /** Address; names in braces are options of the client. */
  readonly baseUrl: string;
  /** Header that carries the token, and what stands before it. */
  readonly header: readonly [name: string, prefix: string];
  /** Paths that other hosts serve; such a host gets the token only where its paths need one. */
  readonly servers?: readonly (readonly [paths: RegExp, url: string, token?: boolean])[];
  /** What to do about redirects: a token in a header of its own would follow one to another host. */
  readonly redirect?: 'follow' | 'manual' | 'error';
}

/** The last argument of a call, before types make it fit the operation. */
interface Init extends PathCallOptions {
  readonly params?: Partial<Record<'path' | 'query', Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
  readonly accept?: Call['accept'];
}

/**
 * A client that authorises its requests, serialises parameters and bodies as the API reads them, and refuses a call
 * without its path parameters before anything is sent. All else is a layer that has to be asked for.
 */
export function createClient<All extends Routes>(api: ApiTraits, options: ClientOptions): Client<All> {
  const { token } = options;
  const home = fillPath('The client', api.baseUrl, options as object as Readonly<Record<string, unknown>>);
  // One that never changes is looked at now, and not when the first call fails.
  const fixed = typeof token !== 'function' && checkToken(token);

  let send: Send = async (request, call) => {
    if (call.authorised) {
      request.headers.set(
        api.header[0],
        api.header[1] + checkToken(fixed || (await (token as () => string | Promise<string>)())),
      );
    }
    const response = await call.fetch(
      request,
      call.timeout ? { signal: AbortSignal.any([request.signal, AbortSignal.timeout(call.timeout)]) } : undefined,
    );
    if (options.onResponse) {
      // A copy, so that it may be read; one that is not read must not keep the body in memory.
      const copy = response.clone();
      await options.onResponse(copy, call);
      if (!copy.bodyUsed) void copy.body?.cancel();
    }
    return response;
  };
  send = options.limiter?.(send) ?? send;
  send = options.checkResponses?.(send) ?? send;
  send = options.retry?.(send) ?? send;

  const on =
    (method: string) =>
    async (path: string, { params, body, headers: own, ...init }: Init = {}): Promise<object> => {
      const operation = `${method} ${path}`;
      const server = init.baseUrl ?? options.baseUrl;
      const [, other, needsToken] = api.servers?.find(([paths]) => !server && paths.test(path)) ?? [];
      const headers = new Headers(own);
      const query = serializeQuery(operation, params?.query);
      const call: Call = {
        ...init,
        operation,
        timeout: init.timeout ?? options.timeout,
        fetch: init.fetch ?? options.fetch ?? fetch,
        authorised: !other || needsToken,
        once: (body as ReadableStream | undefined)?.getReader,
      };
      const response = await send(
        new Request(
          (other ?? server ?? home).replace(/\/$/, '') +
            fillPath(operation, path, params?.path) +
            (query && '?' + query),
          {
            // A body is for the host that it was sent to, and a 307 or 308 would send it on.
            redirect: body ? 'manual' : api.redirect!,
            ...init,
            method,
            body: serializeBody(body, headers)!,
            headers,
            // Bodies that are streams need it; the types of some platforms do not know it.
            ...{ duplex: 'half' },
          },
        ),
        call,
      );
      const data = await (call.body ?? readBody(response, init.parseAs));
      // An error without a body is one, too.
      return response.ok ? { data, response, operation } : { error: data || {}, response, operation };
    };

  const client = { GET: on('GET'), PUT: on('PUT'), POST: on('POST'), DELETE: on('DELETE') };
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
  return /^[!-~]+$/.test(text) ? text : refuse('The client', 'token');
}
