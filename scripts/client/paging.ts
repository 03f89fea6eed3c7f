import { unwrap, type CallResult } from './errors.ts';

export interface PaginateOptions {
  /** Values of the path parameters, where the path has some. */
  readonly path?: Readonly<Record<string, string | number>> | undefined;
  /** Ends the iteration: what is under way is cancelled, and the reason of the signal is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Property that tells rows apart. */
  readonly key?: string | undefined;
}

/** As much of a client as paging needs. */
export interface PagingClient {
  readonly GET: (path: never, init: never) => Promise<CallResult<unknown>>;
}

/** The rows that came before the page that is looked at. */
export interface Known<Row> {
  has(row: Row): boolean;
  /** How many there are together with these. */
  countWith(rows: readonly Row[]): number;
}

/** What to make of a page. */
export interface Step<Row> {
  /** Rows to pass on; those that were passed on before are left out. */
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined at the end of the list. */
  readonly next: number | undefined;
}

/**
 * The rows of a list, page by page, each row once. The next page is on its way while the rows of one are worked on.
 *
 * @param ask the query for the page at a position
 * @param judge what to make of a page: it is told the position, and what was passed on before
 * @param faultOf why an answer is not the page at a position, as a clause; undefined when it is. `retry()` asks again for
 *   such a one.
 */
export async function* readRows<Page, Row>(
  client: PagingClient,
  path: string,
  { key = 'id', signal, path: values }: PaginateOptions,
  first: number,
  ask: (position: number) => object,
  judge: (page: Page, position: number, known: Known<Row>) => Step<Row>,
  faultOf: (page: Partial<Page>, position: number) => string | false | undefined,
): AsyncGenerator<Row, void, undefined> {
  const get = client.GET as (path: string, init: object) => Promise<CallResult<Page>>;
  const stop = new AbortController();
  const cancel = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const request = (position: number): Promise<Page> => {
    // Whatever stands where a page is expected, a list that ends early in silence would be the worst of its meanings.
    const accept = (page: unknown): void => {
      const fault = faultOf(Object(page) as Partial<Page>, position);
      if (fault) throw new TypeError(`GET ${path} was answered with no page of it: ${fault}.`);
    };
    const init = { params: { path: values, query: ask(position) }, signal: cancel, accept };
    const page = unwrap(get(path, init)).then((page) => {
      // Without `retry()` nobody has done so yet.
      accept(page);
      return page as Page;
    });
    // A page that nobody waits for any more, because the loop was left, must not end the process.
    page.catch(() => {});
    return page;
  };

  const seen = new Set<unknown>();
  const keyOf = (row: Row): unknown => {
    const value = (row as Record<string, unknown>)[key];
    if (value !== undefined) return value;
    // Taking one such row for another would lose it.
    throw new TypeError(`Rows of ${path} come without "${key}", which tells them apart: add it to responseFields.`);
  };

  const known: Known<Row> = {
    has: (row) => seen.has(keyOf(row)),
    countWith: (rows) => new Set([...seen, ...rows.map(keyOf)]).size,
  };

  try {
    let position: number | undefined = first;
    let page: Promise<Page> | undefined = request(first);
    while (page && position !== undefined) {
      const { rows, next }: Step<Row> = judge(await page, position, known);
      page = next === undefined ? undefined : request(next);
      position = next;
      for (const row of rows) {
        const id = keyOf(row);
        if (!seen.has(id)) {
          seen.add(id);
          yield row;
        }
      }
    }
  } finally {
    stop.abort();
  }
}
