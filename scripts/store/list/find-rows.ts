import type { Call } from '../call.ts';
import type { CollectionName } from '../collections.ts';
import type { Slots } from '../state/collection.ts';
import type { Row } from '../state/rows.ts';
import type { ListRule, Match, Sort } from './list-rule.ts';
import type { Asked } from './search.ts';

/** Slots of all rows that match everything that is asked, in the order of the list. */
export function findRows(
  rule: ListRule,
  name: CollectionName,
  asked: readonly Asked[],
  sort: Sort,
  call: Call,
): readonly number[] {
  const { slots, size } = call.state.rows(name);
  const matches: Match[] = [];
  let ranked: readonly number[] | undefined;
  for (const { filter, name: parameter, value } of asked) {
    if (filter !== 'keyword') {
      const match = filter.match(value, call, parameter);
      if (match) matches.push(match);
    } else if (rule.keyword) {
      const { texts } = rule.keyword;
      const index = call.state.keywords(name, (row) => texts(row, call.state));
      ranked = index.search(value).map((row) => slots.of(row.id)!);
    }
  }
  const fits = fitting(slots, matches);

  if ('order' in sort && sort.order === 'relevance') return (ranked ?? []).filter(fits);
  const candidates = narrowest(slots, size, matches, ranked);
  if ('arrange' in sort) {
    const rows = candidates.slots().filter(fits).map(slots.row);
    return sort.arrange(rows, call).map(({ id }) => slots.of(id)!);
  }
  if (candidates.order === sort.order) return reversed(candidates.slots().filter(fits), sort.descending);
  const sorted = slots.sorted(sort.order);
  // To go through all in the order of the list is cheaper than to collect and sort a good part of them.
  if (candidates.size * 4 > size && !ranked) return reversed(sorted.slots.filter(fits), sort.descending);
  const found = candidates.slots().filter(fits);
  if (found.length * 64 < size) return reversed(found.sort(sorted.compare), sort.descending);
  return reversed(membersOf(found, sorted.slots), sort.descending);
}

function fitting(slots: Slots, matches: readonly Match[]): (slot: number) => boolean {
  const tests = matches.map(({ column, accepts }) => ({ values: slots.column(column), accepts }));
  return (slot) => {
    for (const { values, accepts } of tests) if (!accepts(values[slot]!)) return false;
    return true;
  };
}

function membersOf(found: readonly number[], sorted: readonly number[]): number[] {
  const isFound = new Uint8Array(sorted.reduce((greatest, slot) => Math.max(greatest, slot), 0) + 1);
  for (const slot of found) isFound[slot] = 1;
  return sorted.filter((slot) => isFound[slot] === 1);
}

function reversed(slots: number[], descending = false): number[] {
  return descending ? slots.reverse() : slots;
}

interface Candidates {
  readonly size: number;
  /** The column that they are sorted by; undefined when they stand in no order. */
  readonly order?: string;
  readonly slots: () => readonly number[];
}

/** The fewest rows that an index, an order or a search by words leaves to be looked at. */
function narrowest(
  slots: Slots,
  size: number,
  matches: readonly Match[],
  ranked: readonly number[] | undefined,
): Candidates {
  let best: Candidates = { size, slots: () => [...slots.all()] };
  const offer = (other: Candidates): void => {
    if (other.size < best.size) best = other;
  };
  if (ranked) offer({ size: ranked.length, slots: () => ranked });
  for (const { column, keys } of matches) {
    if (!keys) continue;
    const sets = keys.map((key) => slots.find(column, key));
    const found = sets.reduce((sum, set) => sum + set.size, 0);
    offer({ size: found, slots: () => [...new Set(sets.flatMap((set) => [...set]))] });
  }
  for (const order of new Set(matches.flatMap(({ column, from, to }) => ((from ?? to) === undefined ? [] : column)))) {
    const sorted = slots.sorted(order);
    let start = 0;
    let end = sorted.slots.length;
    for (const { column, from, to } of matches) {
      if (column !== order) continue;
      if (from !== undefined) start = Math.max(start, sorted.bound(from, false));
      if (to !== undefined) end = Math.min(end, sorted.bound(to, true));
    }
    offer({ size: Math.max(0, end - start), order, slots: () => sorted.slots.slice(start, Math.max(start, end)) });
  }
  return best;
}
