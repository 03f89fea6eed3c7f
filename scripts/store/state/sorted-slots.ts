import type { SortValue } from './columns.ts';

/** Places of rows in the order of a column's values, and of the rows' ids where the values are the same. */
export interface SortedSlots {
  readonly slots: readonly number[];
  compare(a: number, b: number): number;
  add(slot: number): void;
  remove(slot: number): void;
  /** Where the slots begin (or, with `after`, end) whose value is this one; between 0 and the number of slots. */
  bound(value: SortValue, after: boolean): number;
}

/** Sorts once; afterwards each change costs two binary searches. `values` and `ids` are by slot, and change under it. */
export function sortSlots(
  unsorted: Iterable<number>,
  values: readonly SortValue[],
  ids: readonly SortValue[],
): SortedSlots {
  const compare = (a: number, b: number): number =>
    compareValues(values[a]!, values[b]!) || compareValues(ids[a]!, ids[b]!);
  const slots = [...unsorted].sort(compare);

  const firstNotBefore = (isBefore: (slot: number) => boolean): number => {
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(slots[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    slots,
    compare,
    add(slot) {
      const place = firstNotBefore((other) => compare(other, slot) < 0);
      slots.splice(place, 0, slot);
    },
    remove(slot) {
      const place = firstNotBefore((other) => compare(other, slot) < 0);
      if (slots[place] === slot) slots.splice(place, 1);
    },
    bound: (value, after) =>
      firstNotBefore((slot) => {
        const order = compareValues(values[slot]!, value);
        return after ? order <= 0 : order < 0;
      }),
  };
}

function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}
