import { describe, expect, it } from 'vitest';
import { tryStore, upload } from './try-store.ts';

const sizes = {
  type: 'SELECT',
  name: 'Size',
  required: false,
  choices: ['S', 'M'].map((text) => ({ text, priceModifier: 0, priceModifierType: 'ABSOLUTE' })),
};
const small = [{ name: 'Size', value: 'S' }];

describe('documented: error codes', () => {
  it.each([
    ['GET', '/orders/nothing', 404, 'ORDER_NOT_FOUND'],
    ['PUT', '/orders/nothing', 404, 'ORDER_NOT_FOUND'],
    ['GET', '/orders/nothing/extraFields', 404, 'ORDER_NOT_FOUND'],
    ['GET', '/carts/nothing', 404, 'CHECKOUT_NOT_FOUND'],
    ['GET', '/products/1', 404, 'PRODUCT_NOT_FOUND'],
    ['GET', '/products/37208339/combinations/1', 404, 'COMBINATION_NOT_FOUND'],
    ['PUT', '/promotions/1', 404, 'PROMOTION_NOT_FOUND'],
    ['GET', '/discount_coupons/nothing', 404, 'DISCOUNT_COUPON_NOT_FOUND'],
    ['PUT', '/profile/shippingOptions/1', 404, 'SHIPPING_NOT_FOUND'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    const trial = tryStore();
    const reply = method === 'GET' ? await trial.get(path) : await trial.put(path, {});
    expect([reply.status, reply.json.errorCode]).toEqual([status, code]);
  });

  it('of what exists already names a violated constraint', async () => {
    const { post } = tryStore();
    const again = await post('/customers', { email: 'nora.hale@mail.example' });
    expect([again.status, again.json.errorCode]).toEqual([409, 'CONSTRAINT_VIOLATION']);
  });
});

describe('documented: variations', () => {
  const codeOf = ({ status, json }: { status: number; json: any }): unknown[] => [status, json.errorCode];

  it('with the SKU of their product share its stock and its size', async () => {
    const { get, post, put } = tryStore();
    const dimensions = { length: 1, width: 2, height: 3 };
    const body = { name: 'Cup', sku: 'CUP', quantity: 4, price: 1, dimensions, options: [sizes] };
    const { id } = (await post('/products', body)).json;
    const add = (more: object): ReturnType<typeof post> =>
      post(`/products/${id}/combinations`, { sku: 'CUP', options: small, ...more });
    expect(codeOf(await add({ quantity: 5 }))).toEqual([400, 'DIFFERENT_COMBINATION_STOCK']);
    expect(codeOf(await add({ dimensions: { ...dimensions, height: 4 } }))).toEqual([
      400,
      'DIFFERENT_COMBINATION_DIMENSIONS',
    ]);
    const variation = (await add({})).json;
    const path = `/products/${id}/combinations/${variation.id}`;
    expect((await get(path)).json).toMatchObject({ quantity: 4, unlimited: false, dimensions });
    expect(codeOf(await put(path, { quantity: 3 }))).toEqual([400, 'DIFFERENT_COMBINATION_STOCK']);
    expect((await put(path, { sku: 'CUP-S', quantity: 3 })).status).toBe(200);
  });

  it('keep the options of their product from being removed', async () => {
    const { get, post, put } = tryStore();
    const { id } = (await post('/products', { name: 'Cup', price: 1, options: [sizes] })).json;
    await post(`/products/${id}/combinations`, { options: small });
    const path = `/products/${id}`;
    expect(codeOf(await put(path, { options: [] }))).toEqual([409, 'COMBINATION_CONTAINS_REMOVED_OPTION']);
    const medium = { ...sizes, choices: sizes.choices.slice(1) };
    expect(codeOf(await put(path, { options: [medium] }))).toEqual([409, 'COMBINATION_CONTAINS_REMOVED_OPTION_VALUE']);
    expect((await get(path)).json.options[0].choices).toHaveLength(2);
    const large = { ...sizes, choices: [...sizes.choices, { ...sizes.choices[0], text: 'L' }] };
    expect((await put(path, { options: [large] })).json).toMatchObject({ updateCount: 1 });
  });
});

describe('documented: what follows from other things', () => {
  it('a product tells of its reviews', async () => {
    const { get, put } = tryStore();
    const told = async (): Promise<unknown> => {
      const { rating, reviewsPublished, reviewsModerated } = (await get('/products/37208339')).json;
      return [rating, reviewsPublished, reviewsModerated];
    };
    expect(await told()).toEqual([5, 1, 0]);
    await put('/reviews/60912011', { status: 'moderated' });
    expect(await told()).toEqual([0, 0, 1]);
  });

  it('wholesale prices are sorted, new ways to deliver come last, and a choice without choices is a text', async () => {
    const { get, post } = tryStore();
    const tiers = [10, 5].map((quantity) => ({ quantity, price: 10 - quantity / 5 }));
    const { id } = (await post('/products', { name: 'Cup', price: 10, wholesalePrices: tiers })).json;
    expect((await get(`/products/${id}`)).json.wholesalePrices).toEqual(tiers.toReversed());
    const before = (await get('/profile/shippingOptions')).json.at(-1).orderby;
    await post('/profile/shippingOptions', { title: 'Mule', fulfilmentType: 'delivery' });
    expect((await get('/profile/shippingOptions')).json.at(-1)).toMatchObject({ title: 'Mule', orderby: before + 10 });
    await post('/profile/extrafields', { key: 'color', title: 'Color', type: 'SELECT' });
    expect((await get('/profile/extrafields/color')).json).toMatchObject({
      type: 'text',
      available: true,
      orderDetailsDisplaySection: 'order_comments',
      showInInvoice: false,
    });
  });
});

describe('documented: dictionaries', () => {
  it('have countries, states and currencies, in the language that is asked for', async () => {
    const { get } = tryStore();
    const countries = (await get('/countries?lang=es&withStates=true')).json;
    expect(countries.length).toBeGreaterThan(240);
    const usa = countries.find(({ code }: { code: string }) => code === 'US');
    expect([usa.name, usa.states.length]).toEqual(['Estados Unidos', 51]);
    expect((await get('/states?countryCode=us')).json).toContainEqual({ code: 'OR', name: 'Oregon' });
    expect((await get('/states?countryCode=MC')).json).toEqual([]);
    expect((await get('/currencies')).json).toContainEqual({ code: 'EUR', name: 'Euro' });
    expect((await get('/currencyByCountry?countryCode=JP')).json).toEqual([
      {
        countryCode: 'JP',
        currencyCode: 'JPY',
        currencyName: 'Japanese Yen',
        prefix: '¥',
        suffix: '',
        decimalPlaces: '0',
      },
    ]);
    expect((await get('/states')).status).toBe(400);
  });
});

describe('documented: pages of the storefront', () => {
  it.each([
    [
      'slug=linen-apron',
      { status: 'OK', type: 'PRODUCT', canonicalSlug: 'linen-apron', storeEntityData: { id: '37208339' } },
    ],
    ['slug=linen-apron-37208339', { status: 'NONCANONICAL', type: 'PRODUCT', canonicalSlug: 'linen-apron' }],
    ['slug=oak-cutting-board-37208340', { status: 'OK', type: 'PRODUCT' }],
    ['slug=linen', { status: 'OK', type: 'CATEGORY', storeEntityData: { id: '19563208' } }],
    ['slug=Textiles', { status: 'NONCANONICAL', type: 'CATEGORY', canonicalSlug: 'linen' }],
    ['slug=nothing', { status: 'NOT_FOUND' }],
    ['storeRootPage=true', { status: 'OK', type: 'ROOT' }],
  ])('are found by %s', async (query, answer) => {
    expect((await tryStore().get(`/storefront-widget-pages?${query}`)).json).toMatchObject(answer);
  });

  it('need a slug, and follow it when it is changed', async () => {
    const { get, put } = tryStore();
    const find = async (query: string): Promise<any> => (await get(`/storefront-widget-pages${query}`)).json;
    expect((await find('')).errorCode).toBe('SLUG_PARAMETER_NOT_FOUND');
    expect((await find('?slug=')).errorCode).toBe('SLUG_PARAMETER_EMPTY');
    await put('/products/37208339', { customSlug: 'apron', name: 'Apron & co' });
    expect(await find('?slug=linen-apron')).toEqual({ status: 'NOT_FOUND' });
    const { staticContent, canonicalSlug } = await find('?slug=apron&getStaticContent=true');
    expect([canonicalSlug, staticContent.htmlCode]).toEqual([
      'apron',
      expect.stringContaining('<h1>Apron &amp; co</h1>'),
    ]);
  });
});

describe('documented: websites', () => {
  it('redirect each address once', async () => {
    const { get, post, put, ...trial } = tryStore();
    const list = '/instant-site/redirects';
    const redirects = ['/aprons', '/boards', '/boards'].map((fromUrl) => ({ fromUrl, toUrl: '/products' }));
    expect((await post(list, redirects)).json).toEqual({ createCount: 1, existsCount: 2 });
    expect((await post(list, { fromUrl: '/cups', toUrl: '/' })).json).toEqual({ createCount: 1, existsCount: 0 });
    const { total, items } = (await get(`${list}?keyword=BOARD`)).json;
    expect([total, items[0].toUrl]).toEqual([1, '/products']);
    expect((await put(`${list}/${items[0].id}`, { toUrl: '/oak' })).json).toEqual({ updateCount: 1 });
    const found = (await get(`${list}/get-for-path?exactPath=/boards`)).json;
    expect(found).toEqual({ items: [{ id: items[0].id, fromUrl: '/boards', toUrl: '/oak' }], hasAnyRedirects: true });
    expect((await trial.delete(`${list}/${items[0].id}`)).json).toEqual({ deleteCount: 1 });
    expect((await get(`${list}/${items[0].id}`)).status).toBe(404);
    expect((await get(`${list}/get-for-path?exactPath=/boards`)).json.items).toEqual([]);
  });

  it('have a free name, and domains that are bought', async () => {
    const { get, post, put } = tryStore();
    const rename = (ecwidSubdomain: string): ReturnType<typeof put> =>
      put('/domains', { instantSiteDomain: { ecwidSubdomain } });
    expect((await rename('mill')).json).toEqual({ updateCount: 1 });
    expect((await get('/profile')).json.generalInfo.starterSite.ecwidSubdomain).toBe('mill');
    const codes = [await rename(''), await rename('x'.repeat(64)), await rename('a b')];
    expect(codes.map(({ status, json }) => `${status} ${json.errorCode}`)).toEqual([
      '403 EMPTY_DOMAIN_NAME',
      '403 LONG_DOMAIN_NAME',
      '403 WRONG_DOMAIN_FORMAT',
    ]);
    const owner = { firstName: 'Ada', lastName: 'Lindqvist', email: 'ada@mill.example' };
    const bought = await post('/domains/purchase', { domainName: 'mill.example', ...owner });
    expect(bought.json).toMatchObject({ status: 'pending', purchaseDate: '2026-06-01', expirationDate: '2027-06-01' });
    expect((await post('/domains/purchase', { domainName: 'mill.example' })).json.errorCode).toBe(
      'DOMAIN_ALREADY_TAKEN',
    );
    const use = { id: bought.json.id, connectedToInstantSite: true, primaryDomain: true };
    await put('/domains', { purchasedDomains: [use] });
    const { instantSiteDomain, purchasedDomains } = (await get('/domains')).json;
    expect(instantSiteDomain).toMatchObject({ ecwidSubdomain: 'mill', primaryInstantSiteDomain: 'mill.example' });
    expect(purchasedDomains.map(({ primaryDomain }: { primaryDomain: boolean }) => primaryDomain)).toEqual([
      false,
      true,
    ]);
    expect((await put('/domains', { purchasedDomains: [{ id: 1 }] })).json.errorCode).toBe(
      'NOT_VALID_DOMAIN_ORDER_UPDATE_DATA',
    );
  });

  it('that stores began with change with an update alone', async () => {
    const { get, put, call } = tryStore();
    const { coverImageUrl } = (await get('/startersite')).json;
    const uploaded = (await call('/startersite/cover', upload())).json;
    expect((await get('/startersite')).json.coverImageUrl).toBe(coverImageUrl);
    expect((await put('/startersite', uploaded)).json).toEqual({ id: 1003 });
    const { coverTitle, ...site } = (await get('/startersite')).json;
    expect([coverTitle, site.coverImageUrl]).toEqual(['Meadow & Mill', uploaded.coverImageUrl]);
    expect((await call(uploaded.coverImageUrl)).headers.get('content-type')).toBe('image/png');
  });
});
