/** What can be written for a parameter, and what cannot whatever the description says. */

import type { Parameter } from './description.ts';
import { writeCookie, writeHeader, writePath, writeQuery } from './styles.ts';

/** Headers of the connection, or of the message around a body: what sends a message writes these itself (RFC 9110, 7.6.1). */
const framing = ['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'];

/** Whether a request header is written by what sends it, and by nobody else. */
function isFraming(name: string): boolean {
  return framing.includes(name.toLowerCase());
}

/** As for requests; and the mock neither packs bodies nor adds to them. */
export function isFramingOfAnswer(name: string): boolean {
  return [...framing, 'content-encoding', 'trailer'].includes(name.toLowerCase());
}

/** Whether there can be a header of that name and value (RFC 9110, 5.1 and 5.5): one character for each byte, no line break. */
export function isHeader(name: string, value = ''): boolean {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

/** Why no value at all can be sent for a parameter, as the end of a sentence; undefined when some can. */
export function reasonAgainstName({ name, in: place }: Pick<Parameter, 'name' | 'in'>): string | undefined {
  if (place !== 'header' && place !== 'cookie') return undefined;
  // Cookies have names of the same characters as headers (RFC 6265, 4.1.1).
  if (!isHeader(name)) return `no ${place} can have such a name`;
  return place === 'header' && isFraming(name) ? 'what sends a request writes that header itself' : undefined;
}

/** Why a value cannot be sent for a parameter, as the end of a sentence; undefined when it can. */
export function reasonAgainstValue(parameter: Parameter, value: unknown): string | undefined {
  switch (parameter.in) {
    case 'path': {
      const text = writePath(parameter, value);
      if (text === '.' || text === '..') return `clients take the segment "${text}" out of a path`;
      return text === '' ? nothing : undefined;
    }
    case 'query':
      return writeQuery(parameter, value).length === 0 ? nothing : undefined;
    case 'cookie':
      return writeCookie(parameter, value).length === 0 ? nothing : undefined;
    default:
      return isHeader(parameter.name, writeHeader(parameter, value))
        ? undefined
        : 'a header cannot hold its characters';
  }
}

const nothing = 'it is written as nothing';
