import { describe, expect, it } from 'vitest';
import { createClock } from '../../scripts/store/state/clock.ts';
import { tryStore, type Trial } from './try-store.ts';

/** A store with three products, of 10, 20 and 30, the last of which no discount is for; and without the promotions of the examples. */
async function shop(now?: number): Promise<{ trial: Trial; ids: number[]; category: number }> {
  const trial = tryStore(now === undefined ? {} : { clock: createClock(() => now) });
  for (const id of [60321, 60322]) await trial.delete(`/promotions/${id}`);
  const category = (await trial.post('/categories', { name: 'Cups' })).json.id;
  const ids: number[] = [];
  for (const [i, price] of [10, 20, 30].entries()) {
    const product = { name: `Cup ${i}`, price, categoryIds: i === 0 ? [category] : [], discountsAllowed: i < 2 };
    ids.push((await trial.post('/products', product)).json.id);
  }
  return { trial, ids, category };
}

const itemsOf = (ids: number[], ...quantities: number[]): object[] =>
  quantities.flatMap((quantity, i) => (quantity === 0 ? [] : [{ productId: ids[i], quantity }]));

interface Case {
  readonly promotion: (ids: number[], category: number) => Record<string, unknown>;
  /** How many of each product are bought. */
  readonly buys: number[];
  readonly discount: number;
  readonly customerId?: number;
}

const tenOff = { discountBase: 'SUBTOTAL', discountType: 'PERCENT', amount: 10 };
const itemTen = { discountBase: 'ITEM', discountType: 'PERCENT', amount: 10 };

const cases: Readonly<Record<string, Case>> = {
  'percents of the subtotal': { promotion: () => tenOff, buys: [1, 1], discount: 3 },
  'an amount off the subtotal, and no more than it is': {
    promotion: () => ({ ...tenOff, discountType: 'ABSOLUTE', amount: 50 }),
    buys: [1, 1],
    discount: 30,
  },
  'a fixed price for all': {
    promotion: () => ({ ...tenOff, discountType: 'FIXED_PRICE', amount: 25 }),
    buys: [1, 1],
    discount: 5,
  },
  'a fixed price of each item': {
    promotion: ([, second]) => ({
      ...itemTen,
      discountType: 'FIXED_PRICE',
      amount: 15,
      targets: { products: [second] },
    }),
    buys: [1, 2],
    discount: 10,
  },
  'percents of items in a category': {
    promotion: (_ids, category) => ({ ...itemTen, targets: { categories: [category] } }),
    buys: [2, 1],
    discount: 2,
  },
  'items but those that are excluded': {
    promotion: ([first]) => ({ ...itemTen, targets: { excludedProducts: [first] } }),
    buys: [1, 1],
    discount: 2,
  },
  'no items that no discount is for': { promotion: () => itemTen, buys: [1, 0, 1], discount: 1 },
  'so many items at most': {
    promotion: () => ({ ...itemTen, targets: { maxDiscountedProductQuantity: 3 } }),
    buys: [2, 2],
    discount: 4,
  },
  'nothing below so many items': {
    promotion: ([first]) => ({ ...itemTen, targets: { products: [first], minDiscountedProductQuantity: 2 } }),
    buys: [1, 1],
    discount: 0,
  },
  'nothing when it is disabled': { promotion: () => ({ ...tenOff, enabled: false }), buys: [1], discount: 0 },
  'nothing below the subtotal': {
    promotion: () => ({ ...tenOff, triggers: { subtotal: 31 } }),
    buys: [1, 1],
    discount: 0,
  },
  'from the subtotal on': { promotion: () => ({ ...tenOff, triggers: { subtotal: 30 } }), buys: [1, 1], discount: 3 },
  'nothing below a quantity': {
    promotion: () => ({ ...tenOff, triggers: { minProductQuantityInCart: 3 } }),
    buys: [1, 1],
    discount: 0,
  },
  'nothing beyond a quantity': {
    promotion: () => ({ ...tenOff, triggers: { maxProductQuantityInCart: 1 } }),
    buys: [1, 1],
    discount: 0,
  },
  'nothing when something else is in the cart': {
    promotion: ([first]) => ({ ...tenOff, triggers: { products: [first] } }),
    buys: [1, 1],
    discount: 0,
  },
  'whatever is in the cart': {
    promotion: ([first]) => ({ ...tenOff, triggers: { products: [first], all: true } }),
    buys: [1, 1],
    discount: 3,
  },
  'nothing beside what it excludes': {
    promotion: (_ids, category) => ({ ...tenOff, triggers: { all: true, excludedCategories: [category] } }),
    buys: [1, 1],
    discount: 0,
  },
  'its group': {
    promotion: () => ({ ...tenOff, triggers: { customerGroups: [12345] } }),
    buys: [1, 1],
    discount: 3,
    customerId: 15319410,
  },
  'no other group': {
    promotion: () => ({ ...tenOff, triggers: { customerGroups: [12345] } }),
    buys: [1, 1],
    discount: 0,
  },
  'nothing before its time': {
    promotion: () => ({ ...tenOff, triggers: { startDate: '2026-06-02 00:00:00 +0000' } }),
    buys: [1],
    discount: 0,
  },
  'nothing after its time': {
    promotion: () => ({ ...tenOff, triggers: { endDate: '2026-05-31 00:00:00 +0000' } }),
    buys: [1],
    discount: 0,
  },
};

describe('documented: promotions of the store take off', () => {
  it.each(Object.entries(cases))('%s', async (_name, { promotion, buys, discount, customerId }) => {
    const { trial, ids, category } = await shop();
    await trial.post('/promotions', { name: 'Sale', enabled: true, ...promotion(ids, category) });
    const { json } = await trial.post('/order/calculate', { items: itemsOf(ids, ...buys), customerId });
    expect([json.discount, json.discountInfo.length]).toEqual([discount, discount > 0 ? 1 : 0]);
    expect(json.total).toBe(json.subtotal - discount + (json.shippingOption?.shippingRate ?? 0));
  });

  it('on their days and at their hours', async () => {
    const recurring = {
      recurring: true,
      recurrenceSettings: { activeDays: ['SAT', 'SUN'], activeDayStartTime: '09:00:00', activeDayEndTime: '22:00:00' },
    };
    const at = async (day: number, hour: number): Promise<number> => {
      const { trial, ids } = await shop(Date.UTC(2026, 5, day, hour));
      await trial.post('/promotions', { name: 'Weekend', enabled: true, ...tenOff, triggers: recurring });
      return (await trial.post('/order/calculate', { items: itemsOf(ids, 1) })).json.discount;
    };
    // 6 June 2026 is a Saturday.
    expect([await at(5, 12), await at(6, 8), await at(6, 12), await at(7, 21), await at(7, 23)]).toEqual([
      0, 0, 1, 1, 0,
    ]);
  });

  it('what they are for off shipping, and name themselves at items', async () => {
    const { trial, ids } = await shop();
    const [standard] = (await trial.get('/profile/shippingOptions')).json;
    const ofShipping = { discountBase: 'SHIPPING', discountType: 'PERCENT', amount: 100, enabled: true };
    const other = { ...ofShipping, name: 'Mule', targets: { shippingMethods: ['1-1'] } };
    await trial.post('/promotions', other);
    const items = itemsOf(ids, 1, 1);
    expect((await trial.post('/order/calculate', { items })).json.total).toBe(30 + 6);
    await trial.post('/promotions', { ...other, name: 'Free', targets: { shippingMethods: [standard.id] } });
    const onItem = { ...itemTen, name: 'First', enabled: true, targets: { products: [ids[0]] } };
    const { id } = (await trial.post('/promotions', onItem)).json;
    const { json } = await trial.post('/order/calculate', { items });
    expect(json.total).toBe(30 - 1);
    const told = { id, value: 10, type: 'PERCENT', base: 'ITEM', description: 'First', appliesToItems: [ids[0]] };
    expect(json.items.map(({ discounts }: { discounts?: unknown }) => discounts)).toEqual([
      [{ discountInfo: told, total: 1 }],
      undefined,
    ]);
    const named = await trial.post('/order/calculate', { items, discountInfo: [{ ...told, value: 20 }] });
    expect(named.json.discount).toBe(2);
  });
});

describe('documented: an order costs', () => {
  it('by quantity, and less for no coupon on what no discount is for', async () => {
    const { trial, ids } = await shop();
    const tiers = [
      { quantity: 5, price: 8 },
      { quantity: 10, price: 7 },
    ];
    await trial.put(`/products/${ids[0]}`, { wholesalePrices: tiers });
    const bought = async (quantity: number): Promise<number[]> => {
      const [item] = (await trial.post('/order/calculate', { items: itemsOf(ids, quantity) })).json.items;
      return [item.price, item.productPrice];
    };
    expect([await bought(4), await bought(5), await bought(12)]).toEqual([
      [10, 10],
      [8, 10],
      [7, 10],
    ]);
    const discountCoupon = { code: 'TEN', discountType: 'PERCENT', discount: 10, status: 'ACTIVE' };
    const { json } = await trial.post('/order/calculate', { items: itemsOf(ids, 1, 0, 1), discountCoupon });
    expect(json.couponDiscount).toBe(1);
  });

  it('what its way to pay adds', async () => {
    const { trial, ids } = await shop();
    const paying = async (paymentId: string): Promise<any> =>
      (await trial.post('/order/calculate', { items: itemsOf(ids, 1, 1), paymentOptionsDetails: { paymentId } })).json;
    const [free, cash] = (await trial.get('/profile/paymentOptions')).json;
    expect(await paying(free.id)).toMatchObject({ total: 36, customSurcharges: [], paymentMethod: free.checkoutTitle });
    expect(await paying(cash.id)).toMatchObject({
      total: 36.72,
      customSurcharges: [{ type: 'PERCENT', value: 2, total: 0.72, description: cash.checkoutTitle }],
    });
  });

  it('what its products say that their shipping costs', async () => {
    const { trial, ids } = await shop();
    const rates = async (...quantities: number[]): Promise<number[]> => {
      const { json } = await trial.post('/order/calculate', { items: itemsOf(ids, ...quantities) });
      return json.availableShippingOptions.map((option: { shippingRate: number }) => option.shippingRate);
    };
    const settings = (i: number, shipping: object): Promise<unknown> => trial.put(`/products/${ids[i]}`, { shipping });
    expect(await rates(2, 1)).toEqual([6, 0]);
    await settings(0, { type: 'GLOBAL_METHODS', methodMarkup: 1.5 });
    expect(await rates(2, 1)).toEqual([9, 0]);
    await settings(0, { type: 'FLAT_RATE', flatRate: 4 });
    expect([await rates(2, 1), await rates(2)]).toEqual([
      [14, 0],
      [8, 0],
    ]);
    await settings(0, { type: 'FREE_SHIPPING' });
    expect([await rates(2, 1), await rates(2)]).toEqual([
      [6, 0],
      [0, 0],
    ]);
    const [standard, pickup] = (await trial.get('/profile/shippingOptions')).json;
    await settings(1, { type: 'SELECTED_METHODS', enabledMethods: [], disabledMethods: [standard.id] });
    expect(await rates(2, 1)).toEqual([0]);
    await settings(1, { type: 'SELECTED_METHODS', enabledMethods: [standard.id], disabledMethods: [pickup.id] });
    expect(await rates(0, 1)).toEqual([6]);
  });

  it('taxes that are in its prices, in its fee and in what is added to it', async () => {
    const { trial, ids } = await shop();
    const tax = { id: 7, name: 'VAT', enabled: true, includeInPrice: true, taxShipping: true, appliedByDefault: true };
    await trial.put('/profile', { taxSettings: { taxes: [{ ...tax, defaultTax: 25 }] } });
    const { json } = await trial.post('/order/calculate', {
      items: itemsOf(ids, 1),
      handlingFee: { name: 'Box', value: 5 },
      customSurcharges: [
        { id: 'tips', value: 10, type: 'ABSOLUTE', taxable: true },
        { id: 'help', value: 1, type: 'ABSOLUTE', taxable: false },
      ],
    });
    expect(json).toMatchObject({
      subtotal: 10,
      subtotalWithoutTax: 8,
      total: 10 + 6 + 5 + 11,
      tax: 2 + 2.2 + 2,
      taxesOnShipping: [{ name: 'VAT', value: 25, total: 2.2 }],
      handlingFee: { value: 5, valueWithoutTax: 4, taxes: [{ name: 'VAT', value: 25, total: 1 }] },
      customSurcharges: [
        { total: 10, totalWithoutTax: 8, taxes: [{ total: 2 }] },
        { total: 1, totalWithoutTax: 1 },
      ],
    });
    expect(json.items[0]).toMatchObject({ price: 10, priceWithoutTax: 8, tax: 2 });
  });
});
