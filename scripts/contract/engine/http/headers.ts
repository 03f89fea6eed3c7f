import type { HeaderLines } from '../../types.ts';

/** Value of a header whose name is given in lower case; repeated lines are joined with a comma, as RFC 9110 reads them. */
export function getHeader(headers: HeaderLines, lowerName: string): string | undefined {
  let found: string | undefined;
  for (const [name, value] of headers) {
    if (name.length !== lowerName.length || (name !== lowerName && name.toLowerCase() !== lowerName)) continue;
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

/** Cookies that a request sends, in order; several `Cookie` lines are one list. */
export function getCookies(headers: HeaderLines): [name: string, value: string][] {
  const cookies: [string, string][] = [];
  for (const [name, line] of headers) {
    if (name.toLowerCase() !== 'cookie') continue;
    for (const pair of line.split(';')) {
      const equals = pair.indexOf('=');
      if (equals > 0) cookies.push([pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]);
    }
  }
  return cookies;
}
