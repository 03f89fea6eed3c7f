import type { Columns } from '../../state/columns.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields, type Json } from '../../state/rows.ts';
import { readDate } from '../../values/dates.ts';
import { personTexts } from '../../values/persons.ts';
import { isUnfinished } from './facts.ts';

/** What orders are found and sorted by. Carts are orders that are unfinished, or once were. */
export const orderColumns = {
  /** All that an order is called by: the identifier that customers see, and its internal numbers. */
  name: (row) => [textOf(row['code']), String(row.id), textOf(row['orderNumber'])],
  number: (row) => [numberOf(row.id), numberOf(row['orderNumber'])],
  cart: (row) => textOf(row['cartId']),
  isCart: (row) => textOf(row['cartId']) !== '',
  unfinished: isUnfinished,
  hidden: (row) => row['hidden'] === true,
  created: (row) => numberOf(row['created']),
  updated: (row) => numberOf(row['updated']),
  pickupTime: (row) => readDate(row['pickupTime']) ?? -Infinity,
  total: (row) => numberOf(row['total']),
  customer: (row) => numberOf(row['customerId']),
  email: (row) => textOf(row['email']).toLowerCase(),
  /** Customer and mail address together, for searches that want one or the other. */
  buyer: (row) => [textOf(row['customerId']), textOf(row['email']).toLowerCase()],
  product: (row) => listOf(row['items']).map(({ productId }) => numberOf(productId)),
  subscription: (row) => listOf(row['items']).map(({ subscriptionId }) => numberOf(subscriptionId)),
  preorder: (row) => listOf(row['items']).some(({ isPreorder }) => isPreorder === true),
  coupon: (row) => textOf(fieldsOf(row['discountCoupon'])['code']),
  paymentMethod: (row) => textOf(row['paymentMethod']),
  paymentModule: (row) => textOf(row['paymentModule']),
  paymentReference: (row) => textOf(row['paymentReference']),
  paymentStatus: (row) => textOf(row['paymentStatus']),
  fulfillmentStatus: (row) => textOf(row['fulfillmentStatus']),
  shippingMethod: (row) => textOf(fieldsOf(row['shippingOption'])['shippingMethodName']),
  acceptMarketing: (row) => (typeof row['acceptMarketing'] === 'boolean' ? row['acceptMarketing'] : ''),
  referer: (row) => textOf(row['refererId']),
  buyerTexts: (row) => buyerTexts(row),
  texts: (row) => [
    ...buyerTexts(row),
    ...lower(
      row['code'],
      row['orderNumber'],
      row.id,
      row['externalTransactionId'],
      row['trackingNumber'],
      row['affiliateId'],
      row['privateAdminNotes'],
      row['orderComments'],
    ),
    ...listOf(row['items']).flatMap((item) => [
      ...lower(item['sku'], item['name']),
      ...listOf(item['selectedOptions']).flatMap(({ name, value }) => lower(name, value)),
    ]),
  ],
} satisfies Columns;

function buyerTexts(row: Fields): string[] {
  return [...lower(row['email']), ...personTexts(row['billingPerson'], row['shippingPerson'])];
}

function lower(...texts: readonly (Json | undefined)[]): string[] {
  return texts.map((text) => textOf(text).toLowerCase());
}
