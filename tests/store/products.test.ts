import { describe, expect, it } from 'vitest';
import { beginning, tryStore, type Trial } from './try-store.ts';

/** Facts of the vendor's enabled live tests: ProductsTest and VariationsTest. */
describe('live: products', () => {
  const create = async (trial: Trial, body: object): Promise<number> => (await trial.post('/products', body)).json.id;
  const skus = async (trial: Trial, query: string): Promise<string[]> =>
    (await trial.get(`/products?${query}`)).json.items.map(({ sku }: { sku: string }) => sku);

  it('are found by words, in any order that is asked for', async () => {
    const trial = tryStore();
    const names = ['A: q8Zr', 'B: w2Lp', 'C: Bx77'];
    for (const [i, name] of names.entries()) {
      const description = i === 0 ? { description: 'Description B B' } : {};
      await create(trial, { name: `Product order ${name}`, sku: `order${i + 1}`, price: 10 * (i + 1), ...description });
      trial.store.clock.advance(1000);
    }
    const up = ['order1', 'order2', 'order3'];
    for (const sort of ['ADDED_TIME', 'UPDATED_TIME', 'NAME', 'PRICE']) {
      expect(await skus(trial, `keyword=order&sortBy=${sort}_ASC`)).toEqual(up);
      expect(await skus(trial, `keyword=order&sortBy=${sort}_DESC`)).toEqual([...up].reverse());
    }
    expect((await skus(trial, 'keyword=B&sortBy=RELEVANCE')).sort()).toEqual(['order1', 'order2']);
    expect((await skus(trial, 'keyword=order1')).sort()).toEqual(['order1']);
    expect((await skus(trial, 'keyword=ord*')).sort()).toEqual(up);
    expect(await skus(trial, 'keyword=zzz')).toEqual([]);
  });

  it('come in pages with the number of all', async () => {
    const trial = tryStore();
    for (const i of [1, 2, 3]) await create(trial, { name: `Product paging ${i}`, sku: `paging${i}`, price: 1 });
    expect((await trial.get('/products?keyword=paging&offset=2&limit=2')).json).toMatchObject({
      count: 1,
      total: 3,
      offset: 2,
      limit: 2,
    });
    expect((await trial.get('/products?keyword=paging&offset=3')).json).toMatchObject({
      count: 0,
      total: 3,
      items: [],
    });
  });

  it('are found by their ids', async () => {
    const trial = tryStore();
    const ids = [];
    for (const i of [1, 2, 3]) ids.push(await create(trial, { name: `Product ${i}`, sku: `ids${i}`, price: 1 }));
    const { json } = await trial.get(`/products?productId=${ids[0]},${ids[1]}&enabled=false`);
    expect(json.items.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 2));
  });

  it('have their stock adjusted, below nothing with a warning', async () => {
    const trial = tryStore();
    const id = await create(trial, { name: 'Counted', sku: 'counted', price: 1, quantity: 10 });
    expect((await trial.put(`/products/${id}/inventory`, { quantityDelta: 5 })).json).toEqual({ updateCount: 1 });
    expect((await trial.get(`/products/${id}`)).json).toMatchObject({ quantity: 15, unlimited: false, inStock: true });
    expect((await trial.put(`/products/${id}/inventory`, { quantityDelta: -20 })).json).toEqual({
      updateCount: 1,
      warning: 'Product has negative stock.',
    });
    expect((await trial.get(`/products/${id}`)).json).toMatchObject({ quantity: -5, inStock: false });
  });

  it('say in the same words that one is not there', async () => {
    const { status, json } = await tryStore().get('/products/7');
    expect({ status, json }).toEqual({
      status: 404,
      json: { errorMessage: 'Product #7 not found', errorCode: 'PRODUCT_NOT_FOUND' },
    });
  });

  it('have variations that are changed, adjusted and deleted one by one', async () => {
    const trial = tryStore();
    const choices = ['S', 'M', 'L'].map((text) => ({ text, priceModifier: 1, priceModifierType: 'ABSOLUTE' }));
    const options = [{ type: 'SELECT', name: 'Size', choices, defaultChoice: 1, required: true }];
    const product = await create(trial, { name: 'Varied', sku: 'varied', price: 12.5, quantity: 10, options });
    const path = `/products/${product}/combinations`;
    const dimensions = { length: 1.5, width: 2, height: 3 };
    const large = {
      sku: 'first',
      quantity: 2,
      isShippingRequired: true,
      price: 51.2,
      costPrice: 46.6,
      weight: 16.7,
      dimensions,
      volume: 16,
      options: [{ name: 'Size', value: 'L' }],
    };
    const first = (await trial.post(path, large)).json.id;
    const second = (
      await trial.post(path, { sku: 'second', quantity: 9, price: 100, options: [{ name: 'Size', value: 'S' }] })
    ).json.id;
    expect((await trial.get(`/products/${product}`)).json.combinations[0]).toMatchObject(large);
    expect((await trial.put(`${path}/${first}`, { sku: 'changed', quantity: 15, costPrice: 47.2 })).json).toEqual({
      updateCount: 1,
    });
    expect((await trial.put(`${path}/${second}/inventory`, { quantityDelta: -4 })).json).toEqual({ updateCount: 1 });
    expect((await trial.get(path)).json).toMatchObject([
      { ...large, id: first, sku: 'changed', quantity: 15, costPrice: 47.2, combinationNumber: 1 },
      { id: second, sku: 'second', quantity: 5, combinationNumber: 2 },
    ]);
    expect((await trial.delete(`${path}/${first}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.get(path)).json).toMatchObject([{ id: second }]);
    expect((await trial.get(`${path}/${first}`)).json.errorCode).toBe('COMBINATION_NOT_FOUND');
  });
});

/** Facts of the pages. */
describe('documented: products', () => {
  it('keep what an update does not name, and tell when they changed', async () => {
    const { store, get, put } = tryStore();
    store.clock.advance(60_000);
    expect((await put('/products/37208339', { price: 40, nameTranslated: { es: 'Delantal' } })).json).toEqual({
      updateCount: 1,
    });
    const { json } = await get('/products/37208339');
    expect(json).toMatchObject({
      price: 40,
      name: 'Linen apron',
      nameTranslated: { en: 'Linen apron', es: 'Delantal' },
      sku: 'MM-APRON',
      created: '2026-01-12 08:30:00 +0000',
      updated: '2026-06-01 12:01:00 +0000',
      updateTimestamp: beginning / 1000 + 60,
    });
    expect((await get('/products?updatedFrom=2026-06-01')).json.items).toHaveLength(1);
    expect((await get('/products?updatedTo=1772442900')).json.items).toHaveLength(2);
  });

  it('may be sent back as they were read', async () => {
    const { get, put } = tryStore();
    const before = (await get('/products/37208339')).json;
    expect((await put('/products/37208339', before)).status).toBe(200);
    const { updated: _a, updateTimestamp: _b, ...after } = (await get('/products/37208339')).json;
    expect(before).toMatchObject(after);
  });

  it.each([
    ['sku=MM-APRON-L-IND', [37208339]],
    ['sku=MM-NOTHING', []],
    ['keyword=linen', [37208339]],
    ['keyword=LINEN%20course', []],
    ['externalReferenceId=pos-1180', [37208339]],
    ['category=19563208', [37208339]],
    ['category=19563207', [37208340]],
    ['category=19563207&withSubcategories=true', [37208339, 37208340]],
    ['categories=19563207,19563208', [37208339, 37208340]],
    ['category=0', [37208339, 37208341]],
    ['priceFrom=18&priceTo=39.5', [37208339, 37208341]],
    ['priceFrom=18.01&priceTo=39.49', []],
    ['createdFrom=2026-01-12%2008:30:01', []],
    ['createdTo=1768206600', [37208339, 37208340, 37208341]],
    ['enabled=false', []],
    ['isGiftCard=false', [37208339, 37208340, 37208341]],
    ['inStock=true&limit=1', [37208339]],
    ['inventory=outofstock', []],
    ['onsale=onsale', [37208339]],
    ['onsale=notonsale', [37208340, 37208341]],
    ['discountsAllowed=false', []],
    ['isCustomerSetPrice=true', []],
    ['visibleInStorefront=true', [37208339, 37208340, 37208341]],
    ['option_Size=Small,Medium', [37208339]],
    ['option_Size=Medium', []],
    ['attribute_Brand=Meadow%20%26%20Mill', [37208339]],
    ['field8258231=Linen', [37208339]],
    ['fieldMaterial=Wool', []],
    ['enabledManualTaxes=none', [37208339, 37208340, 37208341]],
    ['taxClassCodes=default', [37208339, 37208340, 37208341]],
  ])('are filtered by %s', async (query, ids) => {
    const { json } = await tryStore().get(`/products?${query}`);
    expect(json.items.map(({ id }: { id: number }) => id)).toEqual(ids);
  });

  it.each([
    ['/products?createdFrom=soon', 'createdFrom'],
    ['/products?limit=many', 'limit'],
    ['/products?offset=-1', 'offset'],
    ['/products?enabled=perhaps', 'enabled'],
    ['/products?responseFields=items(id', 'responseFields'],
  ])('refuse %s with its name', async (path, name) => {
    const { status, json } = await tryStore().get(path);
    expect({ status, code: json.errorCode }).toEqual({ status: 400, code: 'WRONG_PARAMETER' });
    expect(json.errorMessage).toContain(name);
  });

  it.each([
    ['a SKU that a product has', { sku: 'MM-BOARD' }, 409, 'SKU_ALREADY_EXISTS'],
    ['a SKU that a variation has', { sku: 'MM-APRON-S-NAT' }, 409, 'SKU_ALREADY_EXISTS'],
    ['a category that is not there', { categoryIds: [7] }, 404, 'CATEGORIES_NOT_FOUND'],
    ['a type that is not there', { productClassId: 7 }, 404, 'NOT_FOUND'],
    ['a negative cost', { costPrice: -1 }, 400, 'COST_PRICE_CANT_BE_NEGATIVE'],
    [
      'a wholesale price above the price',
      { wholesalePrices: [{ quantity: 2, price: 99 }] },
      400,
      'WHOLESALE_PRICES_TOO_BIG',
    ],
    [
      'a wholesale price for one',
      { wholesalePrices: [{ quantity: 1, price: 1 }] },
      400,
      'WHOLESALE_PRICES_QUANTITY_TOO_SMALL',
    ],
  ])('are not created with %s', async (_what, part, status, code) => {
    const { post, get } = tryStore();
    const reply = await post('/products', { name: 'New', sku: 'new', price: 5, ...part });
    expect({ status: reply.status, code: reply.json.errorCode }).toEqual({ status, code });
    expect((await get('/products')).json.total).toBe(3);
  });

  it('cannot leave the front page while nothing else holds them', async () => {
    expect((await tryStore().put('/products/37208341', { showOnFrontpage: -1 })).status).toBe(400);
  });

  it('are gone when deleted, and stand in the list of what was deleted', async () => {
    const { get, ...trial } = tryStore();
    expect((await trial.delete('/products/37208340')).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete('/products/37208340')).json).toEqual({ deleteCount: 0 });
    expect((await get('/products/37208340')).status).toBe(404);
    expect((await get('/products/deleted?from_date=2026-06-01')).json.items).toEqual([
      { id: 37208340, date: '2026-06-01 12:00:00 +0000' },
    ]);
    expect((await get('/categories/19563207')).json.productCount).toBe(1);
    expect((await get('/latest-stats')).json.productsUpdated).toBe('2026-06-01 12:00:00 +0000');
    expect((await trial.call('/products', { method: 'DELETE' })).status).toBe(202);
    expect((await get('/products')).json).toMatchObject({ total: 0, items: [] });
  });

  it('are seen in part by a public token', async () => {
    const trial = tryStore();
    await trial.put('/products/37208340', { enabled: false });
    expect((await trial.get('/products/37208340', 'public_x')).json).toEqual({ id: 37208340, enabled: false });
    expect((await trial.get('/products', 'public_x')).json.items[1]).toEqual({ id: 37208340, enabled: false });
    expect((await trial.get('/products/37208340')).json.name).toBe('Oak cutting board');
  });

  it('are cut down to the fields that are asked for', async () => {
    const { get } = tryStore();
    expect((await get('/products?responseFields=total,items(id,options(name))&limit=1')).json).toEqual({
      total: 3,
      items: [{ id: 37208339, options: [{ name: 'Size' }, { name: 'Color' }] }],
    });
    expect((await get('/products/37208341?responseFields=sku,tax(taxable)')).json).toEqual({
      sku: 'MM-COURSE',
      tax: { taxable: true },
    });
  });

  it('answer in another language, and link to another shop', async () => {
    const { get } = tryStore();
    const url = async (query: string): Promise<string> => (await get(`/products/37208340?${query}`)).json.url;
    expect((await get('/products/37208340?lang=es')).json.name).toBe('Tabla de cortar de roble');
    expect(await url('baseUrl=https://shop.example/')).toBe('https://shop.example/#!/Oak-cutting-board/p/37208340');
    expect(await url('baseUrl=https://shop.example/&cleanUrls=true')).toBe(
      'https://shop.example/Oak-cutting-board-p37208340',
    );
    expect((await get('/products/37208340?cleanUrls=perhaps')).json.errorCode).toBe('CLEAN_URLS_PARAMETER_IS_INVALID');
  });

  it('take their price from the variation that is selected beforehand', async () => {
    const { get, put } = tryStore();
    await put('/products/37208339/combinations/7084076', { price: 41 });
    expect((await get('/products/37208339')).json).toMatchObject({
      price: 39.5,
      defaultDisplayedPrice: 41,
      defaultDisplayedPriceFormatted: '$41.00',
    });
  });

  it('save variations with saveCombinations alone', async () => {
    const trial = tryStore();
    const body = {
      name: 'Cup',
      sku: 'cup',
      price: 5,
      combinations: [{ sku: 'cup-red', options: [{ name: 'Color', value: 'Red' }] }],
    };
    const { id } = (await trial.post('/products', body)).json;
    expect((await trial.get(`/products/${id}`)).json.combinations).toEqual([]);
    await trial.put(`/products/${id}?saveCombinations=true`, { combinations: body.combinations });
    expect((await trial.get(`/products/${id}`)).json).toMatchObject({
      combinations: body.combinations,
      options: [{ type: 'SELECT', name: 'Color' }],
    });
  });

  it('answer an update with the product when asked', async () => {
    const { json } = await tryStore().put('/products/37208341?returnItem=true&responseFields=id,price', { price: 20 });
    expect(json).toEqual({ updateCount: 1, item: { id: 37208341, price: 20 } });
  });
});
