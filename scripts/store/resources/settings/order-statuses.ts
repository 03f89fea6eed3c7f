import { ApiError } from '../../answer/api-error.ts';
import { defaultLanguage, missing, type Call } from '../../call.ts';
import type { ExampleOf, Resource } from '../../rules.ts';
import { isFields, itemsOf, merge, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { writeDate } from '../../values/dates.ts';
import { syncTranslations } from '../../values/translations.ts';

/** All statuses, in the order of the page "Search order statuses". */
const statuses = {
  PAYMENT_STATUS: [
    ...['AWAITING_PAYMENT', 'PAID', 'CANCELLED', 'REFUNDED', 'PARTIALLY_REFUNDED', 'INCOMPLETE'],
    ...['CUSTOM_PAYMENT_STATUS_1', 'CUSTOM_PAYMENT_STATUS_2', 'CUSTOM_PAYMENT_STATUS_3'],
  ],
  FULFILLMENT_STATUS: [
    ...['AWAITING_PROCESSING', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'WILL_NOT_DELIVER', 'RETURNED'],
    ...['READY_FOR_PICKUP', 'OUT_FOR_DELIVERY'],
    ...['CUSTOM_FULFILLMENT_STATUS_1', 'CUSTOM_FULFILLMENT_STATUS_2', 'CUSTOM_FULFILLMENT_STATUS_3'],
  ],
} as const;

/** Statuses of payment and delivery. Six of them are the store's own, to be named and turned on. */
export const orderStatuses: Resource = {
  collection: 'orderStatuses',
  path: '/profile/order_statuses',
  item: '/profile/order_status/{statusId}',
  seed: seedStatuses,
  view: statusView,
  missing: missing('Order status'),
  list: { from: ['page search-order-statuses'], whole: 'items', defaultSort: () => ({ order: 'place' }) },
  get: { from: ['page get-order-status'] },
  update: { from: ['page update-custom-order-status'], row: changed },
};

/** A name comes as `name` and `nameTranslations`, and is shown as `name` and `nameTranslated`. */
function changed(before: Row, body: Fields, call: Call): Fields {
  if (before['defaultStatus'] === true)
    throw new ApiError(400, `${textOf(before.id)} is one of Ecwid's own statuses, which cannot be changed.`);
  const { nameTranslations, ...rest } = without(body, ['nameTranslated', 'lastNameChangeDate']);
  const named = { ...rest, ...(isFields(nameTranslations) && { nameTranslated: nameTranslations }) };
  const after = merge(before, syncTranslations(named, ['name'], defaultLanguage(call.state)));
  return after['name'] === before['name'] ? after : { ...after, lastNameChangeDate: writeDate(call.now) };
}

function statusView({ id, ...status }: Row): Fields {
  return { statusId: id, ...without(status, ['place']) };
}

/** Those of the examples as they are; all others as a store has them at first, with the store's own turned off. */
function seedStatuses(example: ExampleOf): Row[] {
  const known = new Map(itemsOf(example('searchOrderStatuses.200')).map((status) => [status['statusId'], status]));
  return Object.entries(statuses)
    .flatMap(([orderStatusType, names]) => names.map((statusId) => ({ orderStatusType, statusId })))
    .map(({ orderStatusType, statusId }, place) => {
      const isOwn = statusId.startsWith('CUSTOM_');
      const usual = {
        orderStatusType,
        ...(!isOwn && { defaultStatus: true }),
        enabled: !isOwn,
        sendNotificationWhenStatusIsAssigned: true,
      };
      return { ...without(known.get(statusId) ?? usual, ['statusId']), id: statusId, place };
    });
}
