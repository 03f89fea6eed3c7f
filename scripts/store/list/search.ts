import type { Call } from '../call.ts';
import { wrongParameter } from '../answer/api-error.ts';
import type { CollectionName } from '../collections.ts';
import type { Collection } from '../state/collection.ts';
import type { Row } from '../state/rows.ts';
import type { ListRule, Match, Sort } from './list-rule.ts';

/** Part of a list. */
export interface Page {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

/** Largest and usual number of rows on a page, as every page of the documentation that lists things says. */
export const pageLimit = 100;

/**
 * Finds, sorts and cuts. Without a filter a page costs with its length alone; with filters, what indexes find is looked at, and
 * what was found is kept, so that the pages after it cost with their length again.
 */
export function search(rule: ListRule, name: CollectionName, call: Call): Page {
  const collection = call.state.rows(name);
  const { offset, limit } = rule.paged ? pageOf(call.query) : { offset: 0, limit: Infinity };
  const asked = askedFilters(rule, call.query);
  const sort = sortOf(rule, call, asked);
  if (asked.length === 0 && 'order' in sort && sort.order !== 'relevance') {
    return {
      rows: slice(collection.sorted(sort.order).rows, sort.descending ?? false, offset, limit),
      total: collection.size,
      offset,
      limit,
    };
  }
  const rows = call.state.remember(`${name}?${queryOf(call.query)}`, () =>
    findAll(rule, name, collection, asked, sort, call),
  );
  return { rows: rows.slice(offset, offset + limit), total: rows.length, offset, limit };
}

/** What decides which rows are found: everything but the place of the page and what is shown of a row. */
function queryOf(query: URLSearchParams): string {
  return [...query].flatMap(([name, value]) => (pageParameters.has(name) ? [] : `${name}=${value}`)).join('&');
}

const pageParameters: ReadonlySet<string> = new Set(['offset', 'limit', 'responseFields', 'lang', 'token']);

interface Asked {
  readonly name: string;
  readonly value: string;
  readonly match: (call: Call) => Match | undefined;
}

function askedFilters(rule: ListRule, query: URLSearchParams): Asked[] {
  const strongest = rule.alone?.find((name) => query.has(name));
  const asked: Asked[] = [];
  for (const [name, filter] of Object.entries(rule.filters)) {
    const value = query.get(name) ?? filter.absent;
    if (value === undefined || (strongest !== undefined && name !== strongest)) continue;
    asked.push({ name, value, match: (call) => filter.match(value, call, name) });
  }
  if (strongest !== undefined) return asked;
  const keyword = query.get('keyword');
  if (rule.keyword && keyword !== null && keyword.trim() !== '') {
    asked.push({ name: 'keyword', value: keyword, match: () => undefined });
  }
  for (const [prefix, filter] of Object.entries(rule.prefixed ?? {})) {
    for (const [name, value] of query) {
      if (!name.startsWith(prefix) || Object.hasOwn(rule.filters, name)) continue;
      asked.push({ name, value, match: (call) => filter.match(value, call, name.slice(prefix.length)) });
    }
  }
  return asked;
}

function sortOf(rule: ListRule, call: Call, asked: readonly Asked[]): Sort {
  const wanted = call.query.get('sortBy');
  const sort = wanted === null ? undefined : rule.sorts?.[wanted];
  if (!sort) return rule.defaultSort(call);
  // Without words to look for there is nothing to be relevant to.
  const isPointless = 'order' in sort && sort.order === 'relevance' && !asked.some(({ name }) => name === 'keyword');
  return isPointless ? rule.defaultSort(call) : sort;
}

function findAll(
  rule: ListRule,
  name: CollectionName,
  collection: Collection,
  asked: readonly Asked[],
  sort: Sort,
  call: Call,
): readonly Row[] {
  const matches = asked.flatMap(({ name: parameter, value, match }): Match[] => {
    if (parameter === 'keyword' && rule.keyword) {
      const { texts } = rule.keyword;
      const ranked = call.state.keywords(name, (row) => texts(row, call.state)).search(value);
      const set = new Set(ranked);
      return [{ ranked, accepts: (row) => set.has(row) }];
    }
    const found = match(call);
    return found ? [found] : [];
  });
  const fits = (row: Row): boolean => matches.every(({ accepts }) => accepts(row));

  if ('order' in sort && sort.order === 'relevance') {
    return (matches.find(({ ranked }) => ranked)?.ranked ?? []).filter(fits);
  }
  if ('arrange' in sort) return sort.arrange(narrowest(collection, matches).filter(fits), call);
  const sorted = collection.sorted(sort.order);
  const candidates = narrowest(collection, matches);
  // Few are sorted sooner than the others are looked at, which stand in the right order already.
  const found =
    candidates.length * 8 < collection.size ? candidates.filter(fits).sort(sorted.compare) : sorted.rows.filter(fits);
  return sort.descending ? found.reverse() : found;
}

/** The fewest rows that an index, an order or a search by words leaves to be looked at. */
function narrowest(collection: Collection, matches: readonly Match[]): readonly Row[] {
  let best: { readonly size: number; readonly rows: () => readonly Row[] } = {
    size: collection.size,
    rows: () => [...collection.values()],
  };
  const offer = (size: number, rows: () => readonly Row[]): void => {
    if (size < best.size) best = { size, rows };
  };
  for (const { found, ranked } of matches) {
    if (ranked) offer(ranked.length, () => ranked);
    if (!found) continue;
    const sets = found.keys.map((key) => collection.find(found.index, key));
    const size = sets.reduce((sum, set) => sum + set.size, 0);
    offer(size, () => [...new Set(sets.flatMap((set) => [...set]))]);
  }
  for (const order of new Set(matches.flatMap(({ between }) => between?.order ?? []))) {
    const sorted = collection.sorted(order);
    let start = 0;
    let end = sorted.rows.length;
    for (const { between } of matches) {
      if (between?.order !== order) continue;
      if (between.from !== undefined) start = Math.max(start, sorted.bound(between.from, false));
      if (between.to !== undefined) end = Math.min(end, sorted.bound(between.to, true));
    }
    offer(Math.max(0, end - start), () => sorted.rows.slice(start, Math.max(start, end)));
  }
  return best.rows();
}

/** `offset` and `limit` of a query. Throws a 400 when they are no such numbers. */
export function pageOf(query: URLSearchParams): { readonly offset: number; readonly limit: number } {
  return { offset: countOf(query, 'offset', 0), limit: Math.min(countOf(query, 'limit', pageLimit), pageLimit) };
}

function countOf(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw wrongParameter(name, `expected a number from 0, but was '${text}'`);
  return Number(text);
}

function slice(rows: readonly Row[], descending: boolean, offset: number, limit: number): readonly Row[] {
  if (!descending) return rows.slice(offset, offset + limit);
  const end = Math.max(0, rows.length - offset);
  return rows.slice(Math.max(0, end - limit), end).reverse();
}
