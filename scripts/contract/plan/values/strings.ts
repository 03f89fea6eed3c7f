/** Strings of a format, a length, or a pattern. */

import fc from 'fast-check';
import { escapeRegExp, type JsonObject } from '../../../engine/json.ts';
import { compilePattern, type Pattern } from '../../../engine/schema/patterns.ts';
import { asArray } from '../description.ts';

const two = (salt: number): string => String(10 + (salt % 18));
const day = (salt: number): string => `2026-${String(1 + (Math.floor(salt / 18) % 12)).padStart(2, '0')}-${two(salt)}`;

/** A text of each format that OpenAPI and JSON Schema name. */
const formats: Readonly<Record<string, (salt: number) => string>> = {
  date: day,
  'date-time': (salt) => `${day(salt)}T12:00:00Z`,
  time: (salt) => `12:00:${two(salt)}Z`,
  duration: (salt) => `P${1 + salt}D`,
  email: (salt) => `name${salt}@example.com`,
  'idn-email': (salt) => `name${salt}@example.com`,
  hostname: (salt) => `host${salt}.example.com`,
  'idn-hostname': (salt) => `host${salt}.example.com`,
  ipv4: (salt) => `192.0.2.${1 + (salt % 250)}`,
  ipv6: (salt) => `2001:db8::${(1 + salt).toString(16)}`,
  uri: (salt) => `https://example.com/${salt}`,
  url: (salt) => `https://example.com/${salt}`,
  'uri-reference': (salt) => `/${salt}`,
  iri: (salt) => `https://example.com/${salt}`,
  'iri-reference': (salt) => `/${salt}`,
  'uri-template': (salt) => `/${salt}/{id}`,
  uuid: (salt) => `6f1c2a34-5b6d-4e7f-8a9b-${String(salt).padStart(12, '0')}`,
  'json-pointer': (salt) => `/${salt}`,
  'relative-json-pointer': (salt) => `${salt}/a`,
  regex: (salt) => `^${'a'.repeat(1 + salt)}$`,
  byte: (salt) => Buffer.from(`text ${salt}`).toString('base64'),
};

/** Other ways of writing the same, for who wants one of them by a pattern. */
const otherForms: Readonly<Record<string, readonly string[]>> = {
  date: ['2026-01-01', '2026-12-31'],
  'date-time': [
    '2026-01-10T12:00:00.000Z',
    '2026-01-10T12:00:00+00:00',
    '2026-01-10T12:00:00.000000Z',
    '2026-01-10T12:00:00.000+00:00',
    '2026-01-10T12:00:00.000000+00:00',
  ],
  ipv4: ['10.0.0.1', '127.0.0.1', '172.16.0.1', '192.168.0.1'],
  uri: ['http://example.com/', 'https://example.com'],
  uuid: ['6F1C2A34-5B6D-4E7F-8A9B-000000000000'],
};

/** A text of a format at a length, where it may have any; undefined for the others. */
function sized(format: string, salt: number, least: number, most: number): string | undefined {
  const around = (before: string, after: string): string | undefined => {
    const taken = before.length + after.length;
    const inner = plain(salt, Math.max(1, least - taken), most - taken);
    return inner && before + inner + after;
  };
  if (/email$/.test(format)) return around('', most < 15 ? '@a.co' : '@example.com');
  if (/^(?:uri|url|iri)(?:-reference)?$/.test(format)) return around(most < 24 ? 'a:' : 'https://example.com/', '');
  if (/hostname$/.test(format)) return around('', '');
  if (format === 'byte' && least <= longest)
    return Buffer.from('a'.repeat(Math.max(1, Math.ceil(least / 4)) * 3)).toString('base64');
  return undefined;
}

/** Texts that fit many a pattern that cannot be turned into one, as those with a look-ahead. */
const usual = [
  'a',
  'A',
  '1',
  'abc',
  'ABC',
  '123',
  'a1',
  'Abcdef1!',
  'Abcdefghijk12!',
  'abc-123',
  'a@example.com',
  'https://example.com',
];

/**
 * A string as the schema wants it; undefined when none was found.
 * @param salt strings of different salt differ, where there is room
 */
export function makeString(schema: JsonObject, salt: number): string | undefined {
  const { pattern, format, contentEncoding } = schema;
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Infinity;
  const hasLength = (text: string): boolean => [...text].length >= least && [...text].length <= most;
  const patterns = asArray(schema.patterns ?? [pattern]).filter((one) => typeof one === 'string');
  const name = contentEncoding === 'base64' ? 'byte' : String(format);
  const formatted = formats[name]?.(salt);
  if (patterns.length > 0) {
    const compiled = patterns.flatMap((one) => compilePattern(one) ?? []);
    const fits = (text: string): boolean => hasLength(text) && compiled.every((one) => matches(one, text));
    const forms = [formatted, ...(otherForms[name] ?? [])].filter((text) => text !== undefined);
    return forms.find(fits) ?? match(patterns, salt, least, fits) ?? usual.filter(fits)[salt];
  }
  if (formatted !== undefined && hasLength(formatted)) return formatted;
  const stretched = formatted === undefined ? undefined : sized(name, salt, least, most);
  return stretched !== undefined && hasLength(stretched) ? stretched : plain(salt, least, most);
}

/** A pattern that could take for ever on a text is not held against it: another text may do. */
function matches(pattern: Pattern, text: string): boolean {
  try {
    return pattern.test(text);
  } catch {
    return false;
  }
}

/** Longer texts than this are not made; bodies of them could not be sent. */
const longest = 10_000_000;

function plain(salt: number, least: number, most: number): string | undefined {
  if (least > most || least > longest) return undefined;
  const mark = salt === 0 ? '' : salt.toString(36);
  const length = Math.min(most, Math.max(least, 1 + mark.length));
  return `${'a'.repeat(Math.max(0, length - mark.length))}${mark}`.slice(0, length);
}

/** A text that one of the patterns gives and all accept: printable and short, if there is such a one. */
function match(
  patterns: readonly string[],
  salt: number,
  least: number,
  fits: (text: string) => boolean,
): string | undefined {
  const settings = { numRuns: 40, seed: 1 + salt };
  for (const pattern of new Set(patterns.flatMap((one) => [one, portable(one)]).flatMap(sources))) {
    const expression = compile(pattern);
    if (!expression) continue;
    let found: string[];
    try {
      found = fc.sample(fc.stringMatching(expression, { size: 'small' }), settings).filter(fits);
    } catch {
      // Not every expression can be turned into texts; and one may have taken harm.
      continue;
    }
    const printable = found.filter((text) => /^[\x21-\x7e]+$/.test(text));
    const candidates = [...new Set(printable.length > 0 ? printable : found)].sort((a, b) => a.length - b.length);
    if (candidates.length > 0) return candidates[Math.min(salt, candidates.length - 1)];
  }
  return undefined;

  /** The pattern itself; then with its repetitions at a length, and without what it only looks at. */
  function sources(pattern: string): string[] {
    const bare = withoutLooks(pattern);
    return [pattern, withLength(pattern, least), bare, withLength(bare, least)];
  }
}

/** The expression, as far as JavaScript reads it. */
export function compile(written: string): RegExp | undefined {
  // Start, end and flags as Java, .NET, Python and Ruby write them.
  const pattern = written
    .replace(/^\(\?i\)/, '')
    .replace(/^\\A/, '^')
    .replace(/\\[zZ]$/, '$');
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Not every pattern of the wild is one with the flag, or at all.
    }
  }
  return undefined;
}

const posix: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  space: '\\s',
  blank: ' ',
  punct: '!-.',
  print: ' -~',
  graph: '!-~',
};

/** What Java, .NET, Python, Ruby, Go and PCRE write otherwise than JavaScript; what comes of it is held against the pattern as it was. */
function portable(pattern: string): string {
  return pattern
    .replace(/\\Q(.*?)(?:\\E|$)/gs, (_, text: string) => escapeRegExp(text))
    .replace(/\[:(\w+):\]/g, (whole, name: string) => posix[name] ?? whole)
    .replace(/\(\?[a-z]+\)/g, '')
    .replace(/\(\?(?:[a-z]+:|>)/g, '(?:')
    .replace(/\(\?P</g, '(?<')
    .replace(/\\x\{([\da-f]+)\}/gi, '\\u{$1}')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/([*+?}])\+/g, '$1');
}

/** The pattern with its repetitions at a length: `^[a-z]+$` gives texts of any length, and few of one that is wanted. */
function withLength(pattern: string, least: number): string {
  return pattern.replace(/(?<!\\)(?:[+*]|\{(\d+),(\d*)\})\??/g, (whole, from?: string, to?: string) => {
    const most = to === undefined || to === '' ? Infinity : Number(to);
    return least > most || least < Number(from ?? 0) ? whole : `{${least},${Math.min(most, least + 2)}}`;
  });
}

/** The pattern without look-arounds and word boundaries. */
function withoutLooks(pattern: string): string {
  let bare = '';
  // How many groups are open since a look-around began; 0 outside of any.
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]|[^]/g)) {
    if (depth > 0) depth += token.startsWith('(') ? 1 : token === ')' ? -1 : 0;
    else if (/^\(\?<?[=!]$/.test(token)) depth = 1;
    else if (!/^\\[bB]$/.test(token)) bare += token;
  }
  return bare;
}
