/**
 * What the description of the catalog promises to TypeScript. Nothing here runs: `npm run typecheck` fails where a line that must
 * be refused is accepted, or one that must be accepted is refused.
 */
import { unwrap, type EcwidClient } from '../../generated/ecwid/index.js';
import { expectTrue, type Same } from './expect.ts';

export async function searchesProducts(client: EcwidClient): Promise<void> {
  const { total, items } = await unwrap(
    client.GET('/products', {
      params: {
        query: {
          keyword: 'linen*',
          categories: [19563207, 19563208],
          priceFrom: 10,
          priceTo: 75.5,
          sortBy: 'PRICE_ASC',
          inventory: 'instock',
          option_Size: ['Small', 'Large'],
          attribute_Brand: 'Meadow & Mill',
        },
      },
    }),
  );
  expectTrue<Same<typeof total, number | undefined>>();
  for (const product of items) {
    expectTrue<Same<typeof product.id, number>>();
    expectTrue<Same<typeof product.price, number | null | undefined>>();
    expectTrue<Same<typeof product.minPurchaseQuantity, number | null | undefined>>();
    expectTrue<Same<NonNullable<typeof product.nameTranslated>[string], string>>();
    const [choice] = product.options?.[0]?.choices ?? [];
    expectTrue<Same<NonNullable<typeof choice>['priceModifierType'], 'PERCENT' | 'ABSOLUTE' | undefined>>();
    // @ts-expect-error a field is spelt wrong
    void product.combination;
    // @ts-expect-error it is none of the types of an option
    if (product.options?.[0]?.type === 'DROPDOWN') return;
  }
  // @ts-expect-error it is none of the orders of products
  await client.GET('/products', { params: { query: { sortBy: 'PRICE' } } });
  // @ts-expect-error it is neither in stock nor out of stock
  await client.GET('/products', { params: { query: { inventory: 'inStock' } } });
  // @ts-expect-error a list has no such filter
  await client.GET('/products', { params: { query: { categoryId: 19563208 } } });
}

export async function updatesAVariation(client: EcwidClient): Promise<void> {
  const path = '/products/{productId}/combinations/{combinationId}';
  const params = { path: { productId: 37208339, combinationId: 7084076 } };
  const { updateCount } = await unwrap(
    client.PUT(path, {
      params,
      body: {
        price: 39.5,
        quantity: 12,
        minPurchaseQuantity: null,
        options: [{ name: 'Size', value: 'Small' }],
        wholesalePrices: [{ quantity: 10, price: 35 }],
        outOfStockVisibilityBehaviour: 'ALLOW_PREORDER',
      },
    }),
  );
  expectTrue<Same<typeof updateCount, number>>();
  await client.PUT(path, { params, body: {} });
  // @ts-expect-error a field is spelt wrong
  await client.PUT(path, { params, body: { quantitiy: 12 } });
  // @ts-expect-error a field of a field is spelt wrong
  await client.PUT(path, { params, body: { wholesalePrices: [{ quantity: 10, prize: 35 }] } });
  // @ts-expect-error it is none of the known ways to treat what is out of stock
  await client.PUT(path, { params, body: { outOfStockVisibilityBehaviour: 'VANISH' } });
  // @ts-expect-error only answers carry it
  await client.PUT(path, { params, body: { defaultDisplayedPrice: 39.5 } });
  await client.PUT(path, { params, body: { price: null } });

  const variation = await unwrap(client.GET(path, { params }));
  expectTrue<Same<typeof variation.defaultDisplayedPrice, number | null | undefined>>();
}

export async function createsAProduct(client: EcwidClient): Promise<void> {
  await client.POST('/products', { body: { sku: 'MM-BOARD', name: 'Oak cutting board', price: 64 } });
  await client.POST('/products', { body: { name: 'Oak cutting board' } });
  // @ts-expect-error a product needs a name
  await client.POST('/products', { body: { sku: 'MM-BOARD', price: 64 } });
  // @ts-expect-error only answers carry it
  await client.POST('/products', { body: { sku: 'MM-BOARD', name: 'Board', price: 64, lowestPrice: 60 } });
}

export async function filtersReviews(client: EcwidClient): Promise<void> {
  const { items } = await unwrap(
    client.GET('/reviews', {
      params: { query: { status: 'published', rating: 5, productId: 37208339, sortBy: 'RATING_DESC' } },
    }),
  );
  for (const review of items) {
    expectTrue<Same<typeof review.orderId, number | string | null | undefined>>();
    expectTrue<Same<NonNullable<typeof review.reviewerInfo>['city'], string | null | undefined>>();
    // @ts-expect-error a field is spelt wrong
    void review.raiting;
  }
  // @ts-expect-error it is no status of a review
  await client.GET('/reviews', { params: { query: { status: 'hidden' } } });
  await client.PUT('/reviews/mass_update', {
    body: { selectMode: 'ALL_FILTERED', newStatus: 'MODERATED', currentFilters: { rating: [1, 2] } },
  });
  // @ts-expect-error what is meant has to be said
  await client.PUT('/reviews/mass_update', { body: { delete: true } });
  // @ts-expect-error it is none of the ways to select reviews
  await client.PUT('/reviews/mass_update', { body: { selectMode: 'EVERYTHING' } });
}

export async function updatesACategory(client: EcwidClient): Promise<void> {
  const params = { path: { categoryId: 19563208 } };
  await client.PUT('/categories/{categoryId}', { params, body: { enabled: false, productIds: [37208339] } });
  // @ts-expect-error only answers carry it
  await client.PUT('/categories/{categoryId}', { params, body: { productCount: 1 } });
  // @ts-expect-error a field is spelt wrong
  await client.PUT('/categories/{categoryId}', { params, body: { productIDs: [37208339] } });
}
