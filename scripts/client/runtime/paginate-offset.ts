import { readRows, type PaginateOptions, type PagingClient } from './paging.ts';

interface Page<Row> {
  readonly items?: readonly Row[];
  readonly total?: number;
}

/**
 * The rows of a list, one by one, whatever its length. Pages hold 100 rows, and the next one is on its way while the
 * rows of this one are being worked on.
 *
 * A row that is in the list from the first request to the last comes exactly once, even when others are added or
 * deleted meanwhile, as long as rows keep their order among each other: pages overlap by one row, and where that row is
 * missing the list has moved up, so the page before is read again.
 */
export function paginate<Row>(
  client: PagingClient,
  path: string,
  query: Readonly<Record<string, unknown>> = {},
  options: PaginateOptions = {},
): AsyncGenerator<Row, void, undefined> {
  const limit = Math.min(100, Math.max(2, Number(query['limit'] ?? 100)));
  const first = Number(query['offset'] ?? 0);

  return readRows<Page<Row>, Row>(
    client,
    path,
    options,
    first,
    (offset) => ({ ...query, limit, offset }),
    ({ items = [], total = items.length < limit ? 0 : Infinity }, offset, isKnown) => {
      const [row] = items;
      if (offset > first && !(row && isKnown(row))) return { rows: [], next: Math.max(first, offset - limit + 1) };
      // A page of one row is the overlap and nothing more, whatever the total says.
      const end = offset + items.length;
      return { rows: items, next: items.length > 1 && end < total ? end - 1 : undefined };
    },
  );
}
