import { fieldsOf, listOf, textOf, without, type Fields } from '../../state/rows.ts';

/** Whether the order has not been placed: a cart that somebody filled (older page "orders"). */
export function isUnfinished(order: Fields): boolean {
  return order['paymentStatus'] === 'INCOMPLETE';
}

/**
 * Extra fields stand in an order twice: `extraFields` holds their values by id, and `orderExtraFields` all that is known of them. A
 * change of one is a change of the other.
 */
export function settleExtraFields(before: Fields, after: Fields, body: Fields): Fields {
  const values = fieldsOf(body['extraFields']);
  const fields = listOf(after['orderExtraFields']).map((field) => {
    const value = values[textOf(field['id'])];
    return value === undefined || body['orderExtraFields'] !== undefined ? field : { ...field, value };
  });
  const ids = new Set(fields.map(({ id }) => textOf(id)));
  const gone = listOf(before['orderExtraFields']).flatMap(({ id }) => (ids.has(textOf(id)) ? [] : [textOf(id)]));
  return {
    ...after,
    ...(after['orderExtraFields'] !== undefined && { orderExtraFields: fields }),
    ...(after['extraFields'] !== undefined && { extraFields: without(fieldsOf(after['extraFields']), gone) }),
  };
}
