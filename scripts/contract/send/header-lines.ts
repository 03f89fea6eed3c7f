import type { IncomingHttpHeaders } from 'node:http';
import type { HeaderLines } from '../../engine/types.ts';

/** Those of one connection alone (RFC 9110, section 7.6.1, and those that were before it). `Expect` is answered by the server itself. */
const always = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];

/** Those that say where a message ends and goes: whoever takes them away can hide a further request in a body. */
const never: ReadonlySet<string> = new Set(['', 'content-length', 'host']);

/** Names of headers that are not handed on: also what the `Connection` line of the message names. */
export function hopByHop({ connection = '' }: IncomingHttpHeaders): ReadonlySet<string> {
  const named = connection.split(',').map((name) => name.trim().toLowerCase());
  return new Set([...always, ...named.filter((name) => !never.has(name))]);
}

/** Header lines as they came over the wire, in order, without some. */
export function linesOf(rawHeaders: readonly string[], without: ReadonlySet<string>): HeaderLines {
  const lines: [name: string, value: string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!without.has(name.toLowerCase())) lines.push([name, value]);
  }
  return lines;
}
