import type { Match } from '../types.ts';
import type { DescribedOperation } from '../description/operations.ts';
import { splitUrl, type UrlParts } from '../http/url.ts';
import { addTemplate, createTrie, findPath, type TrieNode } from './path-trie.ts';
import { parseServerBase, type ServerBase } from './server-bases.ts';

/** Operations of one path. */
interface Route {
  readonly path: string;
  readonly operations: Map<string, DescribedOperation>;
}

/** Paths that the same servers serve. */
interface Group {
  readonly servers: readonly ServerBase[];
  readonly trie: TrieNode<Route>;
  readonly routes: Map<string, Route>;
}

interface Candidate {
  readonly route: Route;
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly rank: number;
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
 * Finds the operation of a request. Paths are looked up below the base paths of their servers and below every extra base. On a host that
 * a server names, only what that host serves is meant. Elsewhere a path may also stand without a base, since whoever calls a mock leaves
 * it away: but not where it begins with one, and is merely not found below.
 */
export function createRouter(operations: readonly DescribedOperation[], extraBases: readonly string[]): Router {
  const extras = extraBases.map((url) => parseServerBase({ url, defaults: {} }));
  const groups = [...groupsOf(operations).values()];
  const bases = [...extras, ...groups.flatMap(({ servers }) => servers)];
  const known = new Map<string, readonly Group[]>();

  /** The groups that a host serves; all when no server names it. */
  const groupsAt = (origin: string): readonly Group[] => {
    let found = known.get(origin);
    if (!found) {
      const own = groups.filter((group) => isOwn(group, origin));
      found = own.length === 0 ? groups : groups.filter((group) => own.includes(group) || isAnywhere(group));
      // Hosts of a recording are few, but need not be.
      if (known.size < 1000) known.set(origin, found);
    }
    return found;
  };

  return {
    find(method, url) {
      const candidates = groupsAt(url.origin).flatMap((group) => candidatesOf(group, url, extras));
      if (candidates.length > 1) candidates.sort((a, b) => b.rank - a.rank);
      for (const { route, names, values } of candidates) {
        // Whoever answers GET answers HEAD (RFC 9110, 9.1).
        const operation = route.operations.get(method) ?? (method === 'HEAD' ? route.operations.get('GET') : undefined);
        if (operation) return { kind: 'operation', operation, names, values };
      }
      const [first] = candidates;
      if (!first) return unknownPath;
      const methods = new Set(candidates.flatMap(({ route }) => [...route.operations.keys()]));
      return { kind: 'unknown-method', path: first.route.path, methods: [...methods] };
    },
    serves(url) {
      const { origin, path } = splitUrl(url);
      if (origin === '') return false;
      return bases.some(({ servesOrigin, ends }) => (servesOrigin?.(origin) ?? true) && ends(path).length > 0);
    },
  };
}

function groupsOf(operations: readonly DescribedOperation[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const operation of operations) {
    const key = JSON.stringify(operation.serverObjects);
    let group = groups.get(key);
    if (!group) {
      group = { servers: operation.serverObjects.map(parseServerBase), trie: createTrie(), routes: new Map() };
      groups.set(key, group);
    }
    let route = group.routes.get(operation.path);
    if (!route) {
      group.routes.set(operation.path, (route = { path: operation.path, operations: new Map() }));
      // Some descriptions tell operations apart by a query written into the path; the path alone can be matched.
      addTemplate(group.trie, operation.path.replace(/[?#].*$/, ''), route);
    }
    route.operations.set(operation.method, operation);
  }
  return groups;
}

function isOwn({ servers }: Group, origin: string): boolean {
  return origin !== '' && servers.some(({ servesOrigin }) => servesOrigin?.(origin));
}

function isAnywhere({ servers }: Group): boolean {
  return servers.some(({ servesOrigin }) => servesOrigin === undefined);
}

/** Where a path may lead in a group. A host of its own counts more than a base path, that more than none, a literal segment more than a parameter. */
function candidatesOf(group: Group, url: UrlParts, extras: readonly ServerBase[]): Candidate[] {
  const own = isOwn(group, url.origin);
  const fitting = own ? group.servers.filter(({ servesOrigin }) => servesOrigin?.(url.origin) ?? true) : group.servers;
  const candidates: Candidate[] = [];
  const add = (names: readonly string[], values: readonly string[], length: number, rank: number): void => {
    const match = findPath(group.trie, url.path.slice(length) || '/');
    for (const { names: own, value: route } of match?.ends ?? [])
      candidates.push({
        route,
        names: names.length === 0 ? own : [...names, ...own],
        values: values.length === 0 ? (match?.values ?? []) : [...values, ...(match?.values ?? [])],
        rank: rank + literals(route.path) + (route.path.endsWith('/') === url.path.endsWith('/') ? 0.5 : 0),
      });
  };
  let isBelow = own;
  for (const base of extras.length === 0 ? fitting : [...fitting, ...extras])
    for (const { length, values } of base.ends(url.path)) {
      isBelow ||= base.hasPath || base.servesOrigin === undefined;
      add(base.names, values, length, (own ? 1e6 : 0) + 1e3 * (length + 1));
    }
  if (!isBelow) add([], [], 0, 0);
  return candidates;
}

function literals(path: string): number {
  return path.split('/').filter((segment) => segment !== '' && !segment.includes('{')).length;
}
