/** Keeps tokens out of everything that is written: the last line of defence, whatever a server echoes. */

import type { HttpRequest } from '../../engine/types.ts';
import type { ReportFinding } from './types.ts';

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'x-auth-token', 'x-api-key', 'cookie']);
const secretQueryParameters = /^(?:token|access_token|api_key|apikey|key|secret|client_secret|code)$/i;

/** Shorter values are no secrets, and blanking them would garble the text. */
const shortestSecret = 4;

/** The secrets that a recorded request carries. */
export function secretsOf(request: Pick<HttpRequest, 'url' | 'headers'>): string[] {
  const secrets: string[] = [];
  for (const [name, value] of request.headers) {
    if (!secretHeaders.has(name.toLowerCase())) continue;
    // "Bearer abc" hides abc; "a=1; b=2" hides 1 and 2.
    secrets.push(value, ...value.split(/[\s;=]+/).filter((part) => part.length > 8));
  }
  const query = request.url.indexOf('?');
  if (query !== -1) {
    for (const [name, value] of new URLSearchParams(request.url.slice(query + 1)))
      if (secretQueryParameters.test(name)) secrets.push(value);
  }
  return secrets;
}

/** A function that blanks these secrets, and their URL-encoded, JSON-escaped and base64 forms, in a text. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue;
    forms.add(secret).add(encodeURIComponent(secret)).add(JSON.stringify(secret).slice(1, -1));
    forms.add(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
  }
  // The longest first, so that no part of one is left beside the blank.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) =>
    ordered.reduce((result, form) => (result.includes(form) ? result.replaceAll(form, '***') : result), text);
}

/** The finding with those secrets blanked in everything that was said by a peer. */
export function redactFinding(finding: ReportFinding, redact: (text: string) => string): ReportFinding {
  const { path, pointer, expected, actual, message } = finding;
  return {
    ...finding,
    path: redact(path),
    pointer: redact(pointer),
    expected: expected === null ? null : redact(expected),
    actual: actual === null ? null : redact(actual),
    message: redact(message),
  };
}

/** What stands for a token where only its kind matters: `secret_***`, so that nothing that checks an exchange ever sees one. */
export function maskToken(token: string): string {
  const [, kind = ''] = /^([a-z]+_)/.exec(token) ?? [];
  return `${kind}***`;
}
