import type { Call } from '../call.ts';
import type { CollectionName } from '../collections.ts';
import type { ColumnValue } from '../state/columns.ts';
import type { Slots } from '../state/collection.ts';
import type { ListRule, Match, Sort } from './list-rule.ts';
import type { Asked } from './search.ts';

/** Slots of all rows that match everything that is asked, in the order of the list. */
export function findRows(
  rule: ListRule,
  name: CollectionName,
  asked: readonly Asked[],
  sort: Sort,
  call: Call,
): Uint32Array {
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
  const fits = (among: readonly number[]): Uint32Array => fitting(slots, matches, among);

  if ('order' in sort && sort.order === 'relevance') return fits(ranked ?? []);
  const candidates = narrowest(slots, size, matches, ranked);
  if ('arrange' in sort) {
    const rows = [...fits(candidates.slots())].map(slots.row);
    return Uint32Array.from(sort.arrange(rows, call), ({ id }) => slots.of(id)!);
  }
  if (candidates.order === sort.order) return reversed(fits(candidates.slots()), sort.descending);
  const sorted = slots.sorted(sort.order);
  // To go through all in the order of the list is cheaper than to collect and sort a good part of them.
  if (candidates.size * 4 > size && !ranked) return reversed(fits(sorted.slots), sort.descending);
  const found = fits(candidates.slots());
  if (found.length * 64 < size) return reversed(found.sort(sorted.compare), sort.descending);
  return reversed(membersOf(found, sorted.slots), sort.descending);
}

/** Where slots are looked through: one place for all searches, since to make a new one for each costs more than the search. */
let scratch = new Uint32Array(1024);

/** Of these slots those that everything fits, in the same order. One test after the other, so that each looks at fewer. */
function fitting(slots: Slots, matches: readonly Match[], among: readonly number[]): Uint32Array {
  if (scratch.length < among.length) scratch = new Uint32Array(among.length * 2);
  scratch.set(among);
  let left = among.length;
  for (const match of matches) left = keepMatching(slots.column(match.column), match, left);
  return scratch.slice(0, left);
}

/** Moves those of the first `count` slots that match to the front; their number. */
function keepMatching(values: readonly ColumnValue[], { accepts, keys, from, to }: Match, count: number): number {
  const least = from ?? -Infinity;
  const most = to ?? Infinity;
  const key = keys?.[0];
  let kept = 0;
  for (let i = 0; i < count; i += 1) {
    const slot = scratch[i]!;
    const value = values[slot]!;
    const fits = accepts ? accepts(value) : keys ? value === key : value >= least && value <= most;
    if (fits) scratch[kept++] = slot;
  }
  return kept;
}

/** In the order of the list. */
function membersOf(found: Uint32Array, sorted: readonly number[]): Uint32Array {
  const isFound = new Uint8Array(sorted.reduce((greatest, slot) => Math.max(greatest, slot), 0) + 1);
  for (const slot of found) isFound[slot] = 1;
  const members = new Uint32Array(found.length);
  let count = 0;
  for (const slot of sorted) if (isFound[slot] === 1) members[count++] = slot;
  return members;
}

/** Turns them round in place. */
function reversed(slots: Uint32Array, descending = false): Uint32Array {
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
