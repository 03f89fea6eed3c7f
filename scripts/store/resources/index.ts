import type { Operations, Resource } from '../rules.ts';
import { appStorage } from './app-storage.ts';
import { batch } from './batch.ts';
import { categories } from './categories/categories.ts';
import { contacts } from './customers/contacts.ts';
import { customers } from './customers/customers.ts';
import { customerExtraFields } from './customers/extra-fields.ts';
import { customerFilters } from './customers/filter-values.ts';
import { customerGroups } from './customers/groups.ts';
import { dictionaries } from './dictionaries.ts';
import { coupons } from './discounts/coupons.ts';
import { promotions } from './discounts/promotions.ts';
import { domains } from './domains.ts';
import { latestStats } from './latest-stats.ts';
import { giftCards } from './orders/calculate/calculate.ts';
import { carts } from './orders/carts.ts';
import { orderExtraFields } from './orders/extra-fields.ts';
import { invoices } from './orders/invoices.ts';
import { itemFiles } from './orders/item-files.ts';
import { orders } from './orders/orders.ts';
import { pageSlugs } from './page-slugs.ts';
import { subscriptions } from './orders/subscriptions.ts';
import { productTypes } from './product-types.ts';
import { facets } from './products/facets.ts';
import { files } from './products/files.ts';
import { media } from './products/media.ts';
import { products } from './products/products.ts';
import { variations } from './products/variations.ts';
import { profile } from './profile.ts';
import { redirects } from './redirects.ts';
import { reviews } from './reviews.ts';
import { checkoutExtraFields } from './settings/checkout-extra-fields.ts';
import { orderStatuses } from './settings/order-statuses.ts';
import { paymentOptions, shippingOptions } from './settings/options.ts';
import { staff } from './settings/staff.ts';
import { starterSite } from './starter-site.ts';

/** All that the store keeps. A new kind of thing is one more entry. */
export const resources: readonly Resource[] = [
  profile,
  products,
  categories,
  productTypes,
  appStorage,
  orders,
  carts,
  subscriptions,
  customers,
  customerGroups,
  customerExtraFields,
  coupons,
  promotions,
  reviews,
  shippingOptions,
  paymentOptions,
  checkoutExtraFields,
  orderStatuses,
  staff,
  domains,
  giftCards,
  redirects,
  starterSite,
  variations,
  files,
  contacts,
  orderExtraFields,
];

/** Operations on parts of things, or on several kinds of things at once. */
export const singleOperations: Operations = {
  ...media,
  ...facets,
  ...latestStats,
  ...itemFiles,
  ...invoices,
  ...customerFilters,
  ...batch,
  ...dictionaries,
  ...pageSlugs,
};

/** Operations that touch nothing that the store keeps: what the description shows is a fair answer. All others without a rule get 501. */
export const examples: ReadonlySet<string> = new Set([
  'GET /taxClasses',
  'GET /application',
  'GET /application/token',
  'GET /home-page/{storeId}/static-code',
  'GET /category-page/{storeId}/{categoryId}/static-code',
  'GET /product-page/{storeId}/{productId}/static-code',
  'GET /reports/{reportType}',
  'GET /profile/staffScopes',
  'GET /reports/{reportType}/tip',
  'GET /domains/search',
  'GET /swatches/recent-colors',
  'POST /images/main-colors',
  'GET /saleschannels/google_shopping',
  'GET /saleschannels/shopzilla',
  'GET /saleschannels/yahoo_shopping',
  'GET /saleschannels/yandex_market',
  'GET /saleschannels/yandex_market_dbs',
]);
