import type { Resource } from '../rules.ts';
import { fieldsOf, without } from '../state/rows.ts';

/** Addresses of the store's website: one row. The store reads them; nothing says what the free address does when it is changed. */
export const domains: Resource = {
  collection: 'domains',
  path: '/domains',
  item: '/domains',
  seed: (example) => [{ ...fieldsOf(example('searchDomains.200')), id: 'domains' }],
  view: (row) => without(row, ['id']),
  missing: () => new Error('A store always has an address.'),
  operations: {
    'GET /domains': {
      from: ['page search-store-domains'],
      run: (call) => ({ json: without(call.state.rows('domains').get('domains') ?? {}, ['id']) }),
    },
  },
};
