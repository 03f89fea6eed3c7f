import { missing, type Call } from '../call.ts';
import { textContains } from '../list/filters.ts';
import { createRow } from '../operations.ts';
import type { Resource } from '../rules.ts';
import { fieldsOf, itemsOf, listOf, merge, textOf, type Fields } from '../state/rows.ts';
import { rowOf } from '../state/shop.ts';

const page = 'page search-instant-site-redirects';
const path = '/instant-site/redirects';

/** Redirects of the Instant Site. There is one from each address (`existsCount` of the answer to a creation). */
export const redirects: Resource = {
  collection: 'redirects',
  path,
  item: `${path}/{redirectId}`,
  seed: (example) => itemsOf(example('searchInstantSiteRedirects.200')).map(rowOf),
  missing: missing('Redirect'),
  list: {
    from: [page],
    filters: { keyword: textContains(page, 'texts') },
  },
  get: { from: ['page get-instant-site-redirect'] },
  create: {
    from: ['page create-instant-site-redirect'],
    row: ({ fromUrl, toUrl }, { state }) => ({ id: newId(state.newId('redirects')), fromUrl, toUrl }),
  },
  update: {
    from: ['page update-instant-site-redirect'],
    row: (before, { fromUrl, toUrl }) => merge(before, { fromUrl, toUrl }),
  },
  delete: { from: ['example deleteInstantSiteRedirect.200'], countsMissing: true },
  operations: {
    [`POST ${path}`]: {
      from: ['page create-instant-site-redirect', 'example createInstantSiteRedirects.200'],
      run(call) {
        const bodies = Array.isArray(call.body) ? listOf(call.body) : [fieldsOf(call.body)];
        const fresh = bodies.filter((body) => isFresh(body, call) && createRow(redirects, body, call));
        return { json: { createCount: fresh.length, existsCount: bodies.length - fresh.length } };
      },
    },
    [`GET ${path}/get-for-path`]: {
      from: ['example searchInstantSiteRedirectsForPath.200'],
      run(call) {
        const rows = call.state.rows('redirects');
        const items = rows.find('from', call.query.get('exactPath') ?? '');
        return { json: { items, hasAnyRedirects: rows.size > 0 } };
      },
    },
  },
};

function isFresh({ fromUrl }: Fields, { state }: Call): boolean {
  return state.rows('redirects').find('from', textOf(fromUrl)).length === 0;
}

/** 24 hexadecimal digits, as in the example. */
function newId(number: number): string {
  return `66f1a2b4${number.toString(16).padStart(16, '0')}`;
}
