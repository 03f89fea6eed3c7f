import { readRows, type PaginateOptions, type PagingClient } from './paging.ts';

interface Page<Row> {
  readonly items: readonly Row[];
  readonly total?: number;
  readonly offset?: number;
}

/**
 * The rows of a list, one by one, whatever its length. Pages hold 100 rows, and the next one is on its way while the
 * rows of this one are being worked on.
 *
 * No row comes twice. A row that is in the list from the first request to the last comes, even when others are added or
 * deleted meanwhile, as long as rows keep their order among each other: pages overlap by one row, and where that row is
 * missing the list has moved up, so the page before is read again.
 *
 * When rows change places, as they do in an order by time of change, one may slip to where the list was read already.
 * Then fewer rows have come than the list says it has, and it is read again from its beginning, until as many have come
 * or none that is new. Only a row that is deleted meanwhile can hide another one that has slipped.
 */
export function paginate<Row>(
  client: PagingClient,
  path: string,
  query: Readonly<Record<string, unknown>> = {},
  options: PaginateOptions = {},
): AsyncGenerator<Row, void, undefined> {
  const limit = Math.min(100, Math.max(2, Number(query['limit'] ?? 100)));
  const first = Number(query['offset'] ?? 0);
  if (typeof query['responseFields'] === 'string' && !query['responseFields'].includes('items'))
    throw new TypeError(`responseFields of ${path} name no "items", and so no rows.`);
  /** Rows that had come when the list was last read to its end. */
  let before = 0;

  return readRows<Page<Row>, Row>(
    client,
    path,
    options,
    first,
    (offset) => ({ ...query, limit, offset }),
    ({ items, total }, offset, known) => {
      const [row] = items;
      if (offset > first && !(row && known.has(row))) return { rows: [], next: Math.max(first, offset - limit + 1) };

      const end = offset + items.length;
      // A page of one row is the overlap and nothing more, whatever the total says.
      const isLast = items.length < 2 || end >= (total ?? (items.length < limit ? 0 : Infinity));
      let next = isLast ? undefined : end - 1;
      if (isLast || before) {
        const come = known.countWith(items);
        if (come >= (total ?? 0) - first) next = undefined;
        else if (isLast && come > before) {
          before = come;
          next = first;
        }
      }
      return { rows: items, next };
    },
    ({ items, total = 0, offset }, asked) =>
      !Array.isArray(items)
        ? 'it has no rows'
        : offset !== undefined && offset !== asked
          ? `it begins at ${offset}, not at ${asked}`
          : items.length === 0 && total > asked && `it is empty, although there are ${total} rows`,
  );
}
