import { missing } from '../../call.ts';
import { anyCode, anyNumber, periods, since, textIs, until, wordIs } from '../../list/filters.ts';
import { bothWays } from '../../list/list-rule.ts';
import type { Resource } from '../../rules.ts';
import {
  isFields,
  itemsOf,
  listOf,
  merge,
  numberOf,
  without,
  type Fields,
  type Json,
  type Row,
} from '../../state/rows.ts';
import { readDate, writeDate } from '../../values/dates.ts';

const page = 'page search-recurring-subscriptions';

/** Subscriptions begin with an order at the checkout; the API reads and changes them. */
export const subscriptions: Resource = {
  collection: 'subscriptions',
  path: '/subscriptions',
  item: '/subscriptions/{subscriptionId}',
  seed: (example) => itemsOf(example('searchSubscriptions.200')).map(seedSubscription),
  view: subscriptionView,
  missing: missing('Subscription'),
  list: {
    from: [page],
    filters: {
      id: anyNumber(page, 'id'),
      ...periods(page, 'created', 'updated', 'cancelled', 'nextCharge'),
      customerId: anyNumber(page, 'customer'),
      status: textIs(page, 'status'),
      recurringInterval: anyCode(page, 'interval'),
      recurringIntervalCount: anyNumber(page, 'intervalCount'),
      productId: anyNumber(page, 'product'),
      email: wordIs(page, 'email'),
      orderId: textIs(page, 'order'),
      orderTotal: anyNumber(page, 'orderTotal'),
      orderCreatedFrom: since(page, 'lastOrder'),
      orderCreatedTo: until(page, 'firstOrder'),
    },
    sorts: bothWays({ DATE_CREATED: 'created', ORDER_COUNT: 'orderCount', NEXT_CHARGE_DATE: 'nextCharge' }),
    defaultSort: () => ({ order: 'created', descending: true }),
  },
  get: { from: ['page get-recurring-subscription'] },
  update: {
    from: ['page update-recurring-subscription'],
    row(before, body, call) {
      const { status, nextCharge, chargeSettings } = body;
      const isOther = status !== undefined && status !== before['status'];
      const settings = isFields(chargeSettings) ? { chargeSettings } : {};
      const moment = readDate(nextCharge);
      return {
        ...merge(before, settings),
        ...(isOther && { status, statusUpdated: writeDate(call.now) }),
        ...(isOther && status === 'CANCELLED' && { cancelled: call.now }),
        ...(moment !== undefined && { nextCharge: moment }),
      };
    },
  },
};

function seedSubscription(subscription: Fields): Row {
  const moment = (name: string): Json | undefined => readDate(subscription[name]);
  return {
    ...without(subscription, ['subscriptionId', 'createTimestamp', 'updateTimestamp']),
    id: numberOf(subscription['subscriptionId']),
    created: moment('created'),
    updated: subscription['updateTimestamp'],
    nextCharge: moment('nextCharge'),
    orders: listOf(subscription['orders']).map(({ createDate, ...order }) => ({
      ...order,
      created: readDate(createDate),
    })),
  };
}

function subscriptionView({ id, ...row }: Row): Fields {
  const { created, updated, nextCharge, cancelled } = row;
  return {
    subscriptionId: id,
    ...without(row, ['updated']),
    created: writeDate(created),
    nextCharge: writeDate(nextCharge),
    ...(typeof cancelled === 'number' && { cancelled: writeDate(cancelled) }),
    createTimestamp: created,
    updateTimestamp: updated,
    orders: listOf(row['orders']).map(({ created: placed, ...order }) => ({
      ...order,
      createDate: writeDate(placed),
    })),
  };
}
