import { describe, expect, it } from 'vitest';
import { description, tryStore } from './try-store.ts';

const examples = (description['components'] as { examples: Record<string, { value: unknown }> }).examples;
const example = (name: string): any => examples[name]!.value;

/** Docs, samples and store tell of one shop. */
describe('the store begins with the shop of the examples', () => {
  const { get } = tryStore();

  it.each([
    ['/products/37208339', 'getProduct.200'],
    ['/products/37208340', 'getProduct.200.unlimited'],
    ['/products/37208341', 'getProduct.200.digital'],
    ['/categories/19563208', 'getCategory.200'],
    ['/categories?hidden_categories=true', 'searchCategories.200'],
    ['/categoriesByPath?path=kitchen%2FTextiles&delimiter=%2F', 'searchCategoriesByPath.200'],
    ['/categories/sort?parentCategory=19563207', 'getCategoryOrder.200'],
    ['/products/sort?parentCategory=0', 'getProductOrder.200'],
    ['/products/deleted', 'searchDeletedProducts.200'],
    ['/classes', 'searchProductTypes.200'],
    ['/classes/0', 'getProductType.200.general'],
    ['/storage', 'searchAppStorageEntries.200'],
    ['/storage/color', 'getAppStorageEntry.200'],
    ['/profile', 'getStoreProfile.200'],
    ['/brands', 'searchProductBrands.200'],
    ['/swatches', 'getProductSwatches.200'],
    ['/products/37208339/combinations', 'searchProductVariations.200'],
    ['/products/37208339/combinations/7084076', 'getProductVariation.200'],
    ['/orders?ids=K8XTQ', 'searchOrders.200'],
    ['/orders/K8XTQ', 'getOrder.200'],
    ['/orders/last', 'getLastOrder.200'],
    ['/orders/deleted', 'searchDeletedOrders.200'],
    ['/orders/K8XTQ/extraFields', 'searchOrderExtraFields.200'],
    ['/orders/K8XTQ/invoices', 'searchTaxInvoices.200'],
    ['/orders/K8XTQ/repeatURL', 'getRepeatOrderUrl.200'],
    ['/carts', 'searchAbandonedCarts.200'],
    ['/carts/6626E60A-A6F9-4CD5-8230-43D5F162E0CD', 'getAbandonedCart.200'],
    ['/subscriptions', 'searchSubscriptions.200'],
    ['/subscriptions/94082', 'getSubscription.200'],
    ['/customers/15319410', 'getCustomer.200'],
    ['/customers/deleted', 'searchDeletedCustomers.200'],
    ['/customers/15319410/contacts', 'searchCustomerContacts.200'],
    ['/customers/15319410/contacts/113861381', 'getCustomerContact.200'],
    ['/customers/filters', 'getCustomerFilters.200'],
    ['/customers/locations', 'searchCustomerLocations.200'],
    ['/customers/products?name=linen', 'searchCustomerProducts.200'],
    ['/customers_ids', 'searchCustomerIds.200'],
    ['/customer_groups', 'searchCustomerGroups.200'],
    ['/customer_groups/12345', 'getCustomerGroup.200'],
    ['/customer_groups/0', 'getCustomerGroup.200.general'],
    ['/store_extrafields/customers', 'searchCustomerExtraFields.200'],
    ['/store_extrafields/customers/k7Lp2Qa', 'getCustomerExtraField.200'],
    ['/discount_coupons', 'searchDiscountCoupons.200'],
    ['/discount_coupons/162428889', 'getDiscountCoupon.200'],
    ['/discount_coupons/deleted', 'searchDeletedDiscountCoupons.200'],
    ['/coupons/deleted', 'searchDeletedCoupons.200'],
    ['/promotions', 'searchPromotions.200'],
    ['/reviews', 'searchProductReviews.200'],
    ['/reviews/60912011', 'getProductReview.200'],
    ['/reviews/deleted', 'searchDeletedReviews.200'],
    ['/profile/shippingOptions', 'searchShippingOptions.200'],
    ['/profile/paymentOptions', 'searchPaymentOptions.200'],
    ['/profile/paymentOptions/12345-1570451512399', 'getPaymentOption.200.cash'],
    ['/profile/extrafields', 'searchCheckoutExtraFields.200'],
    ['/profile/extrafields/gift_note', 'getCheckoutExtraField.200'],
    ['/profile/order_status/PAID', 'getOrderStatus.200.paid'],
    ['/profile/order_status/CUSTOM_FULFILLMENT_STATUS_1', 'getOrderStatus.200'],
    ['/staff', 'searchStaffAccounts.200'],
    ['/staff/p27632593', 'getStaffAccount.200'],
    ['/domains', 'searchDomains.200'],
    ['/products/37208339/gallery/video/6626f1c2a8b4d3001f5a9e01', 'downloadGalleryVideo.200'],
  ])('%s is %s, and perhaps a little more', async (path, name) => {
    const { status, json } = await get(path);
    expect(status).toBe(200);
    expect(json).toMatchObject(example(name));
  });

  it('tells when the parts of it last changed', async () => {
    const { json } = await get(
      '/latest-stats?productCountRequired=true&categoryCountRequired=true&reviewsUpdatesRequired=true&domainsRequired=true&subscriptionRequired=true',
    );
    expect(json).toEqual(example('getLatestStats.200'));
  });

  it('works out the filters of the example', async () => {
    const { post } = tryStore();
    const { json } = await post('/products/filters', example('getProductFilters.request'));
    expect(json).toEqual(example('getProductFilters.200'));
  });
});
