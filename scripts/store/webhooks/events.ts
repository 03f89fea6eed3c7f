import type { CollectionName } from '../collections.ts';
import { isUnfinished } from '../resources/orders/facts.ts';
import { listOf, numberOf, textOf, without, type Fields, type Json, type Row } from '../state/rows.ts';

/** A row that is there, is another than before, or is gone. */
export interface Change {
  readonly collection: CollectionName;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** An event without the fields that every event has. */
export type Event = Fields & { readonly entityId: Json; readonly eventType: string };

type Rule = (change: Change, row: Row, storeId: number) => readonly Event[];

/** One line per kind of thing (page "Event data in webhooks"); `data` as the event's schema in the description says. */
const rules: Partial<Record<CollectionName, Rule>> = {
  products: usual('product'),
  categories: usual('category'),
  // A category has changed when its products have.
  productOrders: (_change, { id }) => [{ entityId: id, eventType: 'category.updated' }],
  productTypes: usual('product_class'),
  orders: (change, row) => [...ordersOf(change), ...invoicesOf(change, row)],
  customers: (change, row, storeId) =>
    isCountedAnew(change) ? [] : usual('customer', ({ email }) => ({ customerEmail: email }))(change, row, storeId),
  customerGroups: usual('customer_group'),
  coupons: usual('discount_coupon'),
  promotions: usual('promotion', ({ version = 1 }, isGone) => ({ version: numberOf(version) + (isGone ? 1 : 0) })),
  reviews: usual('review', ({ productId, orderId, status }, isGone) => ({
    productId,
    orderId,
    ...(!isGone && { status: textOf(status).toUpperCase() }),
  })),
  appStorage: (_change, { id }, storeId) => [
    { entityId: String(storeId), eventType: 'application.storageChanged', data: { key: id } },
  ],
  profile: (_change, _row, storeId) => [{ entityId: storeId, eventType: 'profile.updated' }],
};

/** `product.created`, `product.updated`, `product.deleted` */
function usual(kind: string, dataOf?: (row: Row, isGone: boolean) => Fields): Rule {
  return ({ before, after }, row) => [
    {
      entityId: row.id,
      eventType: `${kind}.${!before ? 'created' : after ? 'updated' : 'deleted'}`,
      ...(dataOf && { data: dataOf(row, !after) }),
    },
  ];
}

/** Orders and carts. A cart that is placed is gone, and an order is there (descriptions of both events). */
function ordersOf({ before, after }: Change): Event[] {
  if (before && after && isUnfinished(before) !== isUnfinished(after))
    return [
      ...ordersOf({ collection: 'orders', before, after: undefined }),
      ...ordersOf({ collection: 'orders', before: undefined, after }),
    ];
  const row = (after ?? before)!;
  const orderId = textOf(row['code']);
  const verb = !before ? 'created' : after ? 'updated' : 'deleted';
  if (isUnfinished(row)) {
    const data = { orderId, cartId: textOf(row['cartId']) };
    return [{ entityId: row.id, eventType: `unfinished_order.${verb}`, data }];
  }
  const was = before && {
    oldPaymentStatus: before['paymentStatus'],
    oldFulfillmentStatus: before['fulfillmentStatus'],
  };
  const is = after && { newPaymentStatus: after['paymentStatus'], newFulfillmentStatus: after['fulfillmentStatus'] };
  const data = { orderId, ...(after && was), ...is };
  return [{ entityId: row.id, eventType: `order.${verb}`, data }];
}

/** No call takes an invoice away. */
function invoicesOf({ before, after }: Change, { id, code }: Row): Event[] {
  const isMore = after !== undefined && listOf(after['invoices']).length > listOf(before?.['invoices']).length;
  return isMore ? [{ entityId: id, eventType: 'invoice.created', data: { orderId: textOf(code) } }] : [];
}

/** Whether nothing but what a customer's orders come to has changed. */
function isCountedAnew({ before, after }: Change): boolean {
  const rest = (row: Row): string => JSON.stringify(without(row, ['totals']));
  return before !== undefined && after !== undefined && rest(before) === rest(after);
}

/** The events that tell of changes that one call has made: each once, and only what became of a thing that is new or gone. */
export function eventsOf(changes: Iterable<Change>, storeId: number): readonly Event[] {
  const all = new Map<string, Event>();
  for (const change of changes) {
    const row = (change.after ?? change.before)!;
    for (const event of rules[change.collection]?.(change, row, storeId) ?? [])
      all.set(`${event.eventType} ${String(event.entityId)} ${JSON.stringify(event['data'])}`, event);
  }
  const events = [...all.values()];
  const isElsewhere = ({ entityId, eventType }: Event, verb: string): boolean =>
    events.some((other) => other.entityId === entityId && other.eventType === eventType.replace(/updated$/, verb));
  return events.filter(
    (event) =>
      !event.eventType.endsWith('.updated') || !(isElsewhere(event, 'created') || isElsewhere(event, 'deleted')),
  );
}
