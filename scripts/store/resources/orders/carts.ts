import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, missing } from '../../call.ts';
import { findRow, listAnswer, rowAnswer } from '../../operations.ts';
import type { Operations, Resource } from '../../rules.ts';
import { merge, textOf } from '../../state/rows.ts';
import { isUnfinished, putOrder } from './facts.ts';
import { afterOrder } from './order-changes.ts';
import { cartList } from './order-list.ts';
import { cartView } from './order-view.ts';

const missingCart = missing('Cart', 'CHECKOUT_NOT_FOUND');

/** Carts that shoppers left are orders that are unfinished (test CartsTest.testUpdateCart makes one with `INCOMPLETE`). */
const cartsOfOrders: Resource = {
  collection: 'orders',
  path: '/carts',
  item: '/carts/{cartId}',
  seed: () => [],
  view: cartView,
  missing: missingCart,
  find: (text, { state }) => (text === '' ? undefined : state.rows('orders').find('cart', text)[0]),
};

/** The collection that tells when carts last changed. */
export const carts: Resource = {
  collection: 'carts',
  path: '/carts',
  item: '/carts/{cartId}',
  seed: () => [],
  view: (row) => row,
  missing: missingCart,
  operations: cartOperations(),
};

function cartOperations(): Operations {
  return {
    'GET /carts': { from: cartList.from, run: (call) => listAnswer(cartsOfOrders, cartList, call) },
    'GET /carts/{cartId}': {
      from: ['page get-abandoned-cart', 'test CartsTest.testUpdateCart'],
      run: (call) => rowAnswer(cartsOfOrders, findRow(cartsOfOrders, call), call),
    },
    'PUT /carts/{cartId}': {
      from: ['page update-abandoned-cart', 'test CartsTest.testUpdateCart'],
      run(call) {
        const before = findRow(cartsOfOrders, call);
        afterOrder(putOrder(before, merge(before, bodyOf(call)), call), before, call);
        return { json: { updateCount: 1 } };
      },
    },
    'POST /carts/{cartId}/place': {
      from: ['page convert-abandoned-cart-to-order', 'test CartsTest.testConvertCartToOrder'],
      run(call) {
        const before = findRow(cartsOfOrders, call);
        if (!isUnfinished(before)) throw new ApiError(400, `Cart #${textOf(before['cartId'])} is an order already.`);
        const placed = { paymentStatus: 'AWAITING_PAYMENT', hidden: false, created: call.now };
        const row = putOrder(before, placed, call);
        afterOrder(row, before, call);
        const { code, cartId, orderNumber = row.id } = row;
        return { json: { id: code, orderNumber, vendorOrderNumber: code, cartId } };
      },
    },
  };
}
