/** Servers of a description: as written, filled in, and as what requests may begin with. */

import { decodePercent } from '../http/url.ts';
import { escapeRegExp, isRecord, own, type JsonObject } from '../json.ts';

/** An entry of `servers`. */
export interface Server {
  /** As written: variables are `{storeId}`. */
  readonly url: string;
  /** The default of each variable. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** The servers that a document, path item or operation names itself; `undefined` when it names none. */
export function serversOf(holder: JsonObject): readonly Server[] | undefined {
  const servers = holder['servers'];
  if (!Array.isArray(servers)) return undefined;
  const found = servers.flatMap((server: unknown) =>
    isRecord(server) && typeof server['url'] === 'string'
      ? // A query or a fragment is no part of the base path.
        [{ url: server['url'].trim().replace(/[?#].*$/s, ''), defaults: defaultsOf(server['variables']) }]
      : [],
  );
  return found.length > 0 ? found : undefined;
}

function defaultsOf(variables: unknown): Record<string, string> {
  const entries = isRecord(variables) ? Object.entries(variables) : [];
  return Object.fromEntries(
    entries.flatMap(([name, variable]) =>
      isRecord(variable) && variable['default'] !== undefined ? [[name, String(variable['default'])]] : [],
    ),
  );
}

/** The URL of a server with its variables filled in: as given, else by default, else with their own name. No slash at the end. */
export function urlOf(server: Server, values: Readonly<Record<string, string>> = {}): string {
  const valueOf = (name: string): string => String(own(values, name) ?? own(server.defaults, name) ?? name);
  return server.url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => valueOf(name)).replace(/\/+$/, '');
}

/** No base path has as many segments: a path of megabytes is not tried at each of its slashes. */
const mostSegments = 64;

/** A server URL of the description or of the caller, made comparable. Variables stand for any text, wherever they are. */
export interface ServerBase {
  /** Whether a request's `https://host:port` is meant; `undefined` for a path alone, which any host may serve. */
  readonly servesOrigin: ((origin: string) => boolean) | undefined;
  /** Whether it has a base path at all. */
  readonly hasPath: boolean;
  /** Names of the variables in its base path. */
  readonly names: readonly string[];
  /** The ways in which a path may begin with the base path, the longest first: how long that is, and what the variables are then. */
  ends(path: string): readonly { readonly length: number; readonly values: readonly string[] }[];
}

export function parseServerBase(server: Server): ServerBase {
  const { origin, path: written } = split(server);
  const path = decodePercent(written);
  const originPattern = origin === '' ? undefined : new RegExp(`^${originSource(origin, server)}$`, 'i');
  const names: string[] = [];
  const source = path.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (text, name: string | undefined) => {
    if (name === undefined) return escapeRegExp(text);
    if (name === '') return '.*?';
    names.push(name);
    // Its default shows whether a variable stands for one segment, or for as many as it likes.
    return /\//.test(server.defaults[name] ?? '') ? '(.*?)' : '([^/]+?)';
  });
  const pattern = new RegExp(`^${source}$`);
  // Where no variable stands for several segments, there is one way; else as many as any base path has segments.
  const isFixed = !source.includes('.*?');
  const longest = isFixed ? path.split('/').length : mostSegments;
  let latest: { start: string; found: ReturnType<ServerBase['ends']> } = { start: '\u0000', found: [] };
  return {
    servesOrigin:
      originPattern && ((asked) => originPattern.test(withoutDefaultPort(asked.replace(/\/\/[^/@]*@/, '//')))),
    hasPath: path !== '',
    names,
    ends(asked) {
      // Request after request goes to the same store.
      if (isFixed && asked.startsWith(latest.start) && (asked[latest.start.length] ?? '/') === '/') return latest.found;
      const found: { length: number; values: string[] }[] = [];
      const start = asked.split('/', longest).join('/');
      const isEncoded = start.includes('%');
      for (
        let end = start.length;
        end >= 0;
        end = isFixed || end === 0 ? -1 : Math.max(start.lastIndexOf('/', end - 1), 0)
      ) {
        const match = pattern.exec(decodePercent(start.slice(0, end)));
        if (match)
          found.push({ length: end, values: isEncoded ? match.slice(1).map(encodeURIComponent) : match.slice(1) });
      }
      if (start.split('/').length === longest) latest = { start, found };
      return found;
    },
  };
}

/** Where the base path of a URL begins: at the first slash behind the host, which may stand in the default of a variable. */
function split(server: Server): { origin: string; path: string } {
  const url = server.url.replace(/\/+$/, '');
  if (url.startsWith('/') && !url.startsWith('//')) return { origin: '', path: withoutDots(url) };
  const filled = urlOf(server);
  const scheme = filled.indexOf('//');
  // Neither a host nor a slash: a path relative to the description, or a variable without a default that may be anything.
  if (scheme < 0) {
    const path = /^\{[^{}]*\}/.test(url) ? url.replace(/^\{[^{}]*\}/, '') : `/${url}`;
    return { origin: '', path: withoutDots(path) };
  }
  const slash = filled.indexOf('/', scheme + 2);
  if (slash < 0) return { origin: url, path: '' };
  let length = 0;
  let at = 0;
  for (const [part, name] of url.matchAll(/\{([^{}]*)\}|[^{}]/g)) {
    const text = name === undefined ? part : (server.defaults[name] ?? name);
    // A variable in which the path begins belongs to the path, unless the host is in it as well.
    if (length + text.length > slash && (name === undefined || length >= slash)) break;
    length += text.length;
    at += part.length;
    if (length > slash) break;
  }
  // A variable that holds the host and the beginning of the path leaves open how long that is.
  return { origin: url.slice(0, at), path: (length > slash ? '{}' : '') + url.slice(at) };
}

/** `.` and `..` as RFC 3986, 5.2.4 resolves them, for a description at the root of its host. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return kept.length === 0 ? '' : `/${kept.join('/')}`;
}

function originSource(origin: string, server: Server): string {
  return withoutDefaultPort(origin.startsWith('//') ? `{}:${origin}` : origin)
    .split(/(\{[^{}]*\})/)
    .map((part) =>
      part.startsWith('{')
        ? (server.defaults[part.slice(1, -1)] ?? '').includes('/')
          ? '.*'
          : '[^/]*'
        : escapeRegExp(part),
    )
    .join('');
}

function withoutDefaultPort(origin: string): string {
  return origin.replace(/^(http:\/\/.*):80$/i, '$1').replace(/^(https:\/\/.*):443$/i, '$1');
}
