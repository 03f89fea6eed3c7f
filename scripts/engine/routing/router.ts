import type { Match } from '../types.ts';
import type { DescribedOperation } from '../description/operations.ts';
import { splitUrl, type UrlParts } from '../http/url.ts';
import { addTemplate, createTrie, findPath } from './path-trie.ts';
import { parseServerBase, servesOrigin, servesUrl, type ServerBase } from './server-bases.ts';

/** Operations of one path under one set of servers. */
interface Route {
  readonly path: string;
  readonly servers: readonly ServerBase[];
  readonly operations: Map<string, DescribedOperation>;
}

export type RouteMatch =
  | {
      readonly kind: 'operation';
      readonly operation: DescribedOperation;
      readonly names: readonly string[];
      readonly values: readonly string[];
    }
  | Exclude<Match, { readonly kind: 'operation' }>;

export interface Router {
  /** @param method in upper case */
  find(method: string, url: UrlParts): RouteMatch;
  serves(url: string): boolean;
}

const unknownPath: RouteMatch = { kind: 'unknown-path' };

/**
 * Finds the operation of a request. A path is served under the base paths of its servers, under every extra base, and under none:
 * whoever calls a mock leaves the base away. The host decides only between equal paths of different servers.
 */
export function createRouter(operations: readonly DescribedOperation[], extraBases: readonly string[]): Router {
  const extras = extraBases.map(parseServerBase);
  const trie = createTrie<Route>();
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const key = JSON.stringify([operation.path, operation.servers]);
    let route = routes.get(key);
    if (!route) {
      route = { path: operation.path, servers: operation.servers.map(parseServerBase), operations: new Map() };
      routes.set(key, route);
      const bases = new Set(['', ...extras.map(({ path }) => path), ...route.servers.map(({ path }) => path)]);
      for (const base of bases) addTemplate(trie, base + withoutQuery(operation.path), route);
    }
    route.operations.set(operation.method, operation);
  }
  const bases = [...extras, ...[...routes.values()].flatMap((route) => route.servers)];

  return {
    find(method, url) {
      const match = findPath(trie, url.path);
      if (!match) return unknownPath;
      const candidates = match.ends.length > 1 ? rank(match.ends, url) : match.ends;
      for (const { names, value } of candidates) {
        // Whoever answers GET answers HEAD (RFC 9110, 9.1).
        const operation = value.operations.get(method) ?? (method === 'HEAD' ? value.operations.get('GET') : undefined);
        if (operation) return { kind: 'operation', operation, names, values: match.values };
      }
      const methods = new Set(candidates.flatMap(({ value }) => [...value.operations.keys()]));
      return { kind: 'unknown-method', path: (candidates[0] as { value: Route }).value.path, methods: [...methods] };
    },
    serves: (url) => bases.some((base) => servesUrl(base, url)),
  };
}

/** Some descriptions tell operations apart by a query written into the path; the path alone can be matched. */
function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/, '');
}

function rank<T extends { readonly value: Route; readonly names: readonly string[] }>(
  ends: readonly T[],
  url: UrlParts,
): T[] {
  const trailing = url.path.endsWith('/');
  const score = ({ value }: T): number =>
    (url.origin !== '' && value.servers.some((base) => base.origin && servesOrigin(base, url.origin)) ? 2 : 0) +
    (value.path.endsWith('/') === trailing ? 1 : 0);
  return [...ends].sort((a, b) => score(b) - score(a));
}
