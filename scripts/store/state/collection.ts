import type { Columns, ColumnValue, SortValue } from './columns.ts';
import type { Row, RowId } from './rows.ts';
import { sortSlots, type SortedSlots } from './sorted-slots.ts';

/**
 * All things of one kind, by id. Each row has a slot, a number that it keeps. Columns, indexes and orders are made when they are
 * first needed, and kept up with each change from then on.
 */
export interface Collection {
  readonly size: number;
  /** Grows with every change. */
  readonly revision: number;
  get(id: RowId): Row | undefined;
  /** Adds the row, or replaces the one with its id. */
  put(row: Row): void;
  delete(id: RowId): boolean;
  values(): Iterable<Row>;
  /** Rows that have this value in that column. */
  find(column: string, value: SortValue | boolean): Row[];
  /** All rows in the order of a column. */
  sorted(column: string): Row[];
  /** Calls back after each change of a row, until the collection is thrown away. */
  watch(listener: (id: RowId, before: Row | undefined, after: Row | undefined) => void): void;
  /** For searches: slots instead of rows. */
  readonly slots: Slots;
}

export interface Slots {
  row(slot: number): Row;
  of(id: RowId): number | undefined;
  all(): Iterable<number>;
  /** Values of a column by slot; those of free slots say nothing. */
  column(name: string): readonly ColumnValue[];
  find(column: string, value: SortValue | boolean): ReadonlySet<number>;
  sorted(column: string): SortedSlots;
}

type Key = SortValue | boolean;

const nothing: ReadonlySet<number> = new Set();

export function createCollection(shape: Columns, seed: ReadonlyMap<RowId, Row>): Collection {
  const rows: (Row | undefined)[] = [...seed.values()];
  const places = new Map<RowId, number>(rows.map((row, slot) => [row!.id, slot]));
  const free: number[] = [];
  const columns = new Map<string, ColumnValue[]>();
  const indexes = new Map<string, Map<Key, Set<number>>>();
  const orders = new Map<string, SortedSlots>();
  const listeners: Parameters<Collection['watch']>[0][] = [];
  let revision = 0;

  const valueOf = (name: string): ((row: Row) => ColumnValue) => {
    if (name === 'id') return (row) => row.id;
    const column = shape[name];
    if (!column) throw new Error(`There is no column "${name}".`);
    return column;
  };
  const columnOf = (name: string): ColumnValue[] => {
    let column = columns.get(name);
    if (!column) {
      const read = valueOf(name);
      column = rows.map((row) => (row ? read(row) : 0));
      columns.set(name, column);
    }
    return column;
  };
  const enter = (name: string, index: Map<Key, Set<number>>, slot: number): void => {
    for (const key of keysOf(columnOf(name)[slot]!)) {
      const found = index.get(key);
      if (found) found.add(slot);
      else index.set(key, new Set([slot]));
    }
  };
  const leave = (name: string, index: Map<Key, Set<number>>, slot: number): void => {
    for (const key of keysOf(columnOf(name)[slot]!)) {
      const found = index.get(key);
      found?.delete(slot);
      if (found?.size === 0) index.delete(key);
    }
  };
  /** What is known of the slot's old row goes, then what is to be known of the new one comes. */
  const change = (slot: number, id: RowId, before: Row | undefined, after: Row | undefined): void => {
    if (before) {
      for (const [name, index] of indexes) leave(name, index, slot);
      for (const order of orders.values()) order.remove(slot);
    }
    rows[slot] = after;
    if (after) {
      for (const [name, column] of columns) column[slot] = valueOf(name)(after);
      for (const [name, index] of indexes) enter(name, index, slot);
      for (const order of orders.values()) order.add(slot);
    }
    revision += 1;
    for (const listener of listeners) listener(id, before, after);
  };

  const slots: Slots = {
    row: (slot) => rows[slot]!,
    of: (id) => places.get(id),
    all: () => places.values(),
    column: columnOf,
    find(name, value) {
      let index = indexes.get(name);
      if (!index) {
        index = new Map();
        for (const slot of places.values()) enter(name, index, slot);
        indexes.set(name, index);
      }
      return index.get(value) ?? nothing;
    },
    sorted(name) {
      let order = orders.get(name);
      if (!order) {
        order = sortSlots(places.values(), columnOf(name) as SortValue[], columnOf('id') as SortValue[]);
        orders.set(name, order);
      }
      return order;
    },
  };

  const get = (id: RowId): Row | undefined => {
    const slot = places.get(id);
    return slot === undefined ? undefined : rows[slot];
  };

  return {
    get size() {
      return places.size;
    },
    get revision() {
      return revision;
    },
    get,
    put(row) {
      const before = get(row.id);
      const slot = places.get(row.id) ?? free.pop() ?? rows.length;
      places.set(row.id, slot);
      change(slot, row.id, before, row);
    },
    delete(id) {
      const slot = places.get(id);
      if (slot === undefined) return false;
      places.delete(id);
      free.push(slot);
      change(slot, id, rows[slot], undefined);
      return true;
    },
    *values() {
      for (const slot of places.values()) yield rows[slot]!;
    },
    find: (column, value) => [...slots.find(column, value)].map((slot) => rows[slot]!),
    sorted: (column) => slots.sorted(column).slots.map(slots.row),
    watch: (listener) => void listeners.push(listener),
    slots,
  };
}

function keysOf(value: ColumnValue): readonly Key[] {
  return Array.isArray(value) ? (value as readonly SortValue[]) : [value as Key];
}
