import { describe, expect, it } from 'vitest';
import { tryStore } from './try-store.ts';

const unfinished = {
  email: 'cart@customer.example',
  total: 200,
  paymentStatus: 'INCOMPLETE',
  fulfillmentStatus: 'PROCESSING',
  items: [{ name: 'AAA', price: 200, quantity: 1 }],
  discountCoupon: { name: 'testCoupon', code: '123abc555' },
};

describe('live: carts', () => {
  it('are unfinished orders, and are changed in part', async () => {
    const { get, post, put } = tryStore();
    const before = (await get('/carts')).json.items.map(({ cartId }: { cartId: string }) => cartId);
    await post('/orders', { ...unfinished, hidden: false });
    const after = (await get('/carts')).json.items.map(({ cartId }: { cartId: string }) => cartId);
    const [id] = after.filter((cartId: string) => !before.includes(cartId));
    expect(after).toHaveLength(before.length + 1);
    expect((await put(`/carts/${id}`, { hidden: true, taxesOnShipping: [] })).json).toEqual({ updateCount: 1 });
    const cart = (await get(`/carts/${id}`)).json;
    expect(cart).toMatchObject({ cartId: id, hidden: true, taxesOnShipping: [], email: unfinished.email, total: 200 });
    expect([cart.id, cart.orderNumber]).toEqual([undefined, undefined]);
  });

  it('become orders', async () => {
    const { get, post } = tryStore();
    const { id, orderId } = (await post('/orders', unfinished)).json;
    expect((await get('/customers?email=cart')).json.items[0].totalOrderCount).toBe(0);
    const { cartId } = (await get('/carts?totalFrom=199&totalTo=201')).json.items[0];
    const placed = (await post(`/carts/${cartId}/place`)).json;
    expect(placed).toEqual({ id: orderId, orderNumber: id, vendorOrderNumber: orderId, cartId });
    const order = (await get(`/orders/${placed.orderNumber}`)).json;
    expect(order).toMatchObject({ ...unfinished, paymentStatus: 'AWAITING_PAYMENT' });
    expect((await get(`/carts/${cartId}`)).json.recoveredOrderId).toBe(id);
    expect((await post(`/carts/${cartId}/place`)).status).toBe(400);
    expect((await get('/customers?email=cart')).json.items[0].totalOrderCount).toBe(1);
    expect((await get('/latest-stats')).json.abandonedSalesUpdated).toBe('2026-06-01 12:00:00 +0000');
  });

  it('are found', async () => {
    const { get, post } = tryStore();
    await post('/orders', { ...unfinished, hidden: false });
    await post('/orders', { ...unfinished, hidden: true });
    const count = async (query: string): Promise<number> => (await get(`/carts?${query}`)).json.count;
    expect(await count('totalFrom=199&totalTo=201&showHidden=false')).toBe(1);
    expect(await count('totalFrom=199&totalTo=201&showHidden=true')).toBe(2);
    expect(await count('totalFrom=199&totalTo=201')).toBe(2);
    expect(await count('createdFrom=1780315199&createdTo=1780315202')).toBe(2);
    expect(await count('updatedFrom=1780315199&updatedTo=1780315202')).toBe(2);
    expect(await count('couponCode=123abc555')).toBe(2);
    expect(await count('customer=cart%40')).toBe(2);
    expect(await count('customerId=15319410')).toBe(1);
  });
});

describe('documented: unfinished orders', () => {
  it('are among the orders only when they are asked for, and have no invoice', async () => {
    const { get, put } = tryStore();
    expect((await get('/orders')).json.total).toBe(2);
    expect((await get('/orders?paymentStatus=INCOMPLETE')).json.items).toMatchObject([{ orderNumber: 21 }]);
    expect((await get('/orders/21')).json.paymentStatus).toBe('INCOMPLETE');
    expect((await get('/orders/21/invoice')).status).toBe(422);
    expect((await get('/orders/last')).json.id).toBe('K8XTQ');
    await put('/orders/21', { paymentStatus: 'PAID' });
    expect((await get('/orders')).json.total).toBe(3);
    expect((await get('/orders/last?customerEmail=nora.hale@mail.example')).json.id).toBe('K8XTR');
    expect((await get('/orders/last?customerEmail=nobody')).status).toBe(404);
  });
});

describe('documented: orders', () => {
  it('say that something has to be paid no longer when it is', async () => {
    const { get, post, put } = tryStore();
    const { id } = (await post('/orders', { paymentStatus: 'AWAITING_PAYMENT', paymentMessage: 'Declined' })).json;
    expect((await get(`/orders/${id}`)).json.paymentMessage).toBe('Declined');
    await put(`/orders/${id}`, { paymentStatus: 'PAID' });
    expect((await get(`/orders/${id}`)).json.paymentMessage).toBeUndefined();
  });

  it('name products that are there, and have the prefix of the store', async () => {
    const { get, post, put } = tryStore();
    const missing = await post('/orders', { items: [{ productId: 5 }] });
    expect([missing.status, missing.json.errorCode]).toEqual([404, 'PRODUCT_NOT_FOUND']);
    await put('/profile', { formatsAndUnits: { orderNumberPrefix: 'SALE-', orderNumberSuffix: '/7' } });
    const { id, orderId } = (await post('/orders', { total: 1 })).json;
    expect(orderId).toMatch(/^SALE-\w{5}\/7$/);
    expect((await get(`/orders/${encodeURIComponent(orderId)}`)).json.internalId).toBe(id);
    expect((await get(`/orders?ids=${encodeURIComponent(orderId)}`)).json.total).toBe(1);
  });

  it('take their items from the stock when they are placed', async () => {
    const { get, post } = tryStore();
    const [bread, apron] = [
      (await post('/products', { name: 'Bread', quantity: 5 })).json.id,
      { productId: 37208339, combinationId: 7084076, quantity: 2 },
    ];
    const before = (await get('/products/37208339')).json;
    const items = [{ productId: bread, quantity: 3 }, apron, { productId: 37208340, quantity: 1 }];
    const placed = (await post('/orders', { total: 1, items })).json.id;
    const read = (await get(`/orders/${placed}`)).json.items;
    expect(read.map(({ quantityInStock }: { quantityInStock?: number }) => quantityInStock)).toEqual([
      5,
      12,
      undefined,
    ]);
    expect((await get(`/products/${bread}`)).json.quantity).toBe(2);
    expect((await get('/products/37208339/combinations/7084076')).json.quantity).toBe(10);
    expect((await get('/products/37208339')).json.quantity).toBe(before.quantity);
    expect((await get('/products/37208340')).json.unlimited).toBe(true);
    await post('/orders', { total: 2, items: [{ productId: bread }], paymentStatus: 'INCOMPLETE' });
    expect((await get(`/products/${bread}`)).json.quantity).toBe(2);
    await post(`/carts/${(await get('/carts?totalTo=2')).json.items[0].cartId}/place`);
    expect((await get(`/products/${bread}`)).json.quantity).toBe(1);
  });

  it('have extra fields', async () => {
    const { get, post, put, ...trial } = tryStore();
    const path = '/orders/K8XTQ/extraFields';
    const field = { id: 'tips', value: '3%', title: 'Tips', customerInputType: 'TEXT' };
    expect((await post(path, field)).json).toEqual({ createCount: 1 });
    expect((await post(path, field)).json).toEqual({ createCount: 0 });
    await put(`${path}/tips`, { value: '4%', showInInvoice: true });
    expect((await get(path)).json[1]).toEqual({ ...field, value: '4%', showInInvoice: true });
    expect((await get('/orders/K8XTQ')).json.extraFields).toEqual({ gift_note: 'Happy birthday', tips: '4%' });
    expect((await trial.delete(`${path}/gift_note`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`${path}/gift_note`)).json).toEqual({ deleteCount: 0 });
    expect((await get('/orders/K8XTQ')).json.extraFields).toEqual({ tips: '4%' });
    await put('/orders/K8XTQ', { extraFields: { tips: '5%' } });
    expect((await get(path)).json[0].value).toBe('5%');
    await put('/orders/K8XTQ', { orderExtraFields: [{ id: 'other', value: 'x', title: 'Other' }] });
    expect((await get('/orders/K8XTQ')).json.extraFields).toEqual({ other: 'x' });
    expect((await post(path, { ...field, id: 'long', value: 'x'.repeat(9000) })).status).toBe(400);
  });

  it('have receipts and tax invoices', async () => {
    const { get, post } = tryStore();
    const receipt = await get('/orders/K8XTQ/invoice-pdf');
    expect([receipt.headers.get('content-type'), receipt.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    const { id } = (await post('/orders/K8XTQ/invoices/create-invoice')).json;
    const { invoices } = (await get('/orders/K8XTQ/invoices')).json;
    expect(invoices[1]).toMatchObject({ internalId: id, id: '28', created: '2026-06-01 12:00:00 +0000', type: 'SALE' });
    expect((await get('/orders/K8XTQ')).json.invoices).toHaveLength(2);
    const preview = await post('/orders/tax-invoice-preview', { items: [{ name: 'A < B', price: 2, quantity: 2 }] });
    expect(preview.text).toContain('A &lt; B, 2 x $2.00: $4.00');
  });
});
