/** Taking URLs apart without `new URL`: that normalises what must be seen as it was sent, and costs more than the rest. */

export interface UrlParts {
  /** `https://host:port` as written; empty for a path. */
  readonly origin: string;
  /** Starts with `/`. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
}

export function splitUrl(url: string): UrlParts {
  const start = endOfOrigin(url);
  const hash = url.indexOf('#', start);
  const end = hash < 0 ? url.length : hash;
  const mark = url.indexOf('?', start);
  const pathEnd = mark < 0 || mark > end ? end : mark;
  const path = url.slice(start, pathEnd);
  return {
    origin: url.slice(0, start),
    path: path.startsWith('/') ? path : `/${path}`,
    query: url.slice(Math.min(pathEnd + 1, end), end),
  };
}

/** Where `https://host:port` ends; 0 when the URL does not start with one. */
function endOfOrigin(url: string): number {
  const scheme = url.indexOf('://');
  if (scheme < 1 || !/^[a-z][a-z0-9+.-]*$/i.test(url.slice(0, scheme))) return 0;
  for (let i = scheme + 3; i < url.length; i++) {
    const code = url.charCodeAt(i);
    // A slash, a question mark or a hash.
    if (code === 0x2f || code === 0x3f || code === 0x23) return i;
  }
  return url.length;
}

/** Percent-decoding that leaves alone what is no valid encoding, as lenient servers do. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

/** As {@link decodePercent}, with `+` for a space: query strings and form bodies. */
export function decodeForm(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** One `name=value` of a query or form body; the name is decoded, the value is still as it was sent. */
export type RawPair = readonly [name: string, rawValue: string];

export function splitQuery(query: string): RawPair[] {
  const pairs: RawPair[] = [];
  if (query === '') return pairs;
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    pairs.push(equals < 0 ? [decodeForm(part), ''] : [decodeForm(part.slice(0, equals)), part.slice(equals + 1)]);
  }
  return pairs;
}
