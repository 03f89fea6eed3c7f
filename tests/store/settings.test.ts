import { describe, expect, it } from 'vitest';
import { tryStore } from './try-store.ts';

describe('documented: reviews', () => {
  it('are published, hidden, counted, found and deleted', async () => {
    const { get, put, ...trial } = tryStore();
    const stats = async () => (await get('/reviews/filters_data')).json;
    expect(await stats()).toEqual({ allCount: 1, moderatedCount: 0, publishedCount: 1 });
    expect((await put('/reviews/60912011', { status: 'moderated' })).json).toEqual({ updateCount: 1 });
    expect(await stats()).toEqual({ allCount: 1, moderatedCount: 1, publishedCount: 0 });
    const count = async (query: string): Promise<number> => (await get(`/reviews?${query}`)).json.total;
    for (const hit of [
      'status=MODERATED',
      'rating=5',
      'orderId=K8XTQ',
      'productId=37208339',
      'keyword=sturdy',
      'createdTo=2026-05-03',
    ])
      expect([hit, await count(hit)]).toEqual([hit, 1]);
    for (const miss of [
      'status=published',
      'rating=4',
      'orderId=K8XTP',
      'productId=1',
      'keyword=flimsy',
      'createdFrom=2026-05-03',
    ])
      expect([miss, await count(miss)]).toEqual([miss, 0]);
    const filtered = { selectMode: 'ALL_FILTERED', newStatus: 'PUBLISHED', currentFilters: { rating: [4] } };
    expect((await put('/reviews/mass_update', filtered)).json).toEqual({ updateCount: 0 });
    const selected = { selectMode: 'SELECTED', newStatus: 'PUBLISHED', reviewIds: [60912011, 5] };
    expect((await put('/reviews/mass_update', selected)).json).toEqual({ updateCount: 1 });
    expect((await get('/reviews/60912011')).json.status).toBe('published');
    const removal = {
      selectMode: 'ALL_FILTERED',
      delete: true,
      currentFilters: { orderId: [526315013], rating: [4, 5] },
    };
    expect((await put('/reviews/mass_update', removal)).json).toEqual({ updateCount: 1 });
    const missing = await get('/reviews/60912011');
    expect([missing.status, missing.json.errorCode]).toEqual([404, 'PRODUCT_REVIEW_NOT_FOUND']);
    expect((await get('/reviews/deleted')).json.total).toBe(2);
    expect((await trial.delete('/reviews/60912011')).json).toEqual({ deleteCount: 0 });
  });
});

describe('documented: ways to deliver and to pay', () => {
  it('are kept, and shown in the profile as well', async () => {
    const { get, post, put, ...trial } = tryStore();
    const { id } = (
      await post('/profile/shippingOptions', {
        title: 'Mule',
        titleTranslated: { es: 'Mula' },
        fulfilmentType: 'delivery',
      })
    ).json;
    expect(id).toMatch(/^\d+-1780315200000$/);
    await put(`/profile/shippingOptions/${id}`, { enabled: false });
    const options = async (query = '') => (await get(`/profile/shippingOptions${query}`)).json;
    expect((await options()).at(-1)).toMatchObject({ id, title: 'Mule', enabled: false });
    expect((await options('?lang=es')).map(({ title }: { title: string }) => title)).toEqual([
      'Envío estándar',
      'Recogida en el molino',
      'Mula',
    ]);
    expect((await get('/profile')).json.shipping.shippingOptions).toMatchObject([{}, {}, { id }]);
    expect((await post('/profile/shippingOptions', { title: ' ' })).json.errorCode).toBe(
      'SHIPPING_OPTION_TITLE_REQUIRED',
    );
    expect((await post('/profile/shippingOptions', { title: 'x'.repeat(101) })).json.errorCode).toBe(
      'SHIPPING_BAD_TITLE_LENGTH',
    );
    expect((await trial.delete(`/profile/shippingOptions/${id}`)).json).toEqual({ deleteCount: 1 });
    const missing = await put(`/profile/shippingOptions/${id}`, { enabled: true });
    expect([missing.status, missing.json.errorCode]).toEqual([404, 'SHIPPING_NOT_FOUND']);
    expect((await get('/profile')).json.shipping.shippingOptions).toHaveLength(2);
  });

  it('are each there once when a processor is paid online', async () => {
    const { get, post, put, ...trial } = tryStore();
    const offline = { checkoutTitle: 'Cash', paymentProcessorId: 'offline' };
    const { id } = (await post('/profile/paymentOptions', offline)).json;
    await put(`/profile/paymentOptions/${id}`, { orderBy: 1 });
    expect((await get('/profile/paymentOptions')).json).toMatchObject([{ id, ...offline, orderBy: 1 }, {}, {}]);
    expect((await get('/profile')).json.payment.paymentOptions).toHaveLength(3);
    const again = await post('/profile/paymentOptions', { checkoutTitle: 'Card', paymentProcessorId: 'stripe' });
    expect([again.status, again.json.errorCode]).toEqual([409, 'PAYMENT_GATEWAY_IS_ALREADY_ADDED']);
    expect((await post('/profile/paymentOptions', { paymentProcessorId: 'offline' })).json.errorCode).toBe(
      'PAYMENT_OPTION_TITLE_REQUIRED',
    );
    expect((await get('/profile/paymentOptions/12345-1570451512345?lang=es')).json.checkoutTitle).toBe(
      'Tarjeta de crédito o débito',
    );
    expect((await trial.delete(`/profile/paymentOptions/${id}`)).json).toEqual({ deleteCount: 1 });
    expect((await get(`/profile/paymentOptions/${id}`)).status).toBe(404);
  });
});

describe('documented: the checkout, statuses and staff', () => {
  it('have extra fields', async () => {
    const { get, post, put, ...trial } = tryStore();
    const field = { key: 'color', title: 'Color', type: 'TEXT', checkoutDisplaySection: 'SHIPPING_ADDRESS' };
    expect((await post('/profile/extrafields', field)).json).toEqual({ createCount: 1 });
    expect((await post('/profile/extrafields', field)).json).toEqual({ createCount: 0 });
    await put('/profile/extrafields/color', { required: true });
    expect((await get('/profile/extrafields/color')).json).toMatchObject({
      key: 'color',
      titleTranslated: { en: 'Color' },
      type: 'text',
      checkoutDisplaySection: 'shipping_address',
      required: true,
    });
    expect((await get('/profile/extrafields')).json.items).toHaveLength(3);
    expect((await trial.delete('/profile/extrafields/color')).json).toEqual({ deleteCount: 1 });
    expect((await get('/profile/extrafields/color')).status).toBe(404);
  });

  it('have statuses, of which six are the store’s own', async () => {
    const { get, put } = tryStore();
    const { items } = (await get('/profile/order_statuses')).json;
    expect(items).toHaveLength(20);
    expect(items.filter(({ defaultStatus }: { defaultStatus?: boolean }) => !defaultStatus)).toHaveLength(6);
    const path = '/profile/order_status/CUSTOM_PAYMENT_STATUS_1';
    const update = { name: 'On hold', nameTranslations: { es: 'En espera' }, enabled: true };
    expect((await put(path, update)).json).toEqual({ updateCount: 1 });
    expect((await get(path)).json).toEqual({
      statusId: 'CUSTOM_PAYMENT_STATUS_1',
      orderStatusType: 'PAYMENT_STATUS',
      enabled: true,
      sendNotificationWhenStatusIsAssigned: true,
      name: 'On hold',
      nameTranslated: { en: 'On hold', es: 'En espera' },
      lastNameChangeDate: '2026-06-01 12:00:00 +0000',
    });
    expect((await put('/profile/order_status/PAID', { enabled: false })).status).toBe(400);
  });

  it('have people who are invited', async () => {
    const { get, post, put, call, ...trial } = tryStore();
    const body = { email: 'new@staff.example', staffScopes: ['REPORT_ACCESS'] };
    expect((await post('/staff', body)).json).toEqual({ success: true });
    expect((await post('/staff', body)).status).toBe(409);
    const list = (await get('/staff')).json.staffList;
    expect(list[3]).toMatchObject({ ...body, inviteAccepted: false });
    const { id } = list[3];
    await put(`/staff/${id}`, { staffScopes: [] });
    expect((await get(`/staff/${id}`)).json).toEqual({ email: body.email, staffScopes: [] });
    expect((await post('/staff/invite', { email: body.email })).json).toEqual({ success: true });
    const cancel = {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: body.email }),
    };
    expect((await call('/staff/invite', cancel)).json).toEqual({ deleteCount: 1 });
    expect((await call('/staff/invite', cancel)).json).toEqual({ deleteCount: 0 });
    expect((await post('/staff/invite', { email: body.email })).status).toBe(404);
    expect((await trial.delete('/staff/p27632593')).json).toEqual({ deleteCount: 1 });
    expect((await get('/staff/p27632593')).status).toBe(404);
  });
});

describe('documented: subscriptions', () => {
  it('are found, moved and cancelled', async () => {
    const { get, put } = tryStore();
    const count = async (query: string): Promise<number> => (await get(`/subscriptions?${query}`)).json.total;
    const hits = [
      'id=94082',
      'status=ACTIVE',
      'nextChargeFrom=2026-05-12&nextChargeTo=2026-05-13',
      'recurringInterval=month',
      'recurringIntervalCount=1',
      'productId=37208341',
      'email=nora.hale@mail.example',
      'orderId=K8XTP',
      'orderTotal=18',
      'orderCreatedFrom=2026-04-12&orderCreatedTo=2026-04-13',
      'createdFrom=2026-04-12',
      'sortBy=NEXT_CHARGE_DATE_DESC',
    ];
    for (const hit of hits) expect([hit, await count(hit)]).toEqual([hit, 1]);
    for (const miss of [
      'id=5',
      'status=CANCELLED',
      'orderTotal=19',
      'cancelledTo=2027-01-01',
      'orderCreatedFrom=2026-05-01',
    ])
      expect([miss, await count(miss)]).toEqual([miss, 0]);
    await put('/subscriptions/94082', {
      nextCharge: '2026-06-12 09:00:00 +0000',
      chargeSettings: { recurringIntervalCount: 3 },
    });
    await put('/subscriptions/94082', { status: 'CANCELLED' });
    expect((await get('/subscriptions/94082')).json).toMatchObject({
      status: 'CANCELLED',
      statusUpdated: '2026-06-01 12:00:00 +0000',
      cancelled: '2026-06-01 12:00:00 +0000',
      nextCharge: '2026-06-12 09:00:00 +0000',
      chargeSettings: { recurringInterval: 'MONTH', recurringIntervalCount: 3 },
      updateTimestamp: 1780315200000,
    });
    expect(await count('cancelledFrom=2026-06-01')).toBe(1);
    expect((await get('/subscriptions/5')).status).toBe(404);
  });
});
