import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { waits } from '../../scripts/store/webhooks/deliver.ts';
import { createContract } from '../../scripts/engine/contract.ts';
import { description, beginning, tryStore, upload, type Trial } from './try-store.ts';

interface Delivery {
  readonly url: string;
  readonly signature: string | null;
  readonly body: Record<string, unknown>;
}

function listen(statuses: number[] = []): { readonly trial: Trial; readonly deliveries: Delivery[] } {
  const deliveries: Delivery[] = [];
  const send = async (request: Request): Promise<Response> => {
    const { url, headers } = request;
    deliveries.push({
      url,
      signature: headers.get('x-ecwid-webhook-signature'),
      body: (await request.json()) as Record<string, unknown>,
    });
    const status = statuses.shift() ?? 200;
    if (status === 0) throw new TypeError('nobody is there');
    return new Response(null, { status });
  };
  const trial = tryStore({ webhook: { url: 'https://app.example/events?app=1', clientSecret: 'abc', send } });
  return { trial, deliveries };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

describe('documented: webhooks', () => {
  it('tell of each change, signed', async () => {
    const { trial, deliveries } = listen();
    const { id } = (await trial.post('/products', { name: 'Cup' })).json;
    await trial.put(`/products/${id}`, { price: 3 });
    await trial.call(`/products/${id}/image`, upload());
    await trial.delete(`/products/${id}`);
    await trial.get('/products');
    await trial.put('/profile', { company: { city: 'Oslo' } });
    await vi.waitFor(() => expect(deliveries).toHaveLength(5));
    // As with Ecwid, they may overtake each other.
    expect(deliveries.map(({ body }) => `${String(body['eventType'])} ${String(body['entityId'])}`).sort()).toEqual([
      `product.created ${id}`,
      `product.deleted ${id}`,
      `product.updated ${id}`,
      `product.updated ${id}`,
      'profile.updated 1003',
    ]);
    for (const { url, signature, body } of deliveries) {
      const { eventCreated, eventId, storeId, eventType } = body;
      expect(url).toBe(`https://app.example/events?app=1&eventtype=${String(eventType)}`);
      expect([storeId, eventCreated]).toEqual([1003, beginning / 1000]);
      const signed = createHmac('sha256', 'abc')
        .update(`${String(eventCreated)}.${String(eventId)}`)
        .digest('base64');
      expect(signature).toBe(signed);
    }
    expect(new Set(deliveries.map(({ body }) => body['eventId'])).size).toBe(5);
  });

  it('are tried again after 15, 30, 45 and 60 minutes and so on, 27 times within a day', async () => {
    const { trial, deliveries } = listen(Array.from({ length: 40 }, (_value, i) => [500, 0, 302, 203][i % 4]!));
    await trial.post('/products', { name: 'Cup' });
    for (let tries = 1; tries <= 27; tries += 1) {
      await vi.waitFor(() => expect(deliveries).toHaveLength(tries));
      await settled();
      trial.store.clock.advance(waits[tries - 1] ?? 24 * 3_600_000);
    }
    await settled();
    expect(deliveries).toHaveLength(27);
    expect(new Set(deliveries.map(({ body }) => body['eventId'])).size).toBe(1);
    const [first, second, third, fourth, ...later] = waits.map((wait) => wait / 60_000);
    expect([first, second, third, fourth]).toEqual([15, 15, 15, 15]);
    for (const [i, wait] of later.entries()) expect(wait).toBeGreaterThan(later[i - 1] ?? 15);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('end with the first success', async () => {
    const { trial, deliveries } = listen([503, 209]);
    await trial.post('/products', { name: 'Cup' });
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    await settled();
    trial.store.clock.advance(15 * 60_000);
    await vi.waitFor(() => expect(deliveries).toHaveLength(2));
    await settled();
    trial.store.clock.advance(24 * 3_600_000);
    await settled();
    expect(deliveries).toHaveLength(2);
  });
});

const contract = ((): ReturnType<typeof createContract> => {
  const paths = Object.entries(description['webhooks'] as object).map(([name, webhook]) => [`/${name}`, webhook]);
  return createContract({
    ...description,
    servers: [{ url: 'https://app.example' }],
    paths: Object.fromEntries(paths) as Record<string, unknown>,
  });
})();

type Cause = (trial: Trial) => Promise<unknown>;

const cart = '6626E60A-A6F9-4CD5-8230-43D5F162E0CD';

/** Which call each event follows from, on the shop of the examples; what the event says is compared as far as it stands here. */
const causes: Readonly<Record<string, readonly [Cause, Record<string, unknown>?]>> = {
  'application.storageChanged': [
    ({ put }) => put('/storage/color', { value: 'blue' }),
    { entityId: '1003', data: { key: 'color' } },
  ],
  'category.created': [({ post }) => post('/categories', { name: 'Cups' })],
  'category.updated': [
    ({ post }) => post('/categories/19563207/unassignProducts', { productIds: [37208339] }),
    { entityId: 19563207 },
  ],
  'category.deleted': [({ delete: remove }) => remove('/categories/19563208'), { entityId: 19563208 }],
  'customer.created': [
    ({ post }) => post('/customers', { email: 'new@mail.example' }),
    { data: { customerEmail: 'new@mail.example' } },
  ],
  'customer.updated': [({ put }) => put('/customers/15319410', { taxId: '7' }), { entityId: 15319410 }],
  'customer.deleted': [({ delete: remove }) => remove('/customers/15319410'), { entityId: 15319410 }],
  'customer_group.created': [({ post }) => post('/customer_groups', { name: 'Potters' })],
  'customer_group.updated': [({ put }) => put('/customer_groups/12345', { name: 'Potters' }), { entityId: 12345 }],
  'customer_group.deleted': [({ delete: remove }) => remove('/customer_groups/12345'), { entityId: 12345 }],
  'discount_coupon.created': [({ post }) => post('/discount_coupons', { name: 'Ten', code: 'TEN' })],
  'discount_coupon.updated': [({ put }) => put('/discount_coupons/SPRING10', { discount: 5 }), { entityId: 162428889 }],
  'discount_coupon.deleted': [({ delete: remove }) => remove('/discount_coupons/SPRING10'), { entityId: 162428889 }],
  'invoice.created': [
    ({ post }) => post('/orders/K8XTQ/invoices/create-invoice'),
    { entityId: 526315013, data: { orderId: 'K8XTQ' } },
  ],
  'order.created': [({ post }) => post('/orders', { email: 'new@mail.example' })],
  'order.updated': [
    ({ put }) => put('/orders/K8XTQ', { fulfillmentStatus: 'DELIVERED' }),
    { data: { orderId: 'K8XTQ', oldFulfillmentStatus: 'AWAITING_PROCESSING', newFulfillmentStatus: 'DELIVERED' } },
  ],
  'order.deleted': [({ delete: remove }) => remove('/orders/K8XTQ'), { data: { orderId: 'K8XTQ' } }],
  'product.created': [({ post }) => post('/products', { name: 'Cup' })],
  'product.updated': [({ put }) => put('/products/37208339/inventory', { quantityDelta: 1 }), { entityId: 37208339 }],
  'product.deleted': [({ delete: remove }) => remove('/products/37208339'), { entityId: 37208339 }],
  'product_class.created': [({ post }) => post('/classes', { name: 'Cup' })],
  'product_class.updated': [({ put }) => put('/classes/1043007', { name: 'Cup' }), { entityId: 1043007 }],
  'product_class.deleted': [({ delete: remove }) => remove('/classes/1043007'), { entityId: 1043007 }],
  'profile.updated': [({ put }) => put('/profile', { company: { city: 'Oslo' } }), { entityId: 1003 }],
  'promotion.created': [
    ({ post }) => post('/promotions', { name: 'Ten', discountBase: 'SUBTOTAL', discountType: 'PERCENT', amount: 10 }),
    { data: { version: 1 } },
  ],
  'promotion.updated': [
    ({ put }) => put('/promotions/60321', { amount: 7 }),
    { entityId: 60321, data: { version: 2 } },
  ],
  'promotion.deleted': [({ delete: remove }) => remove('/promotions/60321'), { data: { version: 2 } }],
  'review.updated': [
    ({ put }) => put('/reviews/60912011', { status: 'moderated' }),
    { data: { productId: 37208339, orderId: 526315013, status: 'MODERATED' } },
  ],
  'review.deleted': [({ delete: remove }) => remove('/reviews/60912011'), { entityId: 60912011 }],
  'unfinished_order.created': [({ post }) => post('/orders', { email: 'a@b.example', paymentStatus: 'INCOMPLETE' })],
  'unfinished_order.updated': [({ put }) => put(`/carts/${cart}`, { hidden: true }), { data: { cartId: cart } }],
  'unfinished_order.deleted': [({ post }) => post(`/carts/${cart}/place`), { data: { cartId: cart } }],
};

/** Why no call of the API causes an event. */
const uncaused: Readonly<Record<string, readonly string[]>> = {
  'merchants, shoppers and Ecwid itself cause it': [
    ...['application.installed', 'application.subscriptionStatusChanged', 'application.uninstalled'],
    ...['customer.personalDataExportRequest', 'customer.personalDataRemovalRequest'],
    ...['profile.personalDataExportRequest', 'profile.personalDataRemovalRequest', 'profile.subscriptionStatusChanged'],
    'review.created',
  ],
  'no operation is about these things': ['size_chart.created', 'size_chart.updated', 'size_chart.deleted'],
  'no operation deletes an invoice': ['invoice.deleted'],
  'it is a call to an app, and no event': [
    ...['discountUrl', 'iframeUrl', 'openAppUrl', 'paymentUrl', 'redirectUrl', 'shippingUrl'],
  ],
};

describe('documented: each event of the description', () => {
  it('is caused by a call, or by none for a reason', () => {
    const known = [...Object.keys(causes), ...Object.values(uncaused).flat()];
    expect(known.toSorted()).toEqual(Object.keys(description['webhooks'] as object).toSorted());
  });

  it.each(Object.entries(causes))('%s', async (name, [cause, said = {}]) => {
    const { trial, deliveries } = listen();
    await cause(trial);
    const find = (): Delivery | undefined => deliveries.find(({ body }) => body['eventType'] === name);
    await vi.waitFor(() => expect(find()).toBeDefined());
    expect(find()!.body).toMatchObject(said);
    for (const { signature, body } of deliveries) {
      const request = {
        method: 'POST',
        url: `https://app.example/${String(body['eventType'])}`,
        headers: [
          ['content-type', 'application/json'],
          ['x-ecwid-webhook-signature', signature ?? ''],
        ] as [string, string][],
        body: JSON.stringify(body),
      };
      expect(contract.match(request).kind).toBe('operation');
      expect(contract.checkExchange(request, { status: 0, headers: [] }, { only: 'request' })).toEqual([]);
    }
  });

  it('tells of a change once, and of what it does to other things', async () => {
    const tells = async (cause: Cause, ...events: readonly string[]): Promise<void> => {
      const { trial, deliveries } = listen();
      const told = (): readonly string[] => deliveries.map(({ body }) => String(body['eventType'])).toSorted();
      await cause(trial);
      await vi.waitFor(() => expect(told()).toEqual(events));
      await settled();
      expect(told()).toEqual(events);
    };
    await tells(({ post }) => post(`/carts/${cart}/place`), 'order.created', 'unfinished_order.deleted');
    const category = { name: 'Cups', productIds: [37208339] };
    await tells(({ post }) => post('/categories', category), 'category.created', 'product.updated');
    const order = { customerId: 15319410, items: [{ productId: 37208339, quantity: 1 }] };
    await tells(({ post }) => post('/orders', order), 'order.created', 'product.updated');
  });
});
