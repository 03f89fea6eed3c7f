import type { Call } from '../../call.ts';
import { isFields, listOf, merge, numberOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { writeDate } from '../../values/dates.ts';
import { missingGroup } from './facts.ts';

/** What the API works out itself, or never shows again. */
const readOnly = [
  'id',
  'totalOrderCount',
  'registered',
  'updated',
  'customerGroupName',
  'stats',
  'favorites',
  'password',
  'primaryPhone',
];

/** What answers hold of a customer that the body did not name (page "Search customers"). */
const defaults: Fields = {
  customerGroupId: 0,
  b2b_b2c: 'b2c',
  taxId: '',
  taxIdValid: false,
  taxExempt: false,
  acceptMarketing: false,
  privateAdminNotes: '',
  fiscalCode: '',
  electronicInvoicePecEmail: '',
  electronicInvoiceSdiCode: '',
  favorites: [],
};

/** A new customer. The mail address is a contact as well, as in the examples of the page "Search customers". */
export function newCustomer(body: Fields, call: Call): Fields {
  const given = merge({}, without(body, readOnly));
  checkGroup(given, call);
  const email = textOf(given['email']);
  const contacts = withContacts([], listOf(given['contacts']), call);
  const own = [
    ...phoneOf(body),
    ...(contacts.some(({ contact }) => contact === email) ? [] : [{ contact: email, type: 'EMAIL', default: true }]),
  ];
  return {
    ...defaults,
    ...given,
    ...personsOf(given, [], call),
    contacts: withContacts(contacts, own, call),
  };
}

/** A customer after a partial update. Saved addresses that come with their id are changed, all others are new. */
export function changedCustomer(before: Row, body: Fields, call: Call): Fields {
  const given = without(body, readOnly);
  checkGroup(given, call);
  const contacts = Array.isArray(body['contacts']) ? { contacts: replaceContacts(before, body, call) } : {};
  const changed: Fields = {
    ...merge(before, without(given, ['contacts'])),
    ...personsOf(given, listOf(before['shippingAddresses']), call),
    ...contacts,
  };
  const phone = phoneOf(body);
  return phone.length > 0 ? { ...changed, contacts: withContacts(listOf(changed['contacts']), phone, call) } : changed;
}

function phoneOf({ primaryPhone }: Fields): Fields[] {
  return textOf(primaryPhone) === '' ? [] : [{ contact: primaryPhone, type: 'PHONE', default: true }];
}

function checkGroup(body: Fields, call: Call): void {
  const group = body['customerGroupId'];
  if (typeof group === 'number' && !call.state.rows('customerGroups').get(group)) throw missingGroup(group);
}

function personsOf(body: Fields, before: readonly Fields[], call: Call): Fields {
  const { shippingAddresses } = body;
  if (!Array.isArray(shippingAddresses)) return {};
  return {
    shippingAddresses: listOf(shippingAddresses).map((address, place) => {
      const known = before.find(({ id }) => id === address['id']);
      if (known) return merge(known, address);
      const id = call.state.newId('addresses');
      const order = { defaultAddress: place === 0, orderBy: place, createdDate: writeDate(call.now) };
      return { ...order, ...merge({}, without(address, ['addressFormatted'])), id };
    }),
  };
}

/** All contacts of a body, which take the place of those that were there; those with a known id stay what they were. */
function replaceContacts(before: Row, body: Fields, call: Call): readonly Fields[] {
  const known = listOf(before['contacts']);
  return listOf(body['contacts']).reduce<readonly Fields[]>((contacts, contact) => {
    const old = known.find(({ id }) => id === contact['id']);
    return old
      ? settleDefault([...contacts, merge(old, contact)], merge(old, contact))
      : withContacts(contacts, [contact], call);
  }, []);
}

/** Contacts with more of them. "Starts with 0 and increments by 1", "Only one contact of the same type can be default". */
function withContacts(before: readonly Fields[], more: readonly Fields[], call: Call): readonly Fields[] {
  return more.reduce((contacts, body) => {
    const contact = newContact(contacts, body, call);
    return settleDefault([...contacts, contact], contact);
  }, before);
}

export function newContact(contacts: readonly Fields[], body: Fields, call: Call): Fields {
  return {
    default: !contacts.some(({ type }) => type === body['type']),
    orderBy: contacts.reduce((next, { orderBy }) => Math.max(next, numberOf(orderBy) + 1), 0),
    timestamp: writeDate(call.now),
    ...merge({}, body),
    id: call.state.newId('contacts'),
  };
}

/** Takes the mark away from all other contacts of the type when this one is the default. */
export function settleDefault(contacts: readonly Fields[], latest: Fields): readonly Fields[] {
  if (latest['default'] !== true) return contacts;
  return contacts.map((contact) =>
    contact['id'] !== latest['id'] && contact['type'] === latest['type'] && isFields(contact)
      ? { ...contact, default: false }
      : contact,
  );
}
