import { describe, expect, it } from 'vitest';
import { tryStore } from './try-store.ts';

const person = {
  name: 'Name abcd',
  companyName: 'Company abcd',
  street: 'Line 1\nLine 2',
  city: 'City',
  countryCode: 'US',
  postalCode: 'a1b2c',
  stateOrProvinceCode: 'CA',
  phone: 'x123456789',
};
const custom = { value: 4.5, type: 'PERCENT', base: 'CUSTOM', orderTotal: 9.9, description: 'Custom discount' };
const tax = {
  name: 'Tax',
  value: 5,
  total: 1.1,
  taxOnDiscountedSubtotal: 1,
  taxOnShipping: 0.1,
  taxOnHandlingFee: 0.2,
};

/** An item with everything that the vendor's client writes. */
const item = {
  categoryId: 345678,
  price: 10.1,
  productPrice: 11.2,
  shipping: 1.3,
  handlingFee: 2.4,
  tax: 3.5,
  fixedShippingRate: 4.6,
  couponAmount: 5.7,
  sku: 'sku0123456789abcd',
  name: 'Order item',
  shortDescription: 'Order item description',
  quantity: 7,
  quantityInStock: 130,
  weight: 1.234,
  isShippingRequired: true,
  trackQuantity: false,
  fixedShippingRateOnly: true,
  digital: true,
  couponApplied: true,
  isCustomerSetPrice: true,
  selectedOptions: [
    {
      name: 'Choice',
      type: 'CHOICE',
      value: 'One',
      valuesArray: ['One'],
      selections: [{ selectionTitle: 'One', selectionModifier: 0, selectionModifierType: 'ABSOLUTE' }],
    },
    {
      name: 'Choices',
      type: 'CHOICES',
      value: 'One, Two',
      valuesArray: ['One', 'Two'],
      selections: [
        { selectionTitle: 'One', selectionModifier: 1.5, selectionModifierType: 'PERCENT' },
        { selectionTitle: 'Two', selectionModifier: -2, selectionModifierType: 'ABSOLUTE' },
      ],
    },
    { name: 'Text', type: 'TEXT', value: 'abc' },
    { name: 'Date', type: 'DATE', value: '2026-05-01' },
    { name: 'Files', type: 'FILES' },
  ],
  combinationId: 456789,
  taxes: [tax, tax],
  dimensions: { length: 1.1, width: 2.2, height: 3.3 },
  discounts: [{ discountInfo: custom, total: 6.6 }],
};

const order = {
  email: 'whole@customer.example',
  ipAddress: '129.130.131.132',
  hidden: false,
  createDate: '2020-02-03 04:05:06 +0000',
  refererUrl: 'example1.com',
  globalReferer: 'example2.com',
  affiliateId: 'affiliate',
  additionalInfo: { additionalParam1: 'a', additionalParam2: 'b' },
  orderComments: 'Order comment',
  privateAdminNotes: 'Private admin note',
  fulfillmentStatus: 'OUT_FOR_DELIVERY',
  trackingNumber: 'abcd1234',
  trackingUrl: 'https://track.example/abcd1234',
  paymentStatus: 'PARTIALLY_REFUNDED',
  paymentMethod: 'Payment method',
  paymentModule: 'Payment module',
  paymentParams: { paymentParam1: 'c' },
  paymentMessage: 'Message',
  creditCardStatus: { avsMessage: 'avs', cvvMessage: 'cvv' },
  externalTransactionId: 'tx1',
  acceptMarketing: true,
  total: 77.7,
  totalBeforeGiftCardRedemption: 77.7,
  subtotal: 70.7,
  giftCardRedemption: 0,
  tax: 3.3,
  customerTaxExempt: false,
  customerTaxId: 'taxid',
  customerTaxIdValid: true,
  reversedTaxApplied: true,
  couponDiscount: 1.1,
  volumeDiscount: 2.2,
  membershipBasedDiscount: 3.3,
  totalAndMembershipBasedDiscount: 4.4,
  discount: 5.5,
  discountInfo: ['ON_TOTAL', 'ON_MEMBERSHIP', 'ON_TOTAL_AND_MEMBERSHIP', 'CUSTOM', 'ITEM', 'SHIPPING', 'SUBTOTAL'].map(
    (base) => ({ ...custom, base }),
  ),
  customDiscount: [],
  items: [item, { ...item, name: 'Second item' }],
  billingPerson: person,
  shippingPerson: person,
  shippingOption: {
    shippingMethodId: 'MethodId abcd',
    shippingMethodName: 'Method abcd',
    shippingRate: 8.8,
    estimatedTransitTime: 'Estimates',
    isPickup: true,
    fulfillmentType: 'PICKUP',
  },
  taxesOnShipping: [],
  handlingFee: { name: 'Fee', value: 9.9, description: 'Description' },
  pricesIncludeTax: false,
  disableAllCustomerNotifications: true,
  customSurcharges: [],
  externalFulfillment: true,
  refererId: 'Referer abcd',
  externalOrderId: 'Order #abcd',
  externalOrderData: {
    externalFulfillment: true,
    externalOrderId: 'Order #abcd',
    refererId: 'Referer abcd',
    platformSpecificFields: { field1: 'd' },
    refererChannel: 'Referer channel',
  },
  lang: 'en',
  orderExtraFields: [
    {
      customerInputType: 'TEXT',
      title: 'text 1',
      id: 'first_id',
      value: 'text value one',
      orderDetailsDisplaySection: 'customer_info',
      orderBy: '1',
    },
  ],
};

describe('live: a whole order', () => {
  it('comes back as it was written, with the customer that it belongs to', async () => {
    const { get, post, put } = tryStore();
    const { id } = (await post('/orders', { ...order, customerGroup: 'Group abcd' })).json;
    const read = (await get(`/orders/${id}`)).json;
    expect(read).toMatchObject(order);
    expect([read.customerId > 0, read.customerGroup]).toEqual([true, undefined]);
    const pickup = {
      customerInputType: 'DATETIME',
      title: 'Pickup date and time',
      id: 'pickup_time',
      value: '2020-11-22 17:30:00 +0000',
      orderDetailsDisplaySection: 'shipping_info',
      orderBy: '3',
    };
    const update = { ...order, total: 88.8, items: [{ ...item, quantity: 1 }], orderExtraFields: [pickup] };
    expect((await put(`/orders/${id}`, update)).json).toEqual({ updateCount: 1 });
    const after = (await get(`/orders/${id}`)).json;
    expect(after).toMatchObject(update);
    expect(after.extraFields).toEqual({ pickup_time: pickup.value });
    expect(after.customerId).toBe(read.customerId);
  });

  it('may be a cart', async () => {
    const { get, post, put } = tryStore();
    await post('/orders', { ...order, createDate: '2026-05-30 00:00:00 +0000', paymentStatus: 'INCOMPLETE' });
    const { cartId, ...cart } = (await get('/carts')).json.items[0];
    const { paymentStatus, fulfillmentStatus, ...written } = order;
    expect(cart).toMatchObject({ ...written, createDate: '2026-05-30 00:00:00 +0000' });
    await put(`/carts/${cartId}`, { hidden: true, taxesOnShipping: [] });
    const placed = (await post(`/carts/${cartId}/place`)).json;
    const { items } = (await get(`/orders/${placed.orderNumber}`)).json;
    expect(items).toMatchObject(order.items);
  });
});
