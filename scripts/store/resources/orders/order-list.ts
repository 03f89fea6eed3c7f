import { wrongParameter } from '../../answer/api-error.ts';
import { isSet, readNumbers } from '../../call.ts';
import {
  anyNumber,
  anyOf,
  anyText,
  atLeast,
  atMost,
  flag,
  since,
  textContains,
  textIs,
  until,
  untilIfAny,
  wordIs,
} from '../../list/filters.ts';
import type { Filter, ListRule } from '../../list/list-rule.ts';

const page = 'page search-orders';
const cartsPage = 'page search-abandoned-carts';

/** Older page "orders": "all orders except for unfinished orders" unless a status is asked for. Who names orders gets those. */
const paymentStatus: Filter = {
  from: 'old orders',
  absent: '',
  match(value, call) {
    if (value !== '')
      return anyOf(
        'paymentStatus',
        value.split(',').map((status) => status.trim()),
      );
    if (call.query.has('ids') || call.query.has('vendorOrderNumber')) return undefined;
    return { column: 'unfinished', accepts: (unfinished) => unfinished === false, keys: [false] };
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
  paged: true,
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
    totalFrom: atLeast(page, 'total'),
    totalTo: atMost(page, 'total'),
    createdFrom: since(page, 'created'),
    createdTo: until(page, 'created'),
    updatedFrom: since(page, 'updated'),
    updatedTo: until(page, 'updated'),
    pickupTimeFrom: since(page, 'pickup'),
    pickupTimeTo: untilIfAny(page, 'pickup'),
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
  paged: true,
  filters: {
    isCart: {
      from: cartsPage,
      absent: '',
      match: () => ({ column: 'isCart', accepts: (isCart) => isCart === true, keys: [true] }),
    },
    showHidden: {
      from: 'old carts',
      match: (_value, call) =>
        isSet(call.query, 'showHidden') ? undefined : { column: 'hidden', accepts: (hidden) => hidden === false },
    },
    totalFrom: atLeast(cartsPage, 'total'),
    totalTo: atMost(cartsPage, 'total'),
    createdFrom: since(cartsPage, 'created'),
    createdTo: until(cartsPage, 'created'),
    updatedFrom: since(cartsPage, 'updated'),
    updatedTo: until(cartsPage, 'updated'),
    couponCode: textIs('old carts', 'coupon'),
    customer: textContains('old carts', 'buyerTexts'),
    email: wordIs(cartsPage, 'email'),
    customerId: anyNumber(cartsPage, 'customer'),
  },
  defaultSort: () => ({ order: 'created', descending: true }),
};
