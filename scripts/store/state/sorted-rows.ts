import type { Row } from './rows.ts';

export type SortValue = number | string;

/** Rows in the order of a value that each has, and of their ids where the value is the same. */
export interface SortedRows {
  readonly rows: readonly Row[];
  compare(a: Row, b: Row): number;
  add(row: Row): void;
  remove(row: Row): void;
  /** Where the rows begin (or, with `after`, end) whose value is this one; between 0 and the number of rows. */
  bound(value: SortValue, after: boolean): number;
}

/** Sorts once; afterwards each change costs two binary searches. */
export function sortRows(unsorted: Iterable<Row>, valueOf: (row: Row) => SortValue): SortedRows {
  const compare = (a: Row, b: Row): number => compareValues(valueOf(a), valueOf(b)) || compareValues(a.id, b.id);
  const rows = [...unsorted].sort(compare);

  const firstNotBefore = (isBefore: (row: Row) => boolean): number => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(rows[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    rows,
    compare,
    add(row) {
      rows.splice(
        firstNotBefore((other) => compare(other, row) < 0),
        0,
        row,
      );
    },
    remove(row) {
      const place = firstNotBefore((other) => compare(other, row) < 0);
      if (rows[place]?.id === row.id) rows.splice(place, 1);
    },
    bound: (value, after) =>
      firstNotBefore((row) => {
        const order = compareValues(valueOf(row), value);
        return after ? order <= 0 : order < 0;
      }),
  };
}

export function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}
