import { Refusal } from './refusal.ts';

/** What a caller may ask of the mock in the `Prefer` header (RFC 7240): one documented status, one named example. */
export interface Preference {
  readonly code?: number;
  readonly example?: string;
}

/**
 * Reads `Prefer: code=404, example=unknownProduct`; values may be quoted, pairs be separated by a comma or a semicolon.
 * Other preferences are ignored, as RFC 7240 demands. Throws a {@link Refusal} when `code` is no three-digit status.
 */
export function parsePreference(header: string | undefined): Preference {
  const preference: { code?: number; example?: string } = {};
  for (const pair of (header ?? '').split(/[,;]/)) {
    const [name = '', rawValue = ''] = pair.split('=', 2);
    const value = rawValue.trim().replace(/^"(.*)"$/, '$1');
    const key = name.trim().toLowerCase();
    if (key === 'example' && value) preference.example = value;
    if (key === 'code') {
      if (!/^[1-5]\d\d$/.test(value)) throw new Refusal(400, `"${value}" is no HTTP status; write Prefer: code=404.`);
      preference.code = Number(value);
    }
  }
  return preference;
}
