import type { Columns } from '../../state/columns.ts';
import { fieldsOf, listOf, numberOf, numbersOf, textOf, type Row } from '../../state/rows.ts';
import { nameOf, totalsOf } from './facts.ts';

/** What customers are found and sorted by. Filters by place look into the saved addresses (page "Search customers"). */
export const customerColumns = {
  name: (row) => nameOf(row).toLowerCase(),
  names: (row) => [nameOf(row), textOf(fieldsOf(row['billingPerson'])['name'])].map((name) => name.toLowerCase()),
  email: (row) => textOf(row['email']).toLowerCase(),
  texts: (row) =>
    [nameOf(row), fieldsOf(row['billingPerson'])['name'], row['email']].map((text) => textOf(text).toLowerCase()),
  /** Their digits alone: numbers are written in many ways. */
  phones: (row) =>
    [
      ...addresses(row, 'phone'),
      textOf(fieldsOf(row['billingPerson'])['phone']),
      ...listOf(row['contacts']).map(({ contact }) => textOf(contact)),
    ].map((phone) => phone.replace(/\D/g, '')),
  city: (row) => addresses(row, 'city'),
  postalCode: (row) => addresses(row, 'postalCode'),
  state: (row) => addresses(row, 'stateOrProvinceCode').map((code) => code.toUpperCase()),
  country: (row) => addresses(row, 'countryCode').map((code) => code.toUpperCase()),
  company: (row) => addresses(row, 'companyName'),
  acceptMarketing: (row) => (typeof row['acceptMarketing'] === 'boolean' ? row['acceptMarketing'] : ''),
  taxExempt: (row) => row['taxExempt'] === true,
  language: (row) => textOf(row['lang']),
  group: (row) => numberOf(row['customerGroupId']),
  relationship: (row) => textOf(row['b2b_b2c']).toLowerCase() || 'b2c',
  created: (row) => numberOf(row['created']),
  updated: (row) => numberOf(row['updated']),
  orderCount: (row) => numberOf(totalsOf(row)['numberOfOrders']),
  sales: (row) => numberOf(totalsOf(row)['salesValue']),
  firstOrder: (row) => numberOf(totalsOf(row)['firstOrder']),
  lastOrder: (row) => numberOf(totalsOf(row)['lastOrder']),
  purchased: (row) => numbersOf(totalsOf(row)['products']),
} satisfies Columns;

function addresses(row: Row, field: string): string[] {
  return listOf(row['shippingAddresses']).map((address) => textOf(address[field]).toLowerCase());
}
