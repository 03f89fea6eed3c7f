/**
 * What the description of orders, customers and discounts promises to TypeScript. Nothing here runs: `npm run typecheck` fails
 * where a line that must be refused is accepted, or one that must be accepted is refused.
 */
import { unwrap, type EcwidClient } from '../../generated/ecwid/index.js';
import { expectTrue, type Same } from './expect.ts';

export async function searchesOrders(client: EcwidClient): Promise<void> {
  const { items } = await unwrap(
    client.GET('/orders', {
      params: {
        query: {
          paymentStatus: ['PAID', 'AWAITING_PAYMENT'],
          fulfillmentStatus: ['AWAITING_PROCESSING', 'CUSTOM_FULFILLMENT_STATUS_1'],
          createdFrom: new Date('2026-04-01'),
          totalFrom: 20,
          limit: 100,
        },
      },
    }),
  );
  for (const order of items ?? []) {
    // Identifiers that customers see are text, the platform's own are numbers.
    expectTrue<Same<typeof order.id, string | null | undefined>>();
    expectTrue<Same<typeof order.orderNumber, number | undefined>>();
    expectTrue<Same<typeof order.createTimestamp, number | null | undefined>>();
    if (order.paymentStatus === 'PAID' && order.fulfillmentStatus === 'AWAITING_PROCESSING') return;
    const [item] = order.items ?? [];
    expectTrue<Same<NonNullable<typeof item>['combinationId'], number | null | undefined>>();
    expectTrue<Same<NonNullable<typeof order.shippingPerson>['countryCode'], string | null | undefined>>();
    // @ts-expect-error a field is spelt wrong
    void order.fulfilmentStatus;
    // @ts-expect-error it is no status of a payment
    if (order.paymentStatus === 'SHIPPED') return;
  }
  // @ts-expect-error it is a status of the delivery
  await client.GET('/orders', { params: { query: { paymentStatus: ['PAID', 'SHIPPED'] } } });
  // @ts-expect-error statuses come as a list
  await client.GET('/orders', { params: { query: { paymentStatus: 'PAID' } } });
  // @ts-expect-error identifiers of orders are text
  await client.GET('/orders', { params: { query: { ids: [20] } } });
}

export async function updatesAnOrder(client: EcwidClient): Promise<void> {
  const params = { path: { orderId: 'K8XTQ' } };
  const { updateCount } = await unwrap(
    client.PUT('/orders/{orderId}', {
      params,
      body: { fulfillmentStatus: 'SHIPPED', trackingNumber: '9405500000000000000000', privateAdminNotes: 'Wrapped.' },
    }),
  );
  expectTrue<Same<typeof updateCount, number>>();
  await client.PUT('/orders/{orderId}', { params, body: { shippingPerson: { name: 'Nora Hale', city: 'Seattle' } } });
  // @ts-expect-error a field is spelt wrong
  await client.PUT('/orders/{orderId}', { params, body: { fulfilmentStatus: 'SHIPPED' } });
  // @ts-expect-error it is no status of the delivery
  await client.PUT('/orders/{orderId}', { params, body: { fulfillmentStatus: 'PAID' } });
  // @ts-expect-error only answers carry it
  await client.PUT('/orders/{orderId}', { params, body: { refundedAmount: 5 } });
  // @ts-expect-error only answers carry it, also within a person
  await client.PUT('/orders/{orderId}', { params, body: { shippingPerson: { firstName: 'Nora' } } });
  // @ts-expect-error an order is named by text
  await client.PUT('/orders/{orderId}', { params: { path: { orderId: 20 } }, body: {} });
}

export async function calculatesAnOrder(client: EcwidClient): Promise<void> {
  const order = await unwrap(
    client.POST('/order/calculate', {
      body: {
        email: 'nora.hale@mail.example',
        items: [{ productId: 37208339, price: 39.5, quantity: 1, name: 'Linen apron' }],
        shippingPerson: { countryCode: 'US', postalCode: '98103' },
        discountInfo: [{ value: 10, type: 'PERCENT', base: 'SUBTOTAL' }],
        giftCardCode: 'GIFT-2044',
      },
    }),
  );
  expectTrue<Same<typeof order.total, number | null | undefined>>();
  const [option] = order.availableShippingOptions ?? [];
  expectTrue<Same<NonNullable<typeof option>['shippingRate'], number | null | undefined>>();
  const rate = order.availableTaxes?.[0]?.rules?.[0]?.tax;
  expectTrue<Same<typeof rate, number | null | undefined>>();
  // @ts-expect-error only the request carries it
  void order.paymentOptionsDetails;
  // @ts-expect-error a field of an item is spelt wrong
  await client.POST('/order/calculate', { body: { items: [{ productID: 37208339 }] } });
  // @ts-expect-error a discount depends on none such
  await client.POST('/order/calculate', { body: { discountInfo: [{ value: 10, base: 'BASKET' }] } });
}

export async function createsAnOrder(client: EcwidClient): Promise<void> {
  const { orderId } = await unwrap(
    client.POST('/orders', {
      body: {
        subtotal: 39.5,
        total: 45.5,
        email: 'nora.hale@mail.example',
        paymentStatus: 'PAID',
        fulfillmentStatus: 'AWAITING_PROCESSING',
      },
    }),
  );
  expectTrue<Same<typeof orderId, string | undefined>>();
  await client.POST('/orders', { body: { email: 'nora.hale@mail.example' } });
  await client.POST('/orders', { body: { items: [{ name: 'Linen apron', categoryId: null, tax: null }] } });
  // @ts-expect-error it is no status of a payment
  await client.POST('/orders', { body: { paymentStatus: 'SHIPPED' } });
}

export async function keepsCustomers(client: EcwidClient): Promise<void> {
  const params = { path: { customerId: 15319410 } };
  const customer = await unwrap(client.GET('/customers/{customerId}', { params }));
  expectTrue<Same<NonNullable<typeof customer.stats>['salesValue'], number | undefined>>();
  await client.PUT('/customers/{customerId}', { params, body: { customerGroupId: 0, b2b_b2c: 'b2b' } });
  // @ts-expect-error a customer is one or the other
  await client.PUT('/customers/{customerId}', { params, body: { b2b_b2c: 'c2c' } });
  // @ts-expect-error only answers carry it
  await client.PUT('/customers/{customerId}', { params, body: { registered: '2026-01-12 08:30:00 +0000' } });
  // @ts-expect-error a new customer needs an address for mails
  await client.POST('/customers', { body: { name: 'Nora Hale' } });
}

export async function givesDiscounts(client: EcwidClient): Promise<void> {
  await client.POST('/discount_coupons', { body: { code: 'SPRING10', discountType: 'PERCENT', discount: 10 } });
  // @ts-expect-error only answers carry it
  await client.POST('/discount_coupons', { body: { code: 'SPRING10', repeatCustomerOnly: true } });
  // @ts-expect-error it is no kind of coupon
  await client.POST('/discount_coupons', { body: { code: 'SPRING10', discountType: 'ABSOLUTE' } });
  await client.PUT('/promotions/{promotionId}', {
    params: { path: { promotionId: 60321 } },
    body: { triggers: { recurring: true, recurrenceSettings: { activeDays: ['SAT', 'SUN'] } } },
  });
}
