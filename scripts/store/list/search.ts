import { wrongParameter } from '../answer/api-error.ts';
import type { Call } from '../call.ts';
import type { CollectionName } from '../collections.ts';
import type { Row } from '../state/rows.ts';
import { findRows } from './find-rows.ts';
import type { Filter, ListRule, Sort } from './list-rule.ts';

/** Part of a list. */
export interface Page {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

/** Largest and usual number of rows on a page, as every page of the documentation that lists things says. */
const pageLimit = 100;

/** A parameter of a call, with the filter that it belongs to. */
export interface Asked {
  readonly filter: Filter | 'keyword';
  /** The parameter's name, without its prefix where the filter has one. */
  readonly name: string;
  readonly value: string;
}

/**
 * Finds, sorts and cuts. Without a filter a page costs with its length alone; with filters, what indexes find is looked at, and
 * what was found is kept, so that the pages after it cost with their length again.
 */
export function search(rule: ListRule, name: CollectionName, call: Call): Page {
  const collection = call.state.rows(name);
  const { offset, limit } = rule.whole ? { offset: 0, limit: Infinity } : pageOf(call.query);
  const asked = askedFilters(rule, call.query);
  const sort = sortOf(rule, call, asked);
  if (asked.length === 0 && 'order' in sort) {
    const { slots } = collection.slots.sorted(sort.order);
    const rows = slice(slots, sort.descending ?? false, offset, limit).map(collection.slots.row);
    return { rows, total: slots.length, offset, limit };
  }
  const slots = call.state.remember(`${name} ${rule.from[0]}?${queryOf(call.query)}`, () =>
    findRows(rule, name, asked, sort, call),
  );
  const rows = [...slots.subarray(offset, offset + limit)].map(collection.slots.row);
  return { rows, total: slots.length, offset, limit };
}

/** All rows that the parameters of a call find, beyond the length of a page. */
export function searchAll(rule: ListRule, name: CollectionName, call: Call): readonly Row[] {
  return search({ ...rule, whole: 'list' }, name, call).rows;
}

/** What decides which rows are found: everything but the place of the page and what is shown of a row. */
function queryOf(query: URLSearchParams): string {
  return [...query].flatMap(([name, value]) => (pageParameters.has(name) ? [] : `${name}=${value}`)).join('&');
}

const pageParameters: ReadonlySet<string> = new Set(['offset', 'limit', 'responseFields', 'lang', 'token']);

function askedFilters(rule: ListRule, query: URLSearchParams): Asked[] {
  const { filters = {}, prefixed = {} } = rule;
  const strongest = rule.alone?.find((name) => query.has(name));
  const asked: Asked[] = [];
  for (const [name, filter] of Object.entries(filters)) {
    const value = query.get(name) ?? filter.absent;
    if (value === undefined || (strongest !== undefined && name !== strongest)) continue;
    asked.push({ filter, name, value });
  }
  if (strongest !== undefined) return asked;
  const keyword = query.get('keyword');
  if (rule.keyword && keyword !== null && keyword.trim() !== '')
    asked.push({ filter: 'keyword', name: 'keyword', value: keyword });
  for (const [prefix, filter] of Object.entries(prefixed)) {
    for (const [name, value] of query) {
      if (!name.startsWith(prefix) || Object.hasOwn(filters, name)) continue;
      asked.push({ filter, name: name.slice(prefix.length), value });
    }
  }
  return asked;
}

function sortOf(rule: ListRule, call: Call, asked: readonly Asked[]): Sort {
  const wanted = call.query.get('sortBy');
  const { defaultSort = () => ({ order: 'id' }) } = rule;
  const sort = wanted === null ? undefined : rule.sorts?.[wanted];
  if (!sort) return defaultSort(call);
  // Without words to look for there is nothing to be relevant to.
  const isPointless =
    'order' in sort && sort.order === 'relevance' && !asked.some(({ filter }) => filter === 'keyword');
  return isPointless ? defaultSort(call) : sort;
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

function slice(slots: readonly number[], descending: boolean, offset: number, limit: number): number[] {
  if (!descending) return slots.slice(offset, offset + limit);
  const end = Math.max(0, slots.length - offset);
  return slots.slice(Math.max(0, end - limit), end).reverse();
}
