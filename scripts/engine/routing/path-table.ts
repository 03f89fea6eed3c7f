import { decodePercent } from '../http/url.ts';
import { escapeRegExp } from '../json.ts';

/**
 * Path templates. Literal segments win over partly templated ones (`{name}.json`), those over whole parameters (OpenAPI, "Path Templating
 * Matching"), from the first segment on.
 */
export interface PathTable<T> {
  /** Adds a template such as `/products/{productId}/image`; a trailing slash makes no difference. */
  add(template: string, value: T): void;
  /** What a request path (raw, without its query) leads to. */
  find(path: string): PathMatch<T> | undefined;
}

interface PathMatch<T> {
  /** What has been added by templates that differ in names alone. */
  readonly ends: readonly { readonly names: readonly string[]; readonly value: T }[];
  /** Raw parameter values in the order of the template. */
  readonly values: readonly string[];
}

/** A text, one with parameters in it, or `undefined` for nothing but a parameter. */
type Segment = string | RegExp | undefined;

interface Row<T> {
  readonly segments: readonly Segment[];
  /** Sorts more specific templates first. */
  readonly rank: string;
  readonly ends: { readonly names: readonly string[]; readonly value: T }[];
}

export function createPathTable<T>(): PathTable<T> {
  const byShape = new Map<string, Row<T>>();
  /** By length and first segment; a literal one comes before those with parameters. */
  const byStart = new Map<string, Row<T>[]>();
  return {
    add(template, value) {
      const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
      const parts = segmentsOf(template.replaceAll(/\{[^{}]*\}/g, '{}'));
      const shape = parts.join('/');
      let row = byShape.get(shape);
      if (!row) {
        byShape.set(shape, (row = { segments: parts.map(patternOf), rank: parts.map(rankOf).join(), ends: [] }));
        const [first] = row.segments;
        const start = startOf(parts.length, typeof first === 'string' ? first : '{}');
        const rows = [...(byStart.get(start) ?? []), row].sort((a, b) => (a.rank < b.rank ? -1 : 1));
        byStart.set(start, rows);
      }
      row.ends.push({ names, value });
    },
    find(path) {
      const segments = segmentsOf(path);
      for (const first of [decodePercent(segments[0] as string), '{}'])
        for (const row of byStart.get(startOf(segments.length, first)) ?? []) {
          const values = matchRow(row.segments, segments);
          if (values) return { ends: row.ends, values };
        }
      return undefined;
    },
  };
}

function startOf(length: number, first: string): string {
  return `${length} ${first}`;
}

function segmentsOf(path: string): string[] {
  return path.slice(path.startsWith('/') ? 1 : 0, path.length > 1 && path.endsWith('/') ? -1 : undefined).split('/');
}

function patternOf(segment: string): Segment {
  if (segment === '{}') return undefined;
  if (!segment.includes('{}')) return decodePercent(segment);
  return new RegExp(`^${segment.split('{}').map(escapeRegExp).join('(.+?)')}$`);
}

/** The template with most literal text is the most specific one. */
function rankOf(segment: string): string {
  if (!segment.includes('{}')) return 'a';
  return segment === '{}' ? 'c' : `b${String(9999 - segment.length).padStart(4, '0')}`;
}

function matchRow(row: readonly Segment[], segments: readonly string[]): string[] | undefined {
  const values: string[] = [];
  for (let i = 0; i < row.length; i++) {
    const expected = row[i];
    const actual = segments[i] as string;
    if (typeof expected === 'string') {
      if (actual !== expected && (!actual.includes('%') || decodePercent(actual) !== expected)) return undefined;
      continue;
    }
    const found = expected ? around(expected, actual) : actual !== '' && [actual];
    if (!found) return undefined;
    values.push(...found);
  }
  return values;
}

/** What stands around parameters may come encoded; their values are handed on as they are sent. */
function around(pattern: RegExp, actual: string): string[] | undefined {
  const plain = pattern.exec(actual);
  if (plain || !actual.includes('%')) return plain?.slice(1);
  return pattern.exec(decodePercent(actual))?.slice(1).map(encodeURIComponent);
}
