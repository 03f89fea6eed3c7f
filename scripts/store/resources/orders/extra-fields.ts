import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, missing, type Call } from '../../call.ts';
import type { Operations } from '../../rules.ts';
import { listOf, merge, without, type Fields, type Row } from '../../state/rows.ts';
import { orderOf, putOrder, settleExtraFields } from './facts.ts';

const list = '/orders/{orderId}/extraFields';
const item = '/orders/{orderId}/extraFields/{extraFieldId}';

/** "Total storage of extra fields cannot exceed 8Kb" (page "Create order"). */
const limit = 8192;

/** Answers to questions at the checkout, which lie inside the order. */
export const orderExtraFields: Operations = {
  [`GET ${list}`]: {
    from: ['page search-order-extra-fields'],
    run: (call) => ({ json: fieldsIn(orderOf(call)) }),
  },
  // "0 if the item was not created": ids are unique within the order.
  [`POST ${list}`]: {
    from: ['page add-extra-fields-to-order'],
    run(call) {
      const order = orderOf(call);
      const field = { customerInputType: 'TEXT', ...merge({}, bodyOf(call)) };
      if (fieldsIn(order).some(({ id }) => id === bodyOf(call)['id'])) return { json: { createCount: 0 } };
      put(order, [...fieldsIn(order), field], call);
      return { json: { createCount: 1 } };
    },
  },
  [`PUT ${item}`]: {
    from: ['page update-order-extra-field'],
    run(call) {
      const order = orderOf(call);
      const before = fieldOf(order, call);
      const field = merge(before, without(bodyOf(call), ['id']));
      put(
        order,
        fieldsIn(order).map((other) => (other === before ? field : other)),
        call,
      );
      return { json: { updateCount: 1 } };
    },
  },
  // "0 if the item was not deleted"
  [`DELETE ${item}`]: {
    from: ['page delete-order-extra-field'],
    run(call) {
      const order = orderOf(call);
      const before = fieldsIn(order);
      const after = before.filter(({ id }) => id !== call.path['extraFieldId']);
      if (after.length < before.length) put(order, after, call);
      return { json: { deleteCount: before.length - after.length } };
    },
  },
};

function fieldsIn(order: Fields): readonly Fields[] {
  return listOf(order['orderExtraFields']);
}

function fieldOf(order: Fields, call: Call): Fields {
  const wanted = call.path['extraFieldId'] ?? '';
  const field = fieldsIn(order).find(({ id }) => id === wanted);
  if (!field) throw missing('Extra field')(wanted);
  return field;
}

function put(order: Row, fields: readonly Fields[], call: Call): void {
  const size = new TextEncoder().encode(JSON.stringify(fields)).length;
  if (size > limit) throw new ApiError(400, `The extra fields of an order may take ${limit} bytes, but take ${size}.`);
  const body = { orderExtraFields: fields };
  putOrder(order, settleExtraFields(order, { ...order, ...body }, body), call);
}
