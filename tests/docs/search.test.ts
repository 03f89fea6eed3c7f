import { describe, expect, it } from 'vitest';
import { loadGuides } from '../../scripts/docs/model/guides.ts';
import { aliases } from '../../scripts/docs/search/aliases.ts';
import { searchDocuments } from '../../scripts/docs/search/documents.ts';
import { createSearch } from '../../scripts/docs/search/engine.ts';
import { describeAll } from './described.ts';

const described = await describeAll();
const guides = await loadGuides();
const documents = searchDocuments(described, guides);
const find = createSearch(documents);
const firstOf = (query: string) => find(query)[0]?.href;

describe('what people look for comes first', () => {
  it.each([
    // The names of things, and what else they are called.
    ['inventory', /adjustProductStock\.html$/],
    ['variant', /searchProductVariations\.html$|#product-variations$/],
    ['refund', /Order\.html#field-refunds$|OrderRefund\.html$/],
    ['coupon', /searchDiscountCoupons\.html$|#discount-coupons$/],
    ['abandoned cart', /#abandoned-carts$/],
    ['staff', /searchStaffAccounts\.html$/],
    ['app storage', /#app-storage$/],
    ['tracking number', /Order\.html#field-trackingNumber$|updateOrder\.html$/],
    ['order status', /#order-statuses$/],
    ['custom domain', /searchDomains\.html$/],
    ['product image', /ProductImage\.html$|uploadProductImage\.html$/],
    ['customer group price', /searchCustomerGroups\.html$/],
    ['sales analytics', /[rR]eport|[sS]tats/],
    ['shipping rate', /searchShippingOptions\.html$|ShippingRates\.html$/],
    // What to do.
    ['upload image', /uploadProductImage\.html$/],
    ['cancel order', /updateOrder\.html$/],
    ['create product', /\/createProduct\.html$/],
    ['getOrder', /\/getOrder\.html$/],
    ['deleted products', /searchDeletedProducts\.html$/],
    ['bulk update', /createBatch\.html$|batch-requests\.html$/],
    ['filter by attribute', /searchProducts\.html#query-attribute_$/],
    ['how do I cancel an order?', /updateOrder\.html$/],
    // Calls, as they are written in code and in logs.
    ['PUT /products/{productId}', /updateProduct\.html$/],
    ['put /products/37208339', /updateProduct\.html$/],
    ['https://app.ecwid.com/api/v3/1003/orders?limit=5', /(searchOrders|createOrder)\.html$/],
    // How things work.
    ['pagination', /paging-and-fields\.html$/],
    ['rate limit', /index\.html#limits$|errors-and-retries\.html$/],
    ['authentication', /#authentication$|tokens-and-scopes\.html$/],
    ['token expired', /tokens-and-scopes\.html$|#authentication$/],
    ['retry', /errors-and-retries\.html$/],
    ['sandbox', /testing-against-the-mock\.html$/],
    // Values, statuses, codes.
    ['409', /errors-and-retries\.html#what-to-do$/],
    ['AWAITING_PAYMENT', /OrderPaymentStatus\.html#value-AWAITING_PAYMENT$/],
    ['PRODUCT_NOT_FOUND', /#code-404-PRODUCT_NOT_FOUND$/],
    ['RATE_LIMITED', /#answer-429$/],
    ['responseFields', /#query-responseFields$/],
    // Mistyped, or not yet typed to the end.
    ['prodcut', /searchProducts\.html$|products\/index\.html$/],
    ['categry', /categor/i],
    ['abandon', /bandonedCart|#abandoned-carts$/],
  ])('%s', (query, address) => expect(firstOf(query)).toMatch(address));
});

describe('search', () => {
  it('finds nothing where there is nothing', () => {
    expect(find('')).toEqual([]);
    expect(find('   ')).toEqual([]);
    expect(find('qqxxzzyy')).toEqual([]);
  });

  it('finds every operation by its name, its title and its request', () => {
    for (const { areas, hrefs, api } of described) {
      const operations = areas.flatMap((area) => area.operations);
      // Each search takes some milliseconds, so that some of them speak for all.
      for (const { id, title, method, path } of operations.filter((_, index) => index % 3 === 0)) {
        const top = (query: string) => find(query).map(({ href }) => href);
        expect(top(id).slice(0, 3), id).toContain(hrefs.get(id));
        expect(top(title).slice(0, 5), title).toContain(hrefs.get(id));
        if (api === described[0]!.api) expect(top(`${method} ${path}`), path).toContain(hrefs.get(id));
      }
    }
  });

  it('shows no page more than three times', () => {
    const counts = new Map<string, number>();
    for (const { href } of find('status')) counts.set(href.split('#')[0]!, (counts.get(href.split('#')[0]!) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
  });

  it('has further words only for pages that there are', () => {
    const known = new Set(documents.map(([, , , href]) => href));
    const ids = new Set(described.flatMap(({ hrefs }) => [...hrefs.keys()]));
    expect(Object.keys(aliases).filter((key) => !known.has(key) && !ids.has(key))).toEqual([]);
  });
});
