import { missing, type Call } from '../../call.ts';
import { findRow, rowAnswer } from '../../operations.ts';
import type { ExampleOf, Resource } from '../../rules.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import { countOrders } from '../customers/facts.ts';
import { isUnfinished } from './facts.ts';
import { afterOrder, changedOrder, newOrder } from './order-changes.ts';
import { orderList } from './order-list.ts';
import { orderView, toOrderRow } from './order-view.ts';

const missingOrder = missing('Order', 'ORDER_NOT_FOUND');

export const orders: Resource = {
  collection: 'orders',
  path: '/orders',
  item: '/orders/{orderId}',
  seed: seedOrders,
  view: orderView,
  missing: missingOrder,
  // By its identifier, with prefix and suffix where the store has them, or by one of its internal numbers.
  find: (text, { state }) => state.rows('orders').find('name', text)[0],
  list: orderList,
  get: { from: ['page get-order', 'test OrdersTest.testOrderLifecycle'] },
  create: {
    from: ['page create-order', 'old orders', 'test OrdersTest.testGetOrderInvoice', 'test CartsTest.testUpdateCart'],
    row: newOrder,
    after: (row, call) => afterOrder(row, undefined, call),
    answer: ({ id, code }) => ({ id, orderId: code, orderid: code }),
  },
  update: {
    from: ['page update-order', 'test OrdersTest.testOrderLifecycle'],
    row: changedOrder,
    after: afterOrder,
  },
  // "0 if the item was not deleted"
  delete: {
    from: ['page delete-order', 'test OrdersTest.testDeletedOrders'],
    countsMissing: true,
    after(row, call) {
      countOrders(row['customerId'], call.state);
      call.state.rows('carts').delete(textOf(row['cartId']));
    },
  },
  deleted: {
    from: ['page get-deleted-items-history', 'test OrdersTest.testDeletedOrders'],
    path: '/orders/deleted',
    example: 'searchDeletedOrders.200',
  },
  operations: {
    'GET /orders/last': { from: ['page get-last-order'], run: (call) => rowAnswer(orders, lastOrder(call), call) },
    'GET /orders/{orderId}/repeatURL': {
      from: ['page get-repeat-order-url', 'example getRepeatOrderUrl.200'],
      run(call) {
        const code = encodeURIComponent(textOf(findRow(orders, call)['code']));
        const store = textOf(fieldsOf(call.state.profile['generalInfo'])['storeUrl']).replace(/\/$/, '');
        return { json: { repeatOrderUrl: `${store}/repeat-order?id=${code}&type=order` } };
      },
    },
  },
};

/** The order that was placed last; with `withAddress`, of those that have a street to go to. */
function lastOrder(call: Call): Row {
  const email = call.query.get('customerEmail')?.trim().toLowerCase();
  const hasAddress = (row: Fields): boolean =>
    ['shippingPerson', 'billingPerson'].some((person) => textOf(fieldsOf(row[person])['street']) !== '');
  const { slots } = call.state.rows('orders');
  const sorted = slots.sorted('created').slots;
  for (let i = sorted.length - 1; i >= 0; i -= 1) {
    const row = slots.row(sorted[i]!);
    if (isUnfinished(row)) continue;
    if (email !== undefined && textOf(row['email']).toLowerCase() !== email) continue;
    if (call.query.get('withAddress') === 'true' && !hasAddress(row)) continue;
    return row;
  }
  throw missingOrder('last');
}

/** Internal numbers of the examples that tell none: between the deleted order 19 and the example's next number, 21. */
const numbers = { subscribed: 18, cart: 21 };

/** The order of the examples, that of the example's subscription, and the abandoned cart, which is an order that is unfinished. */
function seedOrders(example: ExampleOf): Row[] {
  const order = fieldsOf(example('getOrder.200'));
  const subscription = fieldsOf(example('getSubscription.200'));
  const cart = fieldsOf(example('getAbandonedCart.200'));
  const converted = fieldsOf(example('convertAbandonedCart.200'));
  const { customerId, orders: charged, orderTemplate } = subscription;
  const subscribed = {
    ...fieldsOf(orderTemplate),
    customerId,
    paymentStatus: 'PAID',
    fulfillmentStatus: 'DELIVERED',
    createDate: listOf(charged)[0]?.['createDate'],
    orderNumber: numbers.subscribed,
  };
  const extraFields = { orderExtraFields: example('searchOrderExtraFields.200') };
  return [
    toOrderRow({ ...order, ...extraFields }, numberOf(order['internalId'])),
    toOrderRow(subscribed, numbers.subscribed),
    toOrderRow(
      { ...cart, id: converted['id'], orderNumber: converted['orderNumber'], paymentStatus: 'INCOMPLETE' },
      numbers.cart,
    ),
  ];
}
