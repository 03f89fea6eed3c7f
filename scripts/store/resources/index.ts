import type { Operations, Resource } from '../rules.ts';
import { appStorage } from './app-storage.ts';
import { batch } from './batch.ts';
import { categories } from './categories/categories.ts';
import { latestStats } from './latest-stats.ts';
import { productTypes } from './product-types.ts';
import { facets } from './products/facets.ts';
import { files } from './products/files.ts';
import { media } from './products/media.ts';
import { products } from './products/products.ts';
import { variations } from './products/variations.ts';
import { profile } from './profile.ts';

/** All that the store keeps. A new kind of thing is one more entry. */
export const resources: readonly Resource[] = [profile, products, categories, productTypes, appStorage];

/** Operations on what lies inside other things, or on several kinds of things at once. */
export const singleOperations: Operations = {
  ...variations,
  ...media,
  ...files,
  ...facets,
  ...latestStats,
  ...batch,
};

/** Operations that touch nothing that the store keeps: what the description shows is a fair answer. All others without a rule get 501. */
export const examples: ReadonlySet<string> = new Set([
  'GET /countries',
  'GET /currencies',
  'GET /currencyByCountry',
  'GET /states',
  'GET /taxClasses',
  'GET /application',
  'GET /home-page/{storeId}/static-code',
  'GET /category-page/{storeId}/{categoryId}/static-code',
  'GET /product-page/{storeId}/{productId}/static-code',
  'GET /storefront-widget-pages',
  'GET /reports/{reportType}',
  'GET /profile/staffScopes',
]);
