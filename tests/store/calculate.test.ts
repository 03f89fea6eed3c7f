import { describe, expect, it } from 'vitest';
import { description, tryStore } from './try-store.ts';

const examples = (description['components'] as { examples: Record<string, { value: any }> }).examples;
const person = { name: 'Ann Lee', countryCode: 'US', stateOrProvinceCode: 'WA', postalCode: '98103' };
const bread = { name: 'Bread', sku: 'BREAD', price: 10, quantity: 3, weight: 0.5 };
const cheese = { name: 'Cheese', sku: 'CHEESE', price: 5.05, quantity: 2, weight: 1 };

async function calculate(body: object, profile?: object): Promise<any> {
  const { post, put } = tryStore();
  if (profile) expect((await put('/profile', profile)).status).toBe(200);
  const { status, json } = await post('/order/calculate', body);
  expect(status).toBe(200);
  return json;
}

describe('live: orders are calculated', () => {
  it('with what the request says, and without what does not apply', async () => {
    const coupon = {
      name: 'Coupon',
      code: 'UNKNOWN123',
      discountType: 'ABS_AND_SHIPPING',
      status: 'ACTIVE',
      discount: 50,
      launchDate: '2026-07-01 00:00:00 +0000',
      expirationDate: '2026-08-01 00:00:00 +0000',
      totalLimit: 5555.5,
      usesLimit: 'UNLIMITED',
      applicationLimit: 'UNLIMITED',
      catalogLimit: { products: [1, 2, 3], categories: [1] },
    };
    const item = {
      id: 123456,
      productId: 234567,
      categoryId: 345678,
      price: 22.2,
      productPrice: 33.3,
      fixedShippingRate: 66.6,
      sku: 'SKU',
      name: 'Item',
      shortDescription: 'Words',
      quantity: 2,
      quantityInStock: 10,
      weight: 3,
      isShippingRequired: true,
      trackQuantity: true,
      fixedShippingRateOnly: true,
      digital: true,
      combinationId: 456789,
    };
    const body = {
      email: 'a@b.example',
      ipAddress: '1.2.3.4',
      customerId: 999999,
      discountCoupon: { ...coupon, orderCount: 1 },
      items: [
        {
          ...item,
          shipping: 44.4,
          handlingFee: 77.7,
          tax: 55.5,
          couponAmount: 15,
          couponApplied: true,
          selectedOptions: [
            { name: 'Choice', type: 'CHOICE', value: 'A', selections: [{ selectionTitle: 'A' }] },
            { name: 'Files', type: 'FILES' },
          ],
          discounts: [{ discountInfo: { value: 22.2, type: 'ABS', base: 'CUSTOM', orderTotal: 33.3 }, total: 12.5 }],
        },
      ],
      billingPerson: { ...person, countryName: 'United States', stateOrProvinceName: 'Washington' },
      shippingPerson: { ...person, phone: '123' },
      discountInfo: [{ value: 55.3, type: 'ABS', base: 'ON_TOTAL', orderTotal: 66.6, description: 'On total' }],
    };
    const json = await calculate(body);
    expect(json).toMatchObject({ email: body.email, ipAddress: body.ipAddress, customerId: 999999, subtotal: 44.4 });
    expect(json.discountCoupon).toEqual({ ...coupon, creationDate: '2026-06-01 12:00:00 +0000', orderCount: 0 });
    expect([json.couponDiscount, json.discount, json.discountInfo]).toEqual([0, 0, []]);
    const [calculated] = json.items;
    expect(calculated).toMatchObject({ ...item, shipping: 0, handlingFee: 0, couponApplied: false, giftCard: false });
    expect([calculated.couponAmount, calculated.discounts]).toEqual([undefined, undefined]);
    expect(calculated.selectedOptions.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ['Choice', 'CHOICE'],
      ['Files', 'FILES'],
    ]);
    expect(json.billingPerson).toMatchObject(body.billingPerson);
    expect(json.shippingPerson).toMatchObject({ ...body.shippingPerson, stateOrProvinceName: 'Washington' });
  });
});

describe('documented: orders are calculated', () => {
  it('as the example is', async () => {
    const { createDate, createTimestamp, items, ...rest } = examples['calculateOrder.200']!.value;
    const json = await calculate(examples['calculateOrder.request']!.value);
    expect(json).toMatchObject(rest);
    // Ids are given out, and what shipping costs is not split up among the items.
    const { id, shipping, ...item } = items[0];
    expect(json.items).toMatchObject([item]);
  });

  it('with promotions on the subtotal, for a group, and of an app', async () => {
    const json = await calculate({
      items: [bread, cheese],
      discountInfo: [
        { value: 15, type: 'ABS', base: 'ON_TOTAL', orderTotal: 1 },
        { value: 2, type: 'PERCENT', base: 'ON_MEMBERSHIP' },
        { value: 3, type: 'PERCENT', base: 'ON_TOTAL_AND_MEMBERSHIP' },
        { value: 5, type: 'ABS', base: 'CUSTOM', description: 'App' },
        { value: 50, type: 'ABS', base: 'SUBTOTAL', membershipId: 12345 },
      ],
      shippingPerson: person,
    });
    expect(json).toMatchObject({
      subtotal: 40.1,
      volumeDiscount: 15,
      membershipBasedDiscount: 0.8,
      totalAndMembershipBasedDiscount: 1.2,
      customDiscount: [5],
      discount: 22,
      total: 24.1,
      totalWithoutTax: 24.1,
      usdTotal: 24.1,
    });
    expect(json.discountInfo).toHaveLength(4);
  });

  it('with discounts of items and of shipping', async () => {
    const json = await calculate({
      items: [{ ...bread, id: 1 }, cheese],
      discountInfo: [
        { value: 10, type: 'PERCENT', base: 'ITEM', appliesToOrderItems: [1] },
        { value: 50, type: 'PERCENT', base: 'SHIPPING' },
      ],
    });
    expect(json.items[0].discounts).toMatchObject([{ total: 3 }]);
    expect(json.items[1].discounts).toBeUndefined();
    expect(json).toMatchObject({ discount: 3, total: 40.1 - 3 + 3 });
    expect(json.shippingOption).toMatchObject({ shippingRate: 6, discountedShippingRate: 3 });
  });

  it('with a coupon of the store, by its terms', async () => {
    const body = { items: [{ productId: 37208339, quantity: 1 }, cheese], discountCoupon: { code: 'SPRING10' } };
    const json = await calculate({ ...body, shippingPerson: person });
    expect(json).toMatchObject({ subtotal: 49.6, couponDiscount: 3.95, total: 51.65 });
    expect(json.items.map(({ couponApplied, couponAmount }: any) => [couponApplied, couponAmount])).toEqual([
      [true, 3.95],
      [false, undefined],
    ]);
    expect(json.discountCoupon).toMatchObject({ id: 162428889, name: 'Spring sale', orderCount: 0 });
    const below = await calculate({ items: [cheese], discountCoupon: { code: 'SPRING10' } });
    expect(below.couponDiscount).toBe(0);
    const free = { code: 'FREE', discountType: 'SHIPPING', status: 'ACTIVE' };
    expect(await calculate({ items: [bread], discountCoupon: free })).toMatchObject({ total: 30, couponDiscount: 0 });
  });

  it('with taxes of the destination, on items after discounts and on delivery', async () => {
    const tax = {
      id: 7,
      name: 'VAT',
      enabled: true,
      includeInPrice: false,
      useShippingAddress: true,
      taxShipping: true,
      appliedByDefault: true,
      defaultTax: 0,
      rules: [{ zoneId: '7715-1423477610739', tax: 10 }],
    };
    const profile = { taxSettings: { taxes: [tax] }, shipping: { handlingFee: { name: 'Box', value: 2 } } };
    const body = {
      items: [bread, cheese],
      shippingPerson: person,
      discountInfo: [{ value: 10, type: 'PERCENT', base: 'SUBTOTAL' }],
    };
    const json = await calculate(body, profile);
    expect(json.items.map(({ tax: amount }: { tax: number }) => amount)).toEqual([2.7, 0.91]);
    expect(json.taxesOnShipping).toEqual([{ name: 'VAT', value: 10, total: 0.8 }]);
    expect(json).toMatchObject({ tax: 4.41, total: 40.1 - 4.01 + 6 + 2 + 4.41, totalWithoutTax: 44.09 });
    const elsewhere = await calculate({ ...body, shippingPerson: { ...person, stateOrProvinceCode: 'OR' } }, profile);
    expect(elsewhere.tax).toBe(0);
    expect((await calculate({ ...body, customerTaxExempt: true }, profile)).tax).toBe(0);
    const gross = { taxSettings: { taxes: [{ ...tax, includeInPrice: true, taxShipping: false }] } };
    expect(await calculate({ items: [{ ...bread, price: 11 }], shippingPerson: person }, gross)).toMatchObject({
      tax: 3,
      total: 39,
    });
  });

  it('with ways of delivery that are open, by table, and with surcharges', async () => {
    const { post } = tryStore();
    const table = {
      tableBasedOn: 'weight',
      rates: [
        { conditions: { weightFrom: 0, weightTo: 2 }, rate: { perOrder: 8 } },
        { conditions: { weightFrom: 2, weightTo: 20 }, rate: { perOrder: 8, perItem: 1, perWeight: 1.5 } },
      ],
    };
    const courier = {
      title: 'Courier',
      fulfilmentType: 'delivery',
      ratesCalculationType: 'table',
      ratesTable: table,
      orderby: 5,
      destinationZone: { name: 'Washington', countryCodes: ['US'], stateOrProvinceCodes: ['US-WA'] },
    };
    const { id } = (await post('/profile/shippingOptions', courier)).json;
    const surcharge = { id: 'tips', value: 10, type: 'PERCENT', taxable: false };
    const body = { items: [bread, cheese], shippingPerson: person, customSurcharges: [surcharge] };
    const { json } = await post('/order/calculate', body);
    expect(
      json.availableShippingOptions.map((option: any) => [option.shippingMethodName, option.shippingRate]),
    ).toEqual([
      ['Courier', 18.25],
      ['Standard shipping', 6],
      ['Pick up at the mill', 0],
    ]);
    expect(json.shippingOption.shippingMethodId).toBe(id);
    expect(json.customSurcharges).toMatchObject([{ total: 4.01, totalWithoutTax: 4.01 }]);
    expect(json.total).toBe(62.36);
    const chosen = await post('/order/calculate', {
      ...body,
      shippingPerson: { ...person, stateOrProvinceCode: 'OR' },
      shippingOption: { shippingMethodName: 'Standard shipping' },
    });
    expect(chosen.json.availableShippingOptions).toHaveLength(2);
    expect(chosen.json.total).toBe(50.11);
    const digital = await post('/order/calculate', { items: [{ ...bread, isShippingRequired: false }] });
    expect([digital.json.availableShippingOptions, digital.json.total]).toEqual([[], 30]);
  });
});
