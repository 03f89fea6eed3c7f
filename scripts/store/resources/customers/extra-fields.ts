import { missing } from '../../call.ts';
import { asTheyCame } from '../../list/list-rule.ts';
import type { Resource } from '../../rules.ts';
import { itemsOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { readDate, writeDate } from '../../values/dates.ts';

/** Questions that the store keeps answers to for each customer. */
export const customerExtraFields: Resource = {
  collection: 'customerExtraFields',
  path: '/store_extrafields/customers',
  item: '/store_extrafields/customers/{extrafield_key}',
  seed: (example) => itemsOf(example('searchCustomerExtraFields.200')).map(seedField),
  view: fieldView,
  missing: missing('Extra field'),
  list: { from: ['page search-customer-extra-fields'], whole: 'items', defaultSort: () => asTheyCame },
  get: { from: ['page get-customer-extra-field'] },
  create: {
    from: ['page create-customer-extra-field'],
    row: (body, call) => ({
      ...merge({}, without(body, ['key'])),
      id: textOf(body['key']) || newKey(call.state.newId('extraFieldKeys')),
    }),
    answer: ({ id }) => ({ createCount: 1, key: id }),
  },
  update: {
    from: ['page update-customer-extra-field'],
    row: (before, body) => merge(before, without(body, ['key'])),
  },
  delete: { from: ['page delete-customer-extra-field'], countsMissing: true },
};

function fieldView({ id, ...row }: Row): Fields {
  return {
    key: id,
    ...without(row, ['created', 'updated']),
    entityTypes: ['CUSTOMERS'],
    linkedWithCheckoutField: false,
    createdDate: writeDate(row['created']),
    lastModifiedDate: writeDate(row['updated']),
  };
}

function seedField(field: Fields): Row {
  const shown = ['key', 'createdDate', 'lastModifiedDate', 'entityTypes', 'linkedWithCheckoutField'];
  return {
    ...without(field, shown),
    id: textOf(field['key']),
    created: readDate(field['createdDate']),
    updated: readDate(field['lastModifiedDate']),
  };
}

/** Seven letters and digits, as in the page's example. */
function newKey(number: number): string {
  return ((number * 7919 + 36 ** 6) % 36 ** 7).toString(36).padStart(7, '0');
}
