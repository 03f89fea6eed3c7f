import { describe, expect, it } from 'vitest';
import { tryStore } from './try-store.ts';

const coupon = {
  name: 'Coupon',
  code: 'ABC123DEF4',
  discountType: 'PERCENT',
  status: 'ACTIVE',
  discount: 12.5,
  launchDate: '2026-06-02 08:00:00 +0400',
  expirationDate: '2026-07-02 00:00:00 +0000',
  totalLimit: 99.9,
  usesLimit: 'SINGLE',
  applicationLimit: 'REPEAT_CUSTOMER_ONLY',
  catalogLimit: { products: [37208339], categories: [19563207] },
};

describe('live: coupons', () => {
  it('are created, read and changed by code, and deleted', async () => {
    const { get, post, put, ...trial } = tryStore();
    const created = (await post('/discount_coupons', { ...coupon, orderCount: 0 })).json;
    expect(created).toEqual({ id: 162428890, code: coupon.code });
    const read = (await get(`/discount_coupons/${coupon.code}`)).json;
    expect(read).toEqual({
      ...coupon,
      id: created.id,
      launchDate: '2026-06-02 04:00:00 +0000',
      repeatCustomerOnly: true,
      orderCount: 0,
      creationDate: '2026-06-01 12:00:00 +0000',
      updateDate: '2026-06-01 12:00:00 +0000',
    });
    const update = {
      ...coupon,
      code: 'NEWCODE123',
      applicationLimit: 'UNLIMITED',
      catalogLimit: { products: [37208340] },
    };
    expect((await put(`/discount_coupons/${coupon.code}`, update)).json).toEqual({ updateCount: 1 });
    expect((await get(`/discount_coupons/NEWCODE123`)).json).toMatchObject({
      id: created.id,
      repeatCustomerOnly: false,
      catalogLimit: { products: [37208340], categories: [19563207] },
    });
    expect((await get(`/discount_coupons/${created.id}`)).json.code).toBe('NEWCODE123');
    expect((await trial.delete('/discount_coupons/NEWCODE123')).json).toEqual({ deleteCount: 1 });
    const missing = await get('/discount_coupons/NEWCODE123');
    expect([missing.status, missing.json.errorMessage]).toEqual([404, 'Coupon is not found']);
    expect((await get('/coupons/deleted')).json.items).toContainEqual({
      id: created.id,
      date: '2026-06-01 12:00:00 +0000',
    });
  });

  it('are found', async () => {
    const { get, post, ...trial } = tryStore();
    await trial.delete('/discount_coupons/SPRING10');
    await post('/discount_coupons', { ...coupon, code: 'FIRST', discountType: 'ABS' });
    await post('/discount_coupons', { ...coupon, code: 'SECOND' });
    const count = async (query: string): Promise<number> => (await get(`/discount_coupons?${query}`)).json.count;
    for (const [hit, miss] of [
      ['code=FIRST&offset=0', 'code=FIRST&offset=1'],
      ['offset=1&limit=1', 'offset=2&limit=1'],
      ['code=FIRST&discount_type=ABS', 'code=FIRST&discount_type=PERCENT'],
      [
        'code=FIRST&createdFrom=1780315190&createdTo=1780315210',
        'code=FIRST&createdFrom=1780315190&createdTo=1780315190',
      ],
      [
        'code=FIRST&updatedFrom=1780315190&updatedTo=1780315210',
        'code=FIRST&updatedFrom=1780315190&updatedTo=1780315190',
      ],
      ['code=FIRST&availability=ACTIVE', 'code=FIRST&availability=PAUSED'],
    ] as const) {
      expect([hit, await count(hit), miss, await count(miss)]).toEqual([hit, 1, miss, 0]);
    }
  });

  it('may have little more than a code', async () => {
    const { post, ...trial } = tryStore();
    const { code } = (await post('/discount_coupons', { name: 'abcdefghij', code: 'klmnopqrst' })).json;
    expect((await trial.delete(`/discount_coupons/${code}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`/discount_coupons/${code}`)).json).toEqual({ deleteCount: 0 });
  });
});

describe('documented: coupons', () => {
  it('have a code of their own', async () => {
    const { post, put } = tryStore();
    expect((await post('/discount_coupons', { ...coupon, code: 'SPRING10' })).status).toBe(409);
    const { id, code } = (await post('/discount_coupons', { name: 'Nameless' })).json;
    expect(code).toMatch(/^[0-9A-Z]{12}$/);
    expect((await put(`/discount_coupons/${id}`, { code: 'SPRING10' })).status).toBe(409);
    expect((await put(`/discount_coupons/${id}`, { code })).json).toEqual({ updateCount: 1 });
  });

  it('are counted by the orders that use them', async () => {
    const { get, post } = tryStore();
    const { id } = (await post('/orders', { total: 3, discountCoupon: { code: 'SPRING10' } })).json;
    expect((await get('/discount_coupons/SPRING10')).json.orderCount).toBe(1);
    expect((await get('/orders?couponCode=SPRING10')).json.items[0]).toMatchObject({
      orderNumber: id,
      discountCoupon: { id: 162428889, name: 'Spring sale', discountType: 'PERCENT' },
    });
  });
});

describe('documented: promotions', () => {
  it('are created, changed in part, and deleted', async () => {
    const { get, post, put, ...trial } = tryStore();
    const body = {
      name: 'Three',
      discountBase: 'ITEM',
      discountType: 'PERCENT',
      amount: 100,
      enabled: true,
      triggers: { subtotal: 3, categories: [1] },
    };
    const { id } = (await post('/promotions', body)).json;
    expect((await put(`/promotions/${id}`, { amount: 50, triggers: { subtotal: 5 } })).json).toEqual({
      updateCount: 1,
    });
    const { items, total } = (await get('/promotions')).json;
    expect([total, items[2]]).toEqual([3, { ...body, id, amount: 50, triggers: { subtotal: 5, categories: [1] } }]);
    const refused = await put(`/promotions/${id}`, { id: 5 });
    expect([refused.status, refused.json.errorCode]).toEqual([422, 'READ_ONLY_PROMOTION_FIELD_CHANGE']);
    expect((await trial.delete(`/promotions/${id}`)).json).toEqual({ deleteCount: 1 });
    expect((await put(`/promotions/${id}`, { amount: 1 })).json.errorCode).toBe('PROMOTION_NOT_FOUND');
  });
});
