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
