import type { DescribedOperation } from '../description/operations.ts';
import { parseServerBase, type ServerBase } from '../description/servers.ts';
import { splitQuery, splitUrl, type RawPair, type UrlParts } from '../http/url.ts';
import type { Match } from '../types.ts';
import { createPathTable, type PathTable } from './path-table.ts';

/** Operations of one path, by method. */
interface Route {
  readonly path: string;
  /** How many segments have no parameter in them. */
  readonly literals: number;
  /** A query written into the path, by which some descriptions tell operations apart. */
  readonly query: readonly RawPair[];
  readonly operations: Map<string, DescribedOperation>;
}

/** Paths that the same servers serve. */
interface Group {
  readonly servers: readonly ServerBase[];
  readonly routes: Map<string, Route>;
  readonly paths: PathTable<Route>;
}

/** What a host serves of a group. */
interface Served {
  readonly paths: PathTable<Route>;
  /** Whether a server of the group names the host. */
  readonly own: boolean;
  readonly bases: readonly ServerBase[];
}

/** Where a request may belong. */
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

/**
 * Finds the operation of a request. Paths are looked up below the base paths of their servers and below every extra base. On a host that
 * a server names, only what that host serves is meant. Elsewhere a path may also stand without a base, since whoever calls a mock leaves
 * it away: but not where it begins with one, and is merely not found below.
 */
export function createRouter(operations: readonly DescribedOperation[], extraBases: readonly string[]): Router {
  const extras = extraBases.map((url) => parseServerBase({ url, defaults: {} }));
  const groups = groupsOf(operations);
  const bases = [...extras, ...groups.flatMap(({ servers }) => servers)];
  const known = new Map<string, readonly Served[]>();

  /** What a host serves; everything when no server names it. */
  const servedAt = (origin: string): readonly Served[] => {
    let found = known.get(origin);
    if (!found) {
      const isOwn = ({ servesOrigin }: ServerBase): boolean => origin !== '' && servesOrigin?.(origin) === true;
      const isAnywhere = ({ servesOrigin }: ServerBase): boolean => servesOrigin === undefined;
      const isNamed = groups.some(({ servers }) => servers.some(isOwn));
      found = groups
        .filter(({ servers }) => !isNamed || servers.some(isOwn) || servers.some(isAnywhere))
        .map(({ servers, paths }) => {
          const own = servers.some(isOwn);
          const fitting = own ? servers.filter((base) => isOwn(base) || isAnywhere(base)) : servers;
          return { paths, own, bases: [...fitting, ...extras] };
        });
      // Hosts of a recording are few, but need not be.
      if (known.size < 1000) known.set(origin, found);
    }
    return found;
  };

  return {
    find(method, url) {
      const candidates: Candidate[] = [];
      for (const served of servedAt(url.origin)) addCandidates(served, url, candidates);
      if (candidates.length > 1) candidates.sort((a, b) => b.rank - a.rank);
      for (const { route, names, values } of candidates) {
        // Whoever answers GET answers HEAD (RFC 9110, 9.1).
        const operation = route.operations.get(method) ?? (method === 'HEAD' ? route.operations.get('GET') : undefined);
        if (operation) return { kind: 'operation', operation, names, values };
      }
      const [first] = candidates;
      if (!first) return { kind: 'unknown-path' };
      const methods = new Set(candidates.flatMap(({ route }) => [...route.operations.keys()]));
      return { kind: 'unknown-method', path: first.route.path, methods: [...methods] };
    },
    serves(url) {
      const { origin, path } = splitUrl(url);
      return (
        origin !== '' &&
        bases.some(({ servesOrigin, ends }) => (servesOrigin?.(origin) ?? true) && ends(path).length > 0)
      );
    },
  };
}

function groupsOf(operations: readonly DescribedOperation[]): Group[] {
  const groups = new Map<string, Group>();
  for (const operation of operations) {
    const key = JSON.stringify(operation.serverObjects);
    let group = groups.get(key);
    if (!group) {
      const servers = operation.serverObjects.map(parseServerBase);
      groups.set(key, (group = { servers, routes: new Map(), paths: createPathTable() }));
    }
    let route = group.routes.get(operation.path);
    if (!route) {
      const { path } = operation;
      const [bare = '', query = ''] = path.split(/[?#]/);
      route = { path, literals: literalsIn(bare), query: splitQuery(query), operations: new Map() };
      group.routes.set(path, route);
      group.paths.add(bare, route);
    }
    route.operations.set(operation.method, operation);
  }
  return [...groups.values()];
}

/** Where a path may lead. A host of its own counts more than a base path, that more than none, a literal segment more than a parameter. */
function addCandidates({ paths, own, bases }: Served, url: UrlParts, candidates: Candidate[]): void {
  const add = (names: readonly string[], values: readonly string[], length: number, rank: number): void => {
    const match = paths.find(url.path.slice(length) || '/');
    for (const { names: inner, value: route } of match?.ends ?? [])
      candidates.push({
        route,
        names: [...names, ...inner],
        values: [...values, ...(match?.values ?? [])],
        rank: rank + route.literals + (route.path.endsWith('/') === url.path.endsWith('/') ? 0.5 : 0) + fit(route, url),
      });
  };
  let isBelow = own;
  for (const base of bases)
    for (const { length, values } of base.ends(url.path)) {
      isBelow ||= base.hasPath || base.servesOrigin === undefined;
      add(base.names, values, length, (own ? 1e6 : 0) + 1e3 * (length + 1));
    }
  if (!isBelow) add([], [], 0, 0);
}

/** How well a request fits the query in a path: not at all where a part of it is missing, better the more there is of it. */
function fit({ query }: Route, url: UrlParts): number {
  if (query.length === 0) return 0;
  const sent = splitQuery(url.query);
  const isThere = ([name, value]: RawPair): boolean => sent.some(([key, raw]) => key === name && raw === value);
  return query.every(isThere) ? query.length / 1000 : -0.1;
}

function literalsIn(path: string): number {
  return path.split('/').filter((segment) => segment !== '' && !segment.includes('{')).length;
}
