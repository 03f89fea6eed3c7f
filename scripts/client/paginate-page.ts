import { readRows, type PaginateOptions, type PagingClient } from './paging.ts';

interface Page<Row> {
  readonly data: readonly Row[];
  readonly meta?: {
    readonly pagination?: { readonly total?: number; readonly total_pages?: number; readonly current_page?: number };
  };
}

/**
 * The rows of a list, one by one, whatever its length. Pages hold 250 rows, and the next one is on its way while the
 * rows of this one are being worked on.
 *
 * No row comes twice. When the list gets shorter or longer meanwhile, rows may have slipped from one page to another, so
 * it is read from its beginning again and only what was missed comes, until it holds still.
 */
export function paginate<Row>(
  client: PagingClient,
  path: string,
  query: Readonly<Record<string, unknown>> = {},
  options: PaginateOptions = {},
): AsyncGenerator<Row, void, undefined> {
  const limit = Number(query['limit'] ?? 250);
  const first = Number(query['page'] ?? 1);
  let before: number | undefined;

  return readRows<Page<Row>, Row>(
    client,
    path,
    options,
    first,
    (page) => ({ ...query, limit, page }),
    ({ data, meta }, page) => {
      const { total, total_pages: last = data.length < limit ? page : Infinity } = meta?.pagination ?? {};
      const moved = page > first && total !== before;
      before = total;
      return { rows: data, next: moved ? first : data.length > 0 && page < last ? page + 1 : undefined };
    },
    ({ data, meta }, asked) => {
      const { total_pages: last = 0, current_page: page = asked } = meta?.pagination ?? {};
      if (!Array.isArray(data)) return 'it has no rows';
      if (page !== asked) return `it is page ${page}, not ${asked}`;
      return data.length === 0 && asked <= last && `it is empty, although there are ${last} pages`;
    },
  );
}
