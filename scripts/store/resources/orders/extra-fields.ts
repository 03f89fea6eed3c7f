import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, missing } from '../../call.ts';
import { createRow, findRow } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { listOf, merge, type Fields, type Row } from '../../state/rows.ts';
import { settleExtraFields } from './facts.ts';
import { orders } from './orders.ts';

const path = '/orders/{orderId}/extraFields';

/** "Total storage of extra fields cannot exceed 8Kb" (page "Create order"). */
const limit = 8192;

/** Answers to questions at the checkout. */
export const orderExtraFields: Resource = {
  collection: 'orders',
  inside: { owner: orders, field: 'orderExtraFields', settle },
  path,
  item: `${path}/{extraFieldId}`,
  missing: missing('Extra field'),
  list: { from: ['page search-order-extra-fields'], whole: 'list' },
  create: {
    from: ['page add-extra-fields-to-order'],
    row: (body) => ({ customerInputType: 'TEXT', ...merge({}, body) }),
  },
  update: { from: ['page update-order-extra-field'] },
  // "0 if the item was not deleted"
  delete: { from: ['page delete-order-extra-field'], countsMissing: true },
  operations: {
    // "0 if the item was not created": ids are unique within the order.
    [`POST ${path}`]: {
      from: ['page add-extra-fields-to-order'],
      run(call) {
        const body = bodyOf(call);
        const known = listOf(findRow(orders, call)['orderExtraFields']);
        if (known.some(({ id }) => id === body['id'])) return { json: { createCount: 0 } };
        createRow(orderExtraFields, body, call);
        return { json: { createCount: 1 } };
      },
    },
  },
};

function settle(fields: readonly Row[], order: Row): Fields {
  const size = new TextEncoder().encode(JSON.stringify(fields)).length;
  if (size > limit) throw new ApiError(400, `The extra fields of an order may take ${limit} bytes, but take ${size}.`);
  const body = { orderExtraFields: fields };
  return settleExtraFields(order, { ...order, ...body }, body);
}
