import { readBody } from './body.ts';
import { ApiError } from './errors.ts';
import type { Fetch } from './layer.ts';

/** What an app exchanges for tokens. */
export interface ExchangeOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the merchant brought back in the query. It is good once: a second exchange disables the token of the first. */
  readonly code: string;
  /** Where the merchant came back to, exactly as in the authorization. */
  readonly redirectUri: string;
  /** What sends the request, instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Address to use instead of `https://my.ecwid.com`: a local store, a proxy. */
  readonly baseUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Exchanges the code that a merchant has brought back for the tokens of the store. It is sent once and never again, since
 * a code is good for one exchange.
 *
 * @throws {ApiError} when the code or the credentials are refused
 */
export async function exchangeCode<Tokens>({
  clientId,
  clientSecret,
  code,
  redirectUri,
  fetch: send = fetch,
  baseUrl = 'https://my.ecwid.com',
  signal,
}: ExchangeOptions): Promise<Tokens> {
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    code,
    redirect_uri: redirectUri,
    grant_type: 'authorization_code',
  });
  // The secret must not go on to where an answer points.
  const init = { method: 'POST', body, redirect: 'manual', signal: signal ?? null } as const;
  const response = await send(new Request(`${baseUrl}/api/oauth/token`, init));
  const tokens = await readBody(response);
  if (response.ok) return tokens as Tokens;
  throw new ApiError(response, tokens, 'POST /api/oauth/token');
}
