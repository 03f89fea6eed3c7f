import { decodeForm } from '../../engine/http/url.ts';
import { createRedactor, hidden } from '../../engine/redact.ts';

/** What is never written into a recording, by name; names are compared without regard to case. */
export const neverWritten = {
  headers: [
    'authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'x-auth-token',
    'x-api-key',
    'x-ecwid-app-secret-key',
  ],
  /** Of the query, and of forms; `code` as well where it is that of OAuth. */
  parameters: [
    'token',
    'access_token',
    'refresh_token',
    'client_secret',
    'api_key',
    'apikey',
    'secret',
    'password',
    'signature',
    'session_tag',
    'login_sha256token',
  ],
  /** Of JSON, wherever they stand. */
  fields: [
    'token',
    'access_token',
    'accessToken',
    'refresh_token',
    'refreshToken',
    'public_token',
    'publicToken',
    'facebookToken',
    'googleToken',
    'client_secret',
    'clientSecret',
    'secret',
    'secretKey',
    'apiKey',
    'api_key',
    'privateKey',
    'password',
    'sessionTag',
  ],
} as const;

export interface NeverWritten {
  readonly headers?: readonly string[] | undefined;
  readonly parameters?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** Takes secrets out of the parts of one exchange, and remembers them: see {@link Scrubber.found}. */
export interface Scrubber {
  header(name: string, value: string): string;
  url(url: string): string;
  /** `a=1&token=2`, of a query or a form. */
  pairs(text: string): string;
  /** A JSON text; it is written anew only where something was taken out: numbers and repeated names stay as they came. */
  json(text: string): string;
  /** Any other text: what stands beside a name that says secret (`token=...`). */
  loose(text: string): string;
  /** Every secret that was seen, for where a peer repeats it under another name. */
  readonly found: ReadonlySet<string>;
}

export function createScrubber(further: NeverWritten = {}): Scrubber {
  const lower = (names: readonly string[]): Set<string> => new Set(names.map((name) => name.toLowerCase()));
  const headers = lower([...neverWritten.headers, ...(further.headers ?? [])]);
  const parameters = lower([...neverWritten.parameters, ...(further.parameters ?? [])]);
  const fields = lower([...neverWritten.fields, ...(further.fields ?? [])]);
  const found = new Set<string>();
  const hide = (secret: string): string => {
    found.add(secret);
    // Public tokens get cut-down answers, which whoever checks the recording has to know.
    return secret.startsWith('public_') ? `public_${hidden}` : hidden;
  };

  function pairs(text: string): string {
    // A coupon has a code, too: that of OAuth stands beside these.
    const hasOAuthCode = /(?:^|&)(?:client_secret|grant_type)=/.test(text);
    const isSecret = (name: string): boolean => parameters.has(name) || (hasOAuthCode && name === 'code');
    return text
      .split('&')
      .map((pair) => {
        const at = pair.indexOf('=');
        if (at < 0 || !isSecret(decodeForm(pair.slice(0, at)).toLowerCase())) return pair;
        return `${pair.slice(0, at)}=${encodeURIComponent(hide(decodeForm(pair.slice(at + 1))))}`;
      })
      .join('&');
  }

  // To look for the names is a tenth of the work of reading the text.
  const anyName = [...fields].map((name) => name.replaceAll(/[^\w]/g, '\\$&')).join('|');
  const mayHold = new RegExp(`"(?:${anyName})"|\\\\u`, 'i');

  function value(given: unknown, inSecret = false): unknown {
    if (Array.isArray(given)) return given.map((item) => value(item, inSecret));
    if (typeof given === 'object' && given !== null)
      return Object.fromEntries(
        Object.entries(given).map(([name, one]) => [name, value(one, inSecret || fields.has(name.toLowerCase()))]),
      );
    if (inSecret && typeof given === 'string') return hide(given);
    return inSecret && typeof given === 'number' ? 0 : given;
  }

  const { loose } = createRedactor({ names: [...fields] });

  return {
    header(name, value) {
      if (!headers.has(name.toLowerCase())) return value;
      const [, scheme = '', secret = value] = /^((?:basic|bearer|token)\s+)(.*)$/is.exec(value) ?? [];
      // Of cookies, each value may show up again by itself.
      if (/cookie/i.test(name)) for (const part of value.split(/[=;]\s*/)) if (part.length > 8) found.add(part);
      return scheme + hide(secret);
    },
    url(url) {
      // A fragment is not sent; it may hold a token all the same.
      const [, address = '', query] = /^([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
      return query === undefined ? address : `${address}?${pairs(query)}`;
    },
    pairs,
    json(text) {
      if (!mayHold.test(text)) return text;
      try {
        const read: unknown = JSON.parse(text);
        const scrubbed = JSON.stringify(value(read));
        return scrubbed === JSON.stringify(read) ? text : scrubbed;
      } catch {
        return loose(text);
      }
    },
    loose,
    found,
  };
}
