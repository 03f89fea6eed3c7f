import { bodyOf, missing, type Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { listOf, merge, without, type Fields, type Row } from '../../state/rows.ts';
import { settleDefault, withContacts } from './customer-changes.ts';
import { missingCustomer } from './facts.ts';

const list = '/customers/{customerId}/contacts';
const item = '/customers/{customerId}/contacts/{contactId}';

/** Ways to reach a customer, which lie inside the customer. */
export const contacts: Operations = {
  [`GET ${list}`]: {
    from: ['page search-customer-contacts'],
    run: (call) => ({ json: { items: listOf(customerOf(call)['contacts']) } }),
  },
  [`POST ${list}`]: {
    from: ['page create-customer-contact'],
    run(call) {
      const customer = customerOf(call);
      put(customer, withContacts(listOf(customer['contacts']), [without(bodyOf(call), ['id'])], call), call);
      return { json: { createCount: 1 } };
    },
  },
  [`GET ${item}`]: {
    from: ['page get-customer-contact'],
    run: (call) => ({ json: contactOf(customerOf(call), call) }),
  },
  [`PUT ${item}`]: {
    from: ['page update-customer-contact'],
    run(call) {
      const customer = customerOf(call);
      const before = contactOf(customer, call);
      const contact = merge(before, without(bodyOf(call), ['id']));
      const all = listOf(customer['contacts']).map((other) => (other === before ? contact : other));
      put(customer, settleDefault(all, contact), call);
      return { json: { updateCount: 1 } };
    },
  },
  // "0 if the item was not deleted"
  [`DELETE ${item}`]: {
    from: ['page delete-customer-contact'],
    run(call) {
      const customer = customerOf(call);
      const before = listOf(customer['contacts']);
      const after = before.filter(({ id }) => String(id) !== call.path['contactId']);
      if (after.length < before.length) put(customer, after, call);
      return { json: { deleteCount: before.length - after.length } };
    },
  },
};

function customerOf(call: Call): Row {
  const id = call.path['customerId'] ?? '';
  const row = call.state.rows('customers').get(Number(id));
  if (!row) throw missingCustomer(id);
  return row;
}

function contactOf(customer: Row, call: Call): Fields {
  const wanted = call.path['contactId'] ?? '';
  const contact = listOf(customer['contacts']).find(({ id }) => String(id) === wanted);
  if (!contact) throw missing('Contact')(wanted);
  return contact;
}

function put(customer: Row, all: readonly Fields[], call: Call): void {
  call.state.rows('customers').put({ ...customer, contacts: all, updated: call.now });
}
