import { isSet } from '../../call.ts';
import { anyNumber, anyOf, atLeast, atMost, flag, since, textContains, until, wordIs } from '../../list/filters.ts';
import type { Filter, ListRule } from '../../list/list-rule.ts';

const page = 'page search-customers';

const email: Filter = {
  from: page,
  match(value, call, name) {
    if (isSet(call.query, 'useExactEmailMatch')) return anyOf('email', [value.trim().toLowerCase()]);
    return textContains(page, 'emails').match(value, call, name);
  },
};

/** "Search term for customer's phone number or its part": spaces and signs in it do not count. */
const phone: Filter = {
  from: page,
  match(value) {
    const digits = value.replace(/\D/g, '');
    const has = (phones: unknown): boolean => (phones as readonly string[]).some((number) => number.includes(digits));
    return { column: 'phones', accepts: (phones) => digits !== '' && has(phones) };
  },
};

/** Codes with commas between them, whatever their case. */
function codes(column: string): Filter {
  return {
    from: page,
    match: (value) =>
      anyOf(
        column,
        value.split(',').map((code) => code.trim().toUpperCase()),
      ),
  };
}

/** What `GET /customers` finds. */
export const customerList: ListRule = {
  from: [
    page,
    'test CustomersTest.testSearchFields',
    'test CustomersTest.testSearchPaging',
    'test CustomersTest.testSearchSorting',
  ],
  paged: true,
  filters: {
    keyword: textContains(page, 'texts'),
    name: textContains(page, 'names'),
    email,
    phone,
    city: textContains(page, 'city'),
    postalCode: textContains(page, 'postalCode'),
    stateOrProvinceCode: codes('state'),
    countryCodes: codes('country'),
    companyName: textContains(page, 'company'),
    acceptMarketing: flag(page, 'acceptMarketing'),
    lang: { from: page, match: (value) => anyOf('language', [value.trim()]) },
    customerGroupIds: anyNumber(page, 'group'),
    customerGroup: anyNumber('test CustomersTest.testSearchFields', 'group'),
    minOrderCount: atLeast(page, 'orderCount'),
    maxOrderCount: atMost(page, 'orderCount'),
    minSalesValue: atLeast(page, 'sales'),
    maxSalesValue: atMost(page, 'sales'),
    purchasedProductIds: anyNumber(page, 'purchased'),
    b2b_b2c: wordIs(page, 'relationship'),
    taxExempt: flag(page, 'taxExempt'),
    createdFrom: since(page, 'created'),
    createdTo: until(page, 'created'),
    updatedFrom: since(page, 'updated'),
    updatedTo: until(page, 'updated'),
  },
  sorts: {
    NAME_ASC: { order: 'name' },
    NAME_DESC: { order: 'name', descending: true },
    EMAIL_ASC: { order: 'email' },
    EMAIL_DESC: { order: 'email', descending: true },
    ORDER_COUNT_ASC: { order: 'orderCount' },
    ORDER_COUNT_DESC: { order: 'orderCount', descending: true },
    REGISTERED_DATE_ASC: { order: 'created' },
    REGISTERED_DATE_DESC: { order: 'created', descending: true },
    UPDATED_DATE_ASC: { order: 'updated' },
    UPDATED_DATE_DESC: { order: 'updated', descending: true },
    SALES_VALUE_ASC: { order: 'sales' },
    SALES_VALUE_DESC: { order: 'sales', descending: true },
    FIRST_ORDER_DATE_ASC: { order: 'firstOrder' },
    FIRST_ORDER_DATE_DESC: { order: 'firstOrder', descending: true },
    LAST_ORDER_DATE_ASC: { order: 'lastOrder' },
    LAST_ORDER_DATE_DESC: { order: 'lastOrder', descending: true },
  },
  // Older page "customers": `NAME_ASC` is the default.
  defaultSort: () => ({ order: 'name' }),
  head: ({ state }) => ({ allCustomerCount: state.rows('customers').size }),
};

/** All that the filters find, for operations that do not page. */
export const allCustomers: ListRule = { ...customerList, paged: false };
