import type { Call } from '../call.ts';
import type { Evidence } from '../rules.ts';
import type { ColumnValue, SortValue } from '../state/columns.ts';
import type { Fields, Row } from '../state/rows.ts';
import type { State } from '../state/state.ts';

/** What a parameter with some value asks of a column. */
export interface Match {
  readonly column: string;
  /** Whether a value matches. Absent when `keys` has a single one, or `from` and `to` say all, of a column with one value a row. */
  readonly accepts?: (value: ColumnValue) => boolean;
  /** All that can match has one of these values: an index finds it. */
  readonly keys?: readonly (SortValue | boolean)[];
  /** All that can match is between these values, both included: an order finds it. */
  readonly from?: SortValue;
  readonly to?: SortValue;
}

export interface Filter {
  readonly from: Evidence;
  /** Undefined when the value asks for nothing. Throws a 400 when it cannot be read. `name` is the parameter's. */
  readonly match: (value: string, call: Call, name: string) => Match | undefined;
  /** What stands in for the parameter when it is absent; without it the filter is not looked at. */
  readonly absent?: string;
}

/** An order of a list: that of a column, that of a search by words (`relevance`), or one that somebody laid down. */
export type Sort =
  | { readonly order: string; readonly descending?: boolean }
  | { readonly arrange: (rows: readonly Row[], call: Call) => readonly Row[] };

export interface ListRule {
  readonly from: readonly Evidence[];
  readonly filters?: Readonly<Record<string, Filter>>;
  /** Filters of parameters that begin with a word, such as `option_Size`; the part after it is the filter's `name`. */
  readonly prefixed?: Readonly<Record<string, Filter>>;
  /** Parameters beside which all others are ignored, the strongest first. */
  readonly alone?: readonly string[];
  /** Texts that the parameter `keyword` looks through. */
  readonly keyword?: { readonly from: Evidence; readonly texts: (row: Row, state: State) => readonly string[] };
  /** Values of `sortBy`. */
  readonly sorts?: Readonly<Record<string, Sort>>;
  /** What a list without `sortBy` is sorted by; the id when absent. */
  readonly defaultSort?: (call: Call) => Sort;
  /** All rows at once: as a plain `list`, or in the field of this name; when absent, a page with `total`, `count`, `offset` and `limit`. */
  readonly whole?: 'list' | 'items' | 'staffList';
  /** What a page says beside its numbers and its items. */
  readonly head?: (call: Call) => Fields;
}

/** The order in which things came. */
export const asTheyCame: Sort = { arrange: (rows) => rows };

/** `NAME_ASC` and `NAME_DESC`, for each name with its column. */
export function bothWays(columns: Readonly<Record<string, string>>): Record<string, Sort> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, order]) => [
      [`${name}_ASC`, { order }],
      [`${name}_DESC`, { order, descending: true }],
    ]),
  );
}
