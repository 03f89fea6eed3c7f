import type { CollectionName } from '../collections.ts';
import type { Evidence } from '../rules.ts';
import { isUnfinished } from '../resources/orders/facts.ts';
import { textOf, type Fields, type Json, type Row } from '../state/rows.ts';

/** A row that is there, is another than before, or is gone. */
export interface Change {
  readonly collection: CollectionName;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** What apps are told of changes of one kind of things. */
interface EventRule {
  readonly from: Evidence;
  /** Event by what happened; undefined when apps are not told. */
  readonly name: (change: Change) => string | undefined;
  /** `entityId` of the event, where it is not the id of the row. */
  readonly entityId?: (row: Row, storeId: number) => Json;
  readonly data?: (change: Change, row: Row) => Fields;
}

const page = 'page event-data-in-webhooks';

/** One line per kind of thing; `data` as the event's schema in the description says. */
const rules: Partial<Record<CollectionName, EventRule>> = {
  products: { from: page, name: usual('product') },
  categories: { from: page, name: usual('category') },
  productTypes: { from: page, name: usual('product_class') },
  orders: {
    from: page,
    name: (change) => usual(isUnfinished((change.after ?? change.before)!) ? 'unfinished_order' : 'order')(change),
    data: orderData,
  },
  customers: { from: page, name: usual('customer'), data: (_change, { email }) => ({ customerEmail: email }) },
  customerGroups: { from: page, name: usual('customer_group') },
  coupons: { from: page, name: usual('discount_coupon') },
  profile: { from: page, name: () => 'profile.updated', entityId: (_row, storeId) => storeId },
};

/** `product.created`, `product.updated`, `product.deleted` */
function usual(kind: string): EventRule['name'] {
  return ({ before, after }) => `${kind}.${!before ? 'created' : after ? 'updated' : 'deleted'}`;
}

/** What an order's payment and fulfillment were and are; of one that is gone or not placed, its number alone. */
function orderData({ before, after }: Change, row: Row): Fields {
  const orderId = textOf(row['code']);
  if (isUnfinished(row)) return { orderId, cartId: textOf(row['cartId']) };
  if (!after) return { orderId };
  const { paymentStatus: newPaymentStatus, fulfillmentStatus: newFulfillmentStatus } = after;
  if (!before) return { orderId, newPaymentStatus, newFulfillmentStatus };
  const { paymentStatus: oldPaymentStatus, fulfillmentStatus: oldFulfillmentStatus } = before;
  return { orderId, oldPaymentStatus, newPaymentStatus, oldFulfillmentStatus, newFulfillmentStatus };
}

/** The event that tells of a change, without the fields that every event has. */
export function eventOf(change: Change, storeId: number): (Fields & { readonly eventType: string }) | undefined {
  const rule = rules[change.collection];
  const row = change.after ?? change.before;
  const eventType = rule?.name(change);
  if (!rule || !row || eventType === undefined) return undefined;
  return {
    entityId: rule.entityId?.(row, storeId) ?? row.id,
    eventType,
    ...(rule.data && { data: rule.data(change, row) }),
  };
}
