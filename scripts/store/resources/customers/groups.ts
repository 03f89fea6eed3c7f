import { ApiError } from '../../answer/api-error.ts';
import { anyNumber, textContains } from '../../list/filters.ts';
import type { Resource } from '../../rules.ts';
import { itemsOf } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';
import { missingGroup } from './facts.ts';

/** Group 0, *General*, holds all customers that are in no other, and cannot be deleted (test BaseEntityTest.removeAllCustomerGroups). */
const general = 0;

const page = 'page search-customer-groups';

export const customerGroups: Resource = {
  collection: 'customerGroups',
  path: '/customer_groups',
  item: '/customer_groups/{groupId}',
  seed: (example) => itemsOf(example('searchCustomerGroups.200')).map(rowOf),
  missing: missingGroup,
  list: {
    from: [page, 'test CustomerGroupsTest.testSearchPaging'],
    filters: {
      customerGroupId: anyNumber(page, 'id'),
      customerGroupIds: anyNumber('test CustomerGroupsTest.testSearchPaging', 'id'),
      keyword: textContains(page, 'name'),
    },
  },
  get: { from: ['page get-customer-group', 'test CustomerGroupsTest.testCustomerGroupLifecycle'] },
  create: { from: ['page create-customer-group', 'test CustomerGroupsTest.testCustomerGroupLifecycle'] },
  update: { from: ['page update-customer-group', 'test CustomerGroupsTest.testCustomerGroupLifecycle'] },
  delete: {
    from: ['page delete-customer-group', 'test CustomerGroupsTest.testCustomerGroupLifecycle'],
    countsMissing: true,
    before(row) {
      if (row.id === general) throw new ApiError(400, 'The customer group General cannot be deleted.');
    },
    // Who is in no group is in this one.
    after(row, call) {
      const rows = call.state.rows('customers');
      for (const customer of rows.find('group', row.id)) rows.put({ ...customer, customerGroupId: general });
    },
  },
};
