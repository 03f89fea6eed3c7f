import { bodyOf, type Call } from '../../call.ts';
import { searchAll } from '../../list/search.ts';
import { bulkAnswer } from '../../operations.ts';
import type { ExampleOf, Resource } from '../../rules.ts';
import {
  defined,
  fieldsOf,
  listOf,
  merge,
  numberOf,
  textOf,
  without,
  type Fields,
  type Row,
} from '../../state/rows.ts';
import { readDate, writeDate } from '../../values/dates.ts';
import { percentage } from '../../values/money.ts';
import { addressLine, personView, withPlaces } from '../../values/persons.ts';
import { changedCustomer, newCustomer } from './customer-changes.ts';
import { customerList } from './customer-list.ts';
import { missingCustomer, nameOf, totalsOf } from './facts.ts';

export const customers: Resource = {
  collection: 'customers',
  path: '/customers',
  item: '/customers/{customerId}',
  seed: (example) => [seedCustomer(example)],
  view: customerView,
  viewReads: ['customerGroups', 'customerExtraFields'],
  missing: missingCustomer,
  // Older page "customers"
  unique: { column: 'email', taken: (email) => `The customer with the email ${email} already exists` },
  list: customerList,
  get: { from: ['page get-customer', 'test ResponseFieldsTest.testCustomerAndResponseFieldsParam'] },
  create: { from: ['page create-customer', 'old customers', 'test CustomersTest.testSearchFields'], row: newCustomer },
  update: {
    from: ['page update-customer', 'old customers', 'test CustomersTest.testCustomerLifecycle'],
    row: changedCustomer,
  },
  delete: { from: ['page delete-customer', 'test CustomersTest.testDeletedCustomers'], countsMissing: true },
  deleted: {
    from: ['page get-deleted-items-history', 'test CustomersTest.testDeletedCustomers'],
    path: '/customers/deleted',
    example: 'searchDeletedCustomers.200',
  },
  operations: {
    'GET /customers_ids': {
      from: ['example searchCustomerIds.200'],
      run: (call) => ({ json: { ids: searchAll(customerList, 'customers', call).map(({ id }) => id) } }),
    },
    'POST /customers_update': {
      from: ['example updateCustomers.request', 'example updateCustomers.request.filtered'],
      run(call) {
        const { mode, ids, customer, delete: isDeletion } = bodyOf(call);
        const bulk = { mode, ids, query: call.query, isDeletion: isDeletion === true, change: fieldsOf(customer) };
        return bulkAnswer(customers, bulk, call);
      },
    },
  },
};

function customerView(row: Row, call: Call): Fields {
  const groupId = numberOf(row['customerGroupId']);
  const totals = totalsOf(row);
  const { numberOfOrders = 0, salesValue = 0, firstOrder, lastOrder } = totals;
  return {
    ...without(row, ['created', 'totals']),
    name: nameOf(row),
    ...defined({ billingPerson: personView(row['billingPerson']) }),
    shippingAddresses: listOf(row['shippingAddresses']).map((address) => ({
      ...withPlaces(address),
      addressFormatted: addressLine(address),
    })),
    ...(Array.isArray(row['extrafields']) && {
      extrafields: listOf(row['extrafields']).map((field) => withDefinition(field, call)),
    }),
    customerGroupId: groupId,
    customerGroupName: call.state.rows('customerGroups').get(groupId)?.['name'] ?? 'General',
    registered: writeDate(row['created']),
    updated: writeDate(row['updated']),
    totalOrderCount: numberOfOrders,
    stats: {
      numberOfOrders,
      salesValue,
      averageOrderValue: percentage(numberOf(salesValue), numberOf(numberOfOrders) * 100, 2),
      ...defined({ firstOrderDate: momentOf(firstOrder), lastOrderDate: momentOf(lastOrder) }),
    },
  };
}

/** An answer of the customer, with what the store asks by its key (page "Get customer"). */
function withDefinition(field: Fields, call: Call): Fields {
  const known = call.state.rows('customerExtraFields').get(textOf(field['key']));
  return known ? { title: known['title'], type: known['type'], entityTypes: ['CUSTOMERS'], ...field } : field;
}

function momentOf(value: Fields[string]): string | undefined {
  return typeof value === 'number' ? writeDate(value) : undefined;
}

/** The totals come from the example, and are those of the example's orders. */
function seedCustomer(example: ExampleOf): Row {
  const customer = fieldsOf(example('getCustomer.200'));
  const { numberOfOrders, salesValue, firstOrderDate, lastOrderDate } = fieldsOf(customer['stats']);
  const shown = ['registered', 'customerGroupName', 'stats'];
  return {
    ...merge({}, without(customer, shown)),
    id: numberOf(customer['id']),
    created: readDate(customer['registered']),
    updated: readDate(customer['updated']),
    totals: {
      numberOfOrders,
      salesValue,
      firstOrder: readDate(firstOrderDate),
      lastOrder: readDate(lastOrderDate),
      products: [
        fieldsOf(example('getOrder.200')),
        fieldsOf(fieldsOf(example('getSubscription.200'))['orderTemplate']),
      ].flatMap((order) => listOf(order['items']).map(({ productId }) => numberOf(productId))),
    },
  };
}
