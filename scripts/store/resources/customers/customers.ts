import { bodyOf, type Call } from '../../call.ts';
import { search } from '../../list/search.ts';
import { deleteRow } from '../../operations.ts';
import type { ExampleOf, Resource } from '../../rules.ts';
import {
  defined,
  fieldsOf,
  listOf,
  merge,
  numberOf,
  numbersOf,
  textOf,
  without,
  type Fields,
  type Row,
} from '../../state/rows.ts';
import { readDate, writeDate } from '../../values/dates.ts';
import { percentage } from '../../values/money.ts';
import { addressLine, personView, withPlaces } from '../../values/persons.ts';
import { changedCustomer, newCustomer } from './customer-changes.ts';
import { allCustomers, customerList } from './customer-list.ts';
import { missingCustomer, nameOf, totalsOf } from './facts.ts';

export const customers: Resource = {
  collection: 'customers',
  path: '/customers',
  item: '/customers/{customerId}',
  seed: (example) => [seedCustomer(example)],
  view: customerView,
  viewReads: ['customerGroups', 'customerExtraFields'],
  missing: missingCustomer,
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
      run: (call) => ({ json: { ids: found(call).map(({ id }) => id) } }),
    },
    'POST /customers_update': {
      from: ['example updateCustomers.request', 'example updateCustomers.request.filtered'],
      run(call) {
        const { customer, delete: isDeletion } = bodyOf(call);
        const rows = chosen(call);
        for (const row of rows) {
          if (isDeletion === true) deleteRow(customers, row, call);
          else
            call.state.rows('customers').put({ ...row, ...changedCustomer(row, fieldsOf(customer), call), id: row.id });
        }
        return { json: { updateCount: rows.length } };
      },
    },
  },
};

function found(call: Call): readonly Row[] {
  return search(allCustomers, 'customers', call).rows;
}

/** The customers that a bulk change is about: those listed, those that the filters in the query find, or all. */
function chosen(call: Call): readonly Row[] {
  const { mode, ids } = bodyOf(call);
  const rows = call.state.rows('customers');
  if (mode === 'ALL_FILTERED') return found(call);
  if (mode === 'ALL') return [...rows.values()];
  return numbersOf(ids).flatMap((id) => rows.get(id) ?? []);
}

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
    registered: writeDate(numberOf(row['created'])),
    updated: writeDate(numberOf(row['updated'])),
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
    created: readDate(textOf(customer['registered'])),
    updated: readDate(textOf(customer['updated'])),
    totals: {
      numberOfOrders,
      salesValue,
      firstOrder: readDate(textOf(firstOrderDate)),
      lastOrder: readDate(textOf(lastOrderDate)),
      products: [
        fieldsOf(example('getOrder.200')),
        fieldsOf(fieldsOf(example('getSubscription.200'))['orderTemplate']),
      ].flatMap((order) => listOf(order['items']).map(({ productId }) => numberOf(productId))),
    },
  };
}
