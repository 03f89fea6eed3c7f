import { ApiError } from '../answer/api-error.ts';

/** Tokens that a store knows, each with the scopes that it has; an empty map lets every token in, with all scopes. */
export type Tokens = ReadonlyMap<string, ReadonlySet<string>>;

/** What a public token may do: read enabled products and categories and a part of the profile, and place orders. */
const publicScopes: ReadonlySet<string> = new Set([
  'read_catalog',
  'read_store_profile',
  'create_orders',
  'read_brands',
]);

/** Who calls. */
export interface Caller {
  /** Empty when the operation takes calls without a token and none was sent. */
  readonly token: string;
  readonly isPublic: boolean;
}

/**
 * Finds out who calls and whether the token may do that: page "REST API error codes".
 * @param scopes those that the operation needs; undefined when it needs no token
 */
export function identify(
  request: { readonly headers: Headers; readonly query: URLSearchParams },
  tokens: Tokens,
  scopes: readonly string[] | undefined,
): Caller {
  const token = tokenOf(request.headers.get('authorization')) ?? request.query.get('token') ?? '';
  const isPublic = token.startsWith('public_');
  if (token === '') {
    if (scopes === undefined) return { token, isPublic };
    throw new ApiError(403, 'The request carries no access token.');
  }
  const known = tokens.size === 0 ? undefined : tokens.get(token);
  if (tokens.size > 0 && !known) throw new ApiError(403, 'The access token is not valid.');
  for (const allowed of [known, isPublic ? publicScopes : undefined]) {
    const lacking = allowed && scopes?.find((scope) => !allowed.has(scope));
    if (lacking !== undefined) {
      throw new ApiError(403, `The access token lacks the scope ${lacking}.`, 'INSUFFICIENT_APP_SCOPE');
    }
  }
  return { token, isPublic };
}

function tokenOf(header: string | null): string | undefined {
  return /^bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1];
}
