import { isSet } from '../../call.ts';
import { anyCode, anyNumber, anyOf, atLeast, atMost, flag, periods, textContains, wordIs } from '../../list/filters.ts';
import { bothWays, type Filter, type ListRule } from '../../list/list-rule.ts';

const page = 'page search-customers';

const email: Filter = {
  from: page,
  match(value, call, name) {
    if (isSet(call.query, 'useExactEmailMatch')) return anyOf('email', [value.trim().toLowerCase()]);
    return textContains(page, 'email').match(value, call, name);
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

/** What `GET /customers` finds. */
export const customerList: ListRule = {
  from: [
    page,
    'test CustomersTest.testSearchFields',
    'test CustomersTest.testSearchPaging',
    'test CustomersTest.testSearchSorting',
  ],
  filters: {
    keyword: textContains(page, 'texts'),
    name: textContains(page, 'names'),
    email,
    phone,
    city: textContains(page, 'city'),
    postalCode: textContains(page, 'postalCode'),
    stateOrProvinceCode: anyCode(page, 'state'),
    countryCodes: anyCode(page, 'country'),
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
    ...periods(page, 'created', 'updated'),
  },
  sorts: bothWays({
    NAME: 'name',
    EMAIL: 'email',
    ORDER_COUNT: 'orderCount',
    REGISTERED_DATE: 'created',
    UPDATED_DATE: 'updated',
    SALES_VALUE: 'sales',
    FIRST_ORDER_DATE: 'firstOrder',
    LAST_ORDER_DATE: 'lastOrder',
  }),
  // Older page "customers": `NAME_ASC` is the default.
  defaultSort: () => ({ order: 'name' }),
  head: ({ state }) => ({ allCustomerCount: state.rows('customers').size }),
};
