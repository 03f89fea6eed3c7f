import { describe, expect, it } from 'vitest';
import { tryStore, upload } from './try-store.ts';

describe('live: product types', () => {
  const types = [
    'UPC',
    'BRAND',
    'GENDER',
    'AGE_GROUP',
    'COLOR',
    'SIZE',
    'PRICE_PER_UNIT',
    'UNITS_IN_PRODUCT',
    'CUSTOM',
  ];
  const attributes = types.map((type) => ({ name: `Attribute ${type}`, type, show: 'DESCR' }));

  it('are created, renamed without new attributes, and deleted', async () => {
    const { get, post, put, ...trial } = tryStore();
    const { id } = (await post('/classes', { name: 'Books', attributes })).json;
    const before = (await get(`/classes/${id}`)).json;
    expect(before).toEqual({
      id,
      name: 'Books',
      attributes: attributes.map((attribute) => ({ ...attribute, id: expect.any(Number) })),
    });
    const renamed = before.attributes.map((attribute: { name: string }) => ({
      ...attribute,
      name: `New ${attribute.name}`,
    }));
    expect((await put(`/classes/${id}`, { name: 'Papers', attributes: renamed })).json).toEqual({ updateCount: 1 });
    expect((await get(`/classes/${id}`)).json).toEqual({ id, name: 'Papers', attributes: renamed });
    expect((await trial.delete(`/classes/${id}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`/classes/${id}`)).json).toEqual({ deleteCount: 0 });
    expect((await get(`/classes/${id}`)).json.errorMessage).toBe(`Product class #${id} not found`);
  });

  it('stand beside the general one, which stays', async () => {
    const { get, post, ...trial } = tryStore();
    await trial.delete('/classes/1043007');
    expect((await get('/products/37208339')).json.productClassId).toBe(0);
    for (const name of ['A', 'B', 'C']) await post('/classes', { name });
    expect((await get('/classes')).json).toHaveLength(4);
    expect((await trial.delete('/classes/0')).status).toBe(400);
  });
});

describe('live: app storage', () => {
  const keep = (value: string, method = 'POST') => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: value,
  });

  it('keeps what it is given, as it came', async () => {
    const { get, call, ...trial } = tryStore();
    const value = '{"number": 123, "string": "test"}';
    expect((await call('/storage/key', keep(value))).json).toEqual({ success: true, updateCount: 1 });
    expect((await get('/storage/key')).json).toEqual({ key: 'key', value });
    expect((await call('/storage/other', keep('{}', 'PUT'))).json).toEqual({ success: true, updateCount: 1 });
    expect((await get('/storage')).json.map(({ key }: { key: string }) => key)).toEqual([
      'color',
      'key',
      'other',
      'public',
    ]);
    await call('/storage/other', keep('{"value":"plain"}'));
    expect((await get('/storage/other')).json.value).toBe('plain');
    expect((await trial.delete('/storage/key')).json).toEqual({ success: true, deleteCount: 1 });
    expect((await get('/storage/key')).status).toBe(404);
    expect((await trial.delete('/storage/key')).status).toBe(404);
  });

  it('shows a public token the public key alone, and takes less there', async () => {
    const { get, call } = tryStore();
    expect((await get('/storage', 'public_x')).json).toHaveLength(1);
    const big = JSON.stringify('x'.repeat(300_000));
    expect((await call('/storage/public', keep(`{"value":${big}}`))).status).toBe(413);
    expect((await call('/storage/own', keep(`{"value":${big}}`))).status).toBe(200);
  });
});

describe('live: profile', () => {
  it.each([-1, 2.5, 1e9])('works out orders in a currency with %d digits as in one with two', async (digits) => {
    const calculated = async (currencyPrecision: number) => {
      const { put, post } = tryStore();
      await put('/profile', { formatsAndUnits: { currencyPrecision } });
      const { status, json } = await post('/order/calculate', { items: [{ price: 9.995, quantity: 1 }] });
      return [status, json.total, json.tax];
    };
    expect(await calculated(digits)).toEqual(await calculated(2));
  });

  it('keeps what an update does not name, and makes the free address of its name', async () => {
    const { get, put } = tryStore();
    const update = {
      generalInfo: { starterSite: { ecwidSubdomain: 'bobyor' } },
      settings: { closed: true, salePrice: { displayOnProductList: true, oldPriceLabel: 'Was' } },
      languages: { enabledLanguages: ['en', 'ru'], defaultLanguage: 'ru' },
      formatsAndUnits: { volumeUnit: 'L' },
    };
    expect((await put('/profile', update)).json).toMatchObject({ updateCount: 1 });
    const { json } = await get('/profile');
    expect(json).toMatchObject(update);
    expect(json.generalInfo).toMatchObject({
      storeId: 1003,
      starterSite: { generatedUrl: 'https://bobyor.company.site' },
    });
    expect(json.settings.storeName).toBe('Meadow & Mill');
    expect(json.designSettings.product_list_image_size).toBe('MEDIUM');
  });

  it('has logos that the store serves', async () => {
    const { get, call, ...trial } = tryStore();
    expect((await call('/profile/invoicelogo', { ...upload(), method: 'PUT' })).json.id).toBeGreaterThan(0);
    const { invoiceLogoUrl } = (await get('/profile')).json.settings;
    expect((await call(invoiceLogoUrl)).status).toBe(200);
    expect((await trial.delete('/profile/invoicelogo')).json).toEqual({ success: true, deleteCount: 1 });
    expect((await get('/profile')).json.settings.invoiceLogoUrl).toBeUndefined();
  });
});
