import { customerColumns } from './resources/customers/columns.ts';
import { orderColumns } from './resources/orders/columns.ts';
import type { Columns } from './state/columns.ts';
import { fieldsOf, listOf, numberOf, textOf, type Row } from './state/rows.ts';

/** The kinds of things that are about selling. Names of collections that `latest-stats.ts` tells of are fixed there. */
export const salesShapes = {
  orders: orderColumns,
  /** Numbers of the orders that are carts, or once were, by the cart's identifier: it tells when carts last changed. */
  carts: {},
  /** What gift cards hold, by their codes. */
  giftCards: {},
  subscriptions: {
    created: (row) => numberOf(row['created']),
    updated: (row) => numberOf(row['updated']),
    cancelled: (row) => numberOf(row['cancelled']) || -Infinity,
    nextCharge: (row) => numberOf(row['nextCharge']),
    customer: (row) => numberOf(row['customerId']),
    status: (row) => textOf(row['status']),
    interval: (row) => textOf(fieldsOf(row['chargeSettings'])['recurringInterval']).toUpperCase(),
    intervalCount: (row) => numberOf(fieldsOf(row['chargeSettings'])['recurringIntervalCount']),
    product: (row) => listOf(fieldsOf(row['orderTemplate'])['items']).map(({ productId }) => numberOf(productId)),
    email: (row) => textOf(fieldsOf(row['orderTemplate'])['email']).toLowerCase(),
    orderCount: (row) => listOf(row['orders']).length,
    order: (row) => listOf(row['orders']).map(({ id }) => textOf(id)),
    orderTotal: (row) => listOf(row['orders']).map(({ total }) => numberOf(total)),
    firstOrder: (row) => Math.min(...orderDates(row)),
    lastOrder: (row) => Math.max(...orderDates(row)),
  },
  customers: customerColumns,
  customerGroups: { name: (row) => [textOf(row['name']).toLowerCase()] },
  customerExtraFields: {},
  coupons: {
    code: (row) => textOf(row['code']),
    type: (row) => textOf(row['discountType']),
    status: (row) => textOf(row['status']),
    created: (row) => numberOf(row['created']),
    updated: (row) => numberOf(row['updated']),
  },
  promotions: {},
  reviews: {
    status: (row) => textOf(row['status']).toLowerCase(),
    rating: (row) => numberOf(row['rating']),
    order: (row) => [textOf(row['orderId']), textOf(row['orderNumber'])],
    product: (row) => numberOf(row['productId']),
    created: (row) => numberOf(row['created']),
    updated: (row) => numberOf(row['updated']),
    texts: (row) => [textOf(row['review']).toLowerCase()],
  },
  shippingOptions: { place: (row) => numberOf(row['orderby'] ?? row['orderBy']) },
  paymentOptions: { place: (row) => numberOf(row['orderBy']), processor: (row) => textOf(row['paymentProcessorId']) },
  checkoutExtraFields: { place: (row) => numberOf(row['orderBy']) },
  orderStatuses: { place: (row) => numberOf(row['place']) },
  staff: { email: (row) => textOf(row['email']).toLowerCase() },
  domains: {},
} satisfies Record<string, Columns>;

function orderDates(subscription: Row): number[] {
  return listOf(subscription['orders']).map(({ created }) => numberOf(created));
}
