import { missing } from '../../call.ts';
import { findRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { listOf } from '../../state/rows.ts';
import { newContact, settleDefault } from './customer-changes.ts';
import { customers } from './customers.ts';

/** Ways to reach a customer. */
export const contacts: Resource = {
  collection: 'customers',
  inside: {
    owner: customers,
    field: 'contacts',
    settle: (list, _customer, latest) => ({ contacts: latest ? settleDefault(list, latest) : list }),
  },
  path: '/customers/{customerId}/contacts',
  item: '/customers/{customerId}/contacts/{contactId}',
  missing: missing('Contact'),
  list: { from: ['page search-customer-contacts'], whole: 'items' },
  get: { from: ['page get-customer-contact'] },
  create: {
    from: ['page create-customer-contact'],
    row: (body, call) => newContact(listOf(findRow(customers, call)['contacts']), body, call),
    answer: () => ({ createCount: 1 }),
  },
  update: { from: ['page update-customer-contact'] },
  // "0 if the item was not deleted"
  delete: { from: ['page delete-customer-contact'], countsMissing: true },
};
