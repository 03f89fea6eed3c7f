import { ApiError } from '../../answer/api-error.ts';
import { missing } from '../../call.ts';
import { changeRow, findRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { merge, textOf } from '../../state/rows.ts';
import { isUnfinished } from './facts.ts';
import { afterOrder } from './order-changes.ts';
import { cartList } from './order-list.ts';
import { cartView } from './order-view.ts';

/** Carts that shoppers left are orders that are unfinished (test CartsTest.testUpdateCart makes one with `INCOMPLETE`). */
export const carts: Resource = {
  collection: 'orders',
  path: '/carts',
  item: '/carts/{cartId}',
  view: cartView,
  missing: missing('Cart', 'CHECKOUT_NOT_FOUND'),
  find: (text, { state }) => (text === '' ? undefined : state.rows('orders').find('cart', text)[0]),
  list: cartList,
  get: { from: ['page get-abandoned-cart', 'test CartsTest.testUpdateCart'] },
  update: {
    from: ['page update-abandoned-cart', 'test CartsTest.testUpdateCart'],
    row: (before, body) => ({ ...before, ...merge(before, body) }),
    after: afterOrder,
  },
  operations: {
    'POST /carts/{cartId}/place': {
      from: ['page convert-abandoned-cart-to-order', 'test CartsTest.testConvertCartToOrder'],
      run(call) {
        const before = findRow(carts, call);
        if (!isUnfinished(before)) throw new ApiError(400, `Cart #${textOf(before['cartId'])} is an order already.`);
        const placed = { paymentStatus: 'AWAITING_PAYMENT', hidden: false, created: call.now };
        const row = changeRow('orders', before, placed, call);
        afterOrder(row, before, call);
        const { code, cartId, orderNumber = row.id } = row;
        return { json: { id: code, orderNumber, vendorOrderNumber: code, cartId } };
      },
    },
  },
};
