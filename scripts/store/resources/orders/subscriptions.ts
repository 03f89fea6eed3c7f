import { missing } from '../../call.ts';
import { anyNumber, anyOf, readMoment, since, textIs, until, untilIfAny, wordIs } from '../../list/filters.ts';
import type { Filter } from '../../list/list-rule.ts';
import type { Resource } from '../../rules.ts';
import {
  fieldsOf,
  isFields,
  listOf,
  merge,
  numberOf,
  textOf,
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
  seed: (example) => listOf(fieldsOf(example('searchSubscriptions.200'))['items']).map(seedSubscription),
  view: subscriptionView,
  missing: missing('Subscription'),
  list: {
    from: [page],
    paged: true,
    filters: {
      id: anyNumber(page, 'id'),
      createdFrom: since(page, 'created'),
      createdTo: until(page, 'created'),
      updatedFrom: since(page, 'updated'),
      updatedTo: until(page, 'updated'),
      cancelledFrom: since(page, 'cancelled'),
      cancelledTo: untilIfAny(page, 'cancelled'),
      nextChargeFrom: since(page, 'nextCharge'),
      nextChargeTo: until(page, 'nextCharge'),
      customerId: anyNumber(page, 'customer'),
      status: textIs(page, 'status'),
      recurringInterval: { from: page, match: (value) => anyOf('interval', [value.toUpperCase()]) },
      recurringIntervalCount: anyNumber(page, 'intervalCount'),
      productId: anyNumber(page, 'product'),
      email: wordIs(page, 'email'),
      orderId: textIs(page, 'order'),
      orderTotal: anyNumber(page, 'orderTotal'),
      orderCreatedFrom: orderDate((date, moment) => date >= moment),
      orderCreatedTo: orderDate((date, moment) => date <= moment + 999),
    },
    sorts: {
      DATE_CREATED_ASC: { order: 'created' },
      DATE_CREATED_DESC: { order: 'created', descending: true },
      ORDER_COUNT_ASC: { order: 'orderCount' },
      ORDER_COUNT_DESC: { order: 'orderCount', descending: true },
      NEXT_CHARGE_DATE_ASC: { order: 'nextCharge' },
      NEXT_CHARGE_DATE_DESC: { order: 'nextCharge', descending: true },
    },
    defaultSort: () => ({ order: 'created', descending: true }),
  },
  get: { from: ['page get-recurring-subscription'] },
  update: {
    from: ['page update-recurring-subscription'],
    row(before, body, call) {
      const { status, nextCharge, chargeSettings } = body;
      const isOther = status !== undefined && status !== before['status'];
      const settings = isFields(chargeSettings) ? { chargeSettings } : {};
      const moment = readDate(textOf(nextCharge));
      return {
        ...merge(before, settings),
        ...(isOther && { status, statusUpdated: writeDate(call.now) }),
        ...(isOther && status === 'CANCELLED' && { cancelled: call.now }),
        ...(moment !== undefined && { nextCharge: moment }),
        updated: call.now,
      };
    },
  },
};

/** One of the subscription's orders was placed then. */
function orderDate(fits: (date: number, moment: number) => boolean): Filter {
  return {
    from: page,
    match(value, _call, name) {
      const moment = readMoment(value, name);
      return {
        column: 'orderDates',
        accepts: (dates) => (dates as readonly number[]).some((date) => fits(date, moment)),
      };
    },
  };
}

function seedSubscription(subscription: Fields): Row {
  const moment = (name: string): Json | undefined => readDate(textOf(subscription[name]));
  return {
    ...without(subscription, ['subscriptionId', 'createTimestamp', 'updateTimestamp']),
    id: numberOf(subscription['subscriptionId']),
    created: moment('created'),
    updated: subscription['updateTimestamp'],
    nextCharge: moment('nextCharge'),
    orders: listOf(subscription['orders']).map(({ createDate, ...order }) => ({
      ...order,
      created: readDate(textOf(createDate)),
    })),
  };
}

function subscriptionView({ id, ...row }: Row): Fields {
  const { created, updated, nextCharge, cancelled } = row;
  return {
    subscriptionId: id,
    ...without(row, ['updated']),
    created: writeDate(numberOf(created)),
    nextCharge: writeDate(numberOf(nextCharge)),
    ...(typeof cancelled === 'number' && { cancelled: writeDate(cancelled) }),
    createTimestamp: created,
    updateTimestamp: updated,
    orders: listOf(row['orders']).map(({ created: placed, ...order }) => ({
      ...order,
      createDate: writeDate(numberOf(placed)),
    })),
  };
}
