import type { HeaderLines } from '../types.ts';

/** Value of a header whose name is given in lower case; repeated lines are joined with a comma, as RFC 9110 reads them. */
export function getHeader(headers: HeaderLines, lowerName: string): string | undefined {
  let found: string | undefined;
  // Lines are read by index, here and below: to take each apart would cost more than to compare it.
  for (const line of headers) {
    const name = line[0];
    if (name.length !== lowerName.length || (name !== lowerName && name.toLowerCase() !== lowerName)) continue;
    found = found === undefined ? line[1] : `${found}, ${line[1]}`;
  }
  return found;
}

/** The content type. It is no list: where the line is repeated, or recorded as one with a comma, the first one counts. */
export function getContentType(headers: HeaderLines): string | undefined {
  for (const line of headers) {
    const name = line[0];
    if (name.length === 12 && (name === 'content-type' || name.toLowerCase() === 'content-type'))
      return line[1].includes(',') ? /^(?:[^,"]|"(?:[^"\\\\]|\\\\.)*")*/.exec(line[1])?.[0] : line[1];
  }
  return undefined;
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
