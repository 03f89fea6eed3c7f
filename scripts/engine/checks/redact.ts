import { getCookies, getHeader } from '../http/headers.ts';
import { decodeForm, splitQuery, splitUrl } from '../http/url.ts';
import type { HttpRequest } from '../types.ts';
import type { Draft } from './report.ts';

const hidden = '[redacted]';
const secretName = /token|secret|passw|authorization|api[-_]?key|credential|cookie|session|signature/i;

const schemeName = /^(?:basic|bearer|digest|negotiate|apikey|token)$/i;

/** Where a description keeps credentials, by security scheme. Header names in lower case. */
export type CredentialNames = Readonly<Record<'query' | 'header' | 'cookie', readonly string[]>>;

/**
 * Takes the credentials of a request out of what is said about it: values that were sent as credentials wherever they show up
 * again, and whatever stands at a place whose name says that it is secret.
 */
export function redact(drafts: readonly Draft[], request: HttpRequest, credentials: CredentialNames): Draft[] {
  const secrets = secretsOf(request, credentials);
  const clean = (text: string): string => secrets.reduce(hideSecret, text);
  return drafts.map((draft) => {
    const secretPlace = draft.actual !== null && /"/.test(draft.actual) && secretName.test(lastToken(draft.pointer));
    const actual = draft.actual === null ? null : secretPlace ? hidden : clean(draft.actual);
    const message = secretPlace ? draft.message.replaceAll(draft.actual as string, hidden) : draft.message;
    return {
      ...draft,
      pointer: clean(draft.pointer),
      expected: draft.expected && clean(draft.expected),
      actual,
      message: clean(message),
    };
  });
}

/** Also hides a secret that was cut short by an ellipsis: what is left of it may be most of it. */
function hideSecret(text: string, secret: string): string {
  let result = text;
  let from = 0;
  for (;;) {
    const start = result.indexOf(secret.slice(0, 6), from);
    if (start < 0) return result;
    let length = 6;
    while (length < secret.length && result[start + length] === secret[length]) length++;
    const whole = length === secret.length || result.startsWith('...', start + length);
    if (whole) result = result.slice(0, start) + hidden + result.slice(start + length);
    from = start + (whole ? hidden.length : length);
  }
}

function lastToken(pointer: string): string {
  return /[^/]*(?:\/\d+)*$/.exec(pointer)?.[0] ?? '';
}

/** Credentials that a request carries, longest first, as sent and as read. */
export function secretsOf(request: HttpRequest, credentials: CredentialNames): string[] {
  const found = new Set<string>();
  const add = (value: string): void => {
    // Anything shorter is no secret, and would tear holes into other words.
    if (value.length >= 6 && !schemeName.test(value)) found.add(value);
  };
  for (const [name, raw] of splitQuery(splitUrl(request.url).query))
    if (credentials.query.includes(name) || secretName.test(name)) [raw, decodeForm(raw)].forEach(add);
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase();
    if (lower === 'cookie' || !(credentials.header.includes(lower) || secretName.test(lower))) continue;
    add(value);
    for (const part of value.split(/[\s,]+/)) add(part);
  }
  if (getHeader(request.headers, 'cookie') !== undefined)
    for (const [name, value] of getCookies(request.headers))
      if (credentials.cookie.includes(name) || secretName.test(name)) add(value);
  return [...found].sort((a, b) => b.length - a.length);
}
