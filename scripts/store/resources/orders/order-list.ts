import { wrongParameter } from '../../answer/api-error.ts';
import { isSet, readNumbers } from '../../call.ts';
import { amounts, anyNumber, anyOf, anyText, flag, periods, textContains, textIs, wordIs } from '../../list/filters.ts';
import type { Filter, ListRule } from '../../list/list-rule.ts';

const page = 'page search-orders';
const cartsPage = 'page search-abandoned-carts';

/** Older page "orders": "all orders except for unfinished orders" unless a status is asked for. Who names orders gets those. */
const paymentStatus: Filter = {
  from: 'old orders',
  absent: '',
  match(value, call, name) {
    if (value !== '') return anyText('old orders', 'paymentStatus').match(value, call, name);
    if (call.query.has('ids') || call.query.has('vendorOrderNumber')) return undefined;
    return { column: 'unfinished', keys: [false] };
  },
};

const email: Filter = {
  from: page,
  match(value, call) {
    const wanted = value.trim().toLowerCase();
    const customer = call.query.get('customerId');
    if (customer !== null && isSet(call.query, 'customerIdOrEmail')) return anyOf('buyer', [wanted, customer.trim()]);
    return anyOf('email', [wanted]);
  },
};

const customerId: Filter = {
  from: page,
  match(value, call, name) {
    if (call.query.has('email') && isSet(call.query, 'customerIdOrEmail')) return undefined;
    const [id] = readNumbers(value);
    if (id === undefined) throw wrongParameter(name, `expected a number, but was '${value}'`);
    return anyOf('customer', [id]);
  },
};

/** What `GET /orders` finds. */
export const orderList: ListRule = {
  from: [page, 'old orders', 'test OrdersTest.testSearchFields', 'test OrdersTest.testSearchPaging'],
  // Older page "orders": "If this field is not empty, other filters are ignored."
  alone: ['orderNumber'],
  filters: {
    ids: anyText(page, 'name'),
    orderNumber: anyNumber('old orders', 'number'),
    vendorOrderNumber: textIs('old orders', 'name'),
    keywords: textContains(page, 'texts'),
    customer: textContains('test OrdersTest.testSearchFields', 'buyerTexts'),
    email,
    customerId,
    productId: anyNumber(page, 'product'),
    ...amounts(page, 'total'),
    ...periods(page, 'created', 'updated', 'pickupTime'),
    shippingMethod: textIs(page, 'shippingMethod'),
    fulfillmentStatus: anyText(page, 'fulfillmentStatus'),
    paymentMethod: textIs(page, 'paymentMethod'),
    paymentModule: textIs(page, 'paymentModule'),
    paymentStatus,
    paymentReference: textIs(page, 'paymentReference'),
    acceptMarketing: flag(page, 'acceptMarketing'),
    containsPreorderItems: flag(page, 'preorder'),
    couponCode: textIs(page, 'coupon'),
    subscriptionId: anyNumber(page, 'subscription'),
    refererId: textIs(page, 'referer'),
  },
  defaultSort: () => ({ order: 'created', descending: true }),
};

/** What `GET /carts` finds. A cart that became an order stays in the list, and says which (`recoveredOrderId`). */
export const cartList: ListRule = {
  from: [cartsPage, 'old carts', 'test CartsTest.testSearchCarts'],
  filters: {
    isCart: {
      from: cartsPage,
      absent: '',
      match: () => ({ column: 'isCart', keys: [true] }),
    },
    showHidden: {
      from: 'old carts',
      match: (_value, call) => (isSet(call.query, 'showHidden') ? undefined : { column: 'hidden', keys: [false] }),
    },
    ...amounts(cartsPage, 'total'),
    ...periods(cartsPage, 'created', 'updated'),
    couponCode: textIs('old carts', 'coupon'),
    customer: textContains('old carts', 'buyerTexts'),
    email: wordIs(cartsPage, 'email'),
    customerId: anyNumber(cartsPage, 'customer'),
  },
  defaultSort: () => ({ order: 'created', descending: true }),
};
