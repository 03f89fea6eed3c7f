/**
 * Takes out of what is said about an exchange whatever may not be shown: credentials, values below names that say so and, when
 * asked to, what tells who a person is. Done before a text is cut to length, so that no part of a value is left at its end.
 */

import { getCookies } from './http/headers.ts';
import { decodeForm, splitQuery, splitUrl } from './http/url.ts';
import { hidePersonal } from './redact/personal.ts';
import { secretPattern } from './redact/forms.ts';
import { createNames, schemeName, type CredentialNames } from './redact/names.ts';
import type { HideOptions, HttpRequest, HttpResponse } from './types.ts';

export type { HideOptions } from './types.ts';

export const hidden = '[redacted]';

/** Where persons are hidden, all is cut far shorter in the end; to look through megabytes for them would take minutes. */
const longest = 16_384;

export interface Redactor {
  /** The text without anything that is to be hidden, whatever way it is written. */
  text(text: string): string;
  /** The same for the text of a body, a header or a log, where names stand beside their values (`password=...`). */
  loose(text: string): string;
  /** Whether the value at a JSON Pointer lies below a name that says that it is not to be shown. */
  hides(pointer: string): boolean;
}

export function createRedactor(options: HideOptions = {}): Redactor {
  const { secrets = [], personal = false } = options;
  const names = createNames(options.names ?? [], personal);
  const pattern = secretPattern(secrets);
  const clean = (text: string): string => (pattern ? text.replace(pattern, hidden) : text);
  const text = personal ? (value: string): string => hidePersonal(clean(value).slice(0, longest), hidden) : clean;
  return {
    text,
    loose: (value) => text(names.blankBeside(value, hidden)),
    hides: names.hides,
  };
}

/** What an exchange sent as credentials, as sent and as read: wherever else it shows up, it is not to be shown. */
export function secretsOf(
  request: Pick<HttpRequest, 'url' | 'headers'>,
  response: Pick<HttpResponse, 'headers'> | undefined,
  credentials: CredentialNames,
  further: readonly string[] = [],
): string[] {
  const names = createNames(further, false);
  const found = new Set<string>();
  // Anything shorter is no secret, and would tear holes into other words.
  const add = (value: string, shortest = 6): void => {
    if (value.length >= shortest && !schemeName.test(value)) found.add(value);
  };
  const addHeader = (value: string): void => {
    add(value);
    for (const part of value.split(/[\s,]+/)) add(part);
    const basic = /^basic\s+([\w+/=-]+)$/i.exec(value)?.[1];
    if (basic === undefined) return;
    const pair = decodeBase64(basic);
    add(pair);
    add(pair.slice(pair.indexOf(':') + 1), 4);
  };

  for (const [name, raw] of splitQuery(splitUrl(request.url).query))
    if (credentials.query.includes(name) || names.isSecret(name)) [raw, decodeForm(raw)].forEach((value) => add(value));
  const userInfo = /^[a-z]+:\/\/([^/?#@]*)@/i.exec(request.url)?.[1];
  if (userInfo !== undefined) [userInfo, userInfo.slice(userInfo.indexOf(':') + 1)].forEach((value) => add(value, 4));
  for (const headers of [request.headers, response?.headers ?? []])
    for (const [name, value] of headers) {
      const lower = name.toLowerCase();
      if (lower === 'set-cookie') add(/^[^=;]*=([^;]*)/.exec(value)?.[1]?.trim() ?? '');
      else if (lower === 'cookie') {
        for (const [cookie, content] of getCookies([[name, value]])) {
          const isNamed = credentials.cookie.includes(cookie) || names.isSecret(cookie);
          add(content, isNamed ? 6 : 9);
        }
      } else if (credentials.header.includes(lower) || names.isSecret(lower)) addHeader(value);
    }
  return [...found];
}

function decodeBase64(text: string): string {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
