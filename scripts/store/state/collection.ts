import type { Row, RowId } from './rows.ts';
import { sortRows, type SortedRows, type SortValue } from './sorted-rows.ts';

export type IndexKey = string | number | boolean;

/** What a kind of thing is looked up by. Values come from the row alone, so that indexes can be kept up with each change. */
export interface CollectionShape {
  /** Values by which rows are found at once; a row may have none or several of each. */
  readonly indexes?: Readonly<Record<string, (row: Row) => readonly IndexKey[]>>;
  /** Values that lists are sorted by. */
  readonly orders?: Readonly<Record<string, (row: Row) => SortValue>>;
}

/** All things of one kind, by id, with indexes that are made when they are first needed and kept up from then on. */
export interface Collection {
  readonly size: number;
  /** Grows with every change. */
  readonly revision: number;
  get(id: RowId): Row | undefined;
  /** Adds the row, or replaces the one with its id. */
  put(row: Row): void;
  delete(id: RowId): boolean;
  values(): Iterable<Row>;
  /** Rows that have this value in that index. */
  find(index: string, key: IndexKey): ReadonlySet<Row>;
  /** All rows in that order. */
  sorted(order: string): SortedRows;
  /** Calls back after each change of a row, until the collection is thrown away. */
  watch(listener: (id: RowId) => void): void;
}

const nothing: ReadonlySet<Row> = new Set();

export function createCollection(shape: CollectionShape, seed: ReadonlyMap<RowId, Row>): Collection {
  const rows = new Map(seed);
  const indexes = new Map<string, Map<IndexKey, Set<Row>>>();
  const orders = new Map<string, SortedRows>();
  const listeners: ((id: RowId) => void)[] = [];
  let revision = 0;

  const keysOf = (index: string, row: Row): readonly IndexKey[] => {
    const keys = shape.indexes?.[index];
    if (!keys) throw new Error(`There is no index "${index}".`);
    return keys(row);
  };
  const enter = (index: string, map: Map<IndexKey, Set<Row>>, row: Row): void => {
    for (const key of keysOf(index, row)) {
      const found = map.get(key);
      if (found) found.add(row);
      else map.set(key, new Set([row]));
    }
  };
  const leave = (index: string, map: Map<IndexKey, Set<Row>>, row: Row): void => {
    for (const key of keysOf(index, row)) {
      const found = map.get(key);
      found?.delete(row);
      if (found?.size === 0) map.delete(key);
    }
  };
  const change = (id: RowId, before: Row | undefined, after: Row | undefined): void => {
    for (const [name, map] of indexes) {
      if (before) leave(name, map, before);
      if (after) enter(name, map, after);
    }
    for (const sorted of orders.values()) {
      if (before) sorted.remove(before);
      if (after) sorted.add(after);
    }
    revision += 1;
    for (const listener of listeners) listener(id);
  };

  return {
    get size() {
      return rows.size;
    },
    get revision() {
      return revision;
    },
    get: (id) => rows.get(id),
    put(row) {
      const before = rows.get(row.id);
      rows.set(row.id, row);
      change(row.id, before, row);
    },
    delete(id) {
      const before = rows.get(id);
      if (!before) return false;
      rows.delete(id);
      change(id, before, undefined);
      return true;
    },
    values: () => rows.values(),
    find(index, key) {
      let map = indexes.get(index);
      if (!map) {
        map = new Map();
        for (const row of rows.values()) enter(index, map, row);
        indexes.set(index, map);
      }
      return map.get(key) ?? nothing;
    },
    sorted(order) {
      let sorted = orders.get(order);
      if (!sorted) {
        const valueOf = order === 'id' ? (row: Row) => row.id : shape.orders?.[order];
        if (!valueOf) throw new Error(`There is no order "${order}".`);
        sorted = sortRows(rows.values(), valueOf);
        orders.set(order, sorted);
      }
      return sorted;
    },
    watch: (listener) => void listeners.push(listener),
  };
}
