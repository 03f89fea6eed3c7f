import { describe, expect, it } from 'vitest';
import { tryStore, type Trial } from './try-store.ts';

/** A store without customers and orders, as the live tests begin with. */
async function emptyStore(): Promise<Trial> {
  const trial = tryStore();
  for (const { id } of (await trial.get('/customers')).json.items) await trial.delete(`/customers/${id}`);
  for (const { id } of (await trial.get('/orders')).json.items) await trial.delete(`/orders/${id}`);
  return trial;
}

const address = {
  name: 'Ann Lee',
  companyName: 'Lee & Co',
  street: '1 Elm Street',
  city: 'Portland',
  countryCode: 'US',
  postalCode: '97205',
  stateOrProvinceCode: 'OR',
  phone: '+1 503 555 0000',
};

describe('live: customers', () => {
  it('are created, changed in part, and deleted', async () => {
    const { get, post, put, ...trial } = await emptyStore();
    const { id: group } = (await post('/customer_groups', { name: 'Friends' })).json;
    const { id } = (
      await post('/customers', {
        email: 'ann@customer.example',
        password: 'secret1',
        customerGroupId: group,
        billingPerson: address,
        shippingAddresses: [address, { ...address, city: 'Salem' }],
        taxId: '123',
        taxIdValid: true,
        taxExempt: true,
        acceptMarketing: true,
        privateAdminNotes: 'note',
        lang: 'en',
        b2b_b2c: 'b2b',
      })
    ).json;
    const read = (await get(`/customers/${id}`)).json;
    expect(read).toMatchObject({
      id,
      name: 'Ann Lee',
      customerGroupId: group,
      customerGroupName: 'Friends',
      registered: '2026-06-01 12:00:00 +0000',
      taxId: '123',
      taxExempt: true,
      b2b_b2c: 'b2b',
      stats: { numberOfOrders: 0, salesValue: 0, averageOrderValue: 0 },
    });
    expect(read.password).toBeUndefined();
    for (const person of [read.billingPerson, ...read.shippingAddresses]) {
      expect(person).toMatchObject({ countryName: 'United States', stateOrProvinceName: 'Oregon' });
    }
    const [first, second] = read.shippingAddresses;
    expect(second).toMatchObject({
      id: first.id + 1,
      addressFormatted: '1 Elm Street, Salem, Oregon, 97205, United States',
    });
    await put(`/customers/${id}`, {
      lang: 'es',
      shippingAddresses: [{ id: second.id, city: 'Bend' }, { city: 'Eugene' }],
    });
    const after = (await get(`/customers/${id}`)).json;
    expect(after).toMatchObject({ email: 'ann@customer.example', lang: 'es', taxId: '123' });
    expect(after.shippingAddresses).toMatchObject([
      { id: second.id, city: 'Bend', street: '1 Elm Street' },
      { id: second.id + 1, city: 'Eugene' },
    ]);
    expect((await trial.delete(`/customers/${id}`)).json).toEqual({ deleteCount: 1 });
    const missing = await get(`/customers/${id}`);
    expect([missing.status, missing.json.errorMessage]).toEqual([404, `Customer #${id} not found`]);
    const { items } = (await get('/customers/deleted?from_date=1780315190&to_date=1780315210')).json;
    expect(items).toContainEqual({ id, date: '2026-06-01 12:00:00 +0000' });
  });

  it('are cut down to the fields that a call asks for', async () => {
    const { get, post } = await emptyStore();
    const billingPerson = { name: 'billing person', companyName: 'company name', phone: '123456789' };
    const { id } = (await post('/customers', { email: 'test@mail.example', billingPerson })).json;
    expect((await get(`/customers/${id}`)).json.billingPerson).toMatchObject(billingPerson);
    expect((await get(`/customers/${id}?responseFields=email,billingPerson(phone)`)).json).toEqual({
      email: 'test@mail.example',
      billingPerson: { phone: '123456789' },
    });
  });

  it('are found by what they are and what they ordered', async () => {
    const { get, post } = await emptyStore();
    const { id: group } = (await post('/customer_groups', { name: 'Customer group 1' })).json;
    const email = 'test+1@customer.example';
    const { id } = (
      await post('/customers', {
        email,
        billingPerson: { name: 'qwertzuiop' },
        customerGroupId: group,
        shippingAddresses: [address],
        lang: 'es',
        taxExempt: true,
        b2b_b2c: 'b2b',
        acceptMarketing: true,
      })
    ).json;
    await post('/orders', { email, billingPerson: { name: 'qwertzuiop' }, total: 7, items: [{ productId: 37208340 }] });
    const found = async (query: string): Promise<unknown> =>
      (await get(`/customers?${query}`)).json.items.map((row: { id: number }) => row.id);
    const hits = [
      'keyword=qwertzuiop',
      'name=qwertzuiop',
      `email=${encodeURIComponent(email)}`,
      `email=${encodeURIComponent(email)}&useExactEmailMatch=true`,
      `customerGroup=${group}`,
      `customerGroupIds=${group},5`,
      'minOrderCount=1&maxOrderCount=1',
      'minSalesValue=7&maxSalesValue=7',
      'createdFrom=1780315140&createdTo=1780315260',
      'updatedFrom=1780315140&updatedTo=1780315260',
      'phone=5550000',
      'phone=555%200000',
      'city=portland',
      'postalCode=97205',
      'stateOrProvinceCode=OR',
      'countryCodes=us,DE',
      'companyName=Lee',
      'acceptMarketing=true',
      'lang=es',
      'purchasedProductIds=37208340',
      'b2b_b2c=b2b',
      'taxExempt=true',
    ];
    for (const query of hits) expect([query, await found(query)]).toEqual([query, [id]]);
    const misses = [
      'keyword=qwertzuiopfoo',
      'name=qwertzuiopfoo',
      `email=${encodeURIComponent(email)}foo`,
      'email=test&useExactEmailMatch=true',
      'customerGroup=0',
      'minOrderCount=2&maxOrderCount=2',
      'createdFrom=0&createdTo=0',
      'updatedFrom=0&updatedTo=0',
      'city=Salem',
      'countryCodes=DE',
      'acceptMarketing=false',
      'purchasedProductIds=37208339',
    ];
    for (const query of misses) expect([query, await found(query)]).toEqual([query, []]);
  });

  it('come in pages', async () => {
    const { get, post } = await emptyStore();
    for (const n of [1, 2, 3]) await post('/customers', { email: `${n}@customer.example` });
    const first = (await get('/customers?offset=0&limit=2')).json;
    const second = (await get('/customers?offset=2&limit=2')).json;
    expect([first.count, first.total, second.count, second.total]).toEqual([2, 3, 1, 3]);
  });

  it('are sorted by themselves and by their orders', async () => {
    const { get, post } = await emptyStore();
    const ids: number[] = [];
    for (const name of ['aaa', 'bbb']) {
      ids.push((await post('/customers', { email: `${name}@example.com`, billingPerson: { name } })).json.id);
    }
    for (const name of ['aaa', 'bbb', 'bbb']) await post('/orders', { email: `${name}@example.com`, total: 5 });
    const keys = [
      'NAME',
      'EMAIL',
      'ORDER_COUNT',
      'REGISTERED_DATE',
      'UPDATED_DATE',
      'SALES_VALUE',
      'FIRST_ORDER_DATE',
      'LAST_ORDER_DATE',
    ];
    for (const key of keys) {
      for (const [direction, id] of [
        ['ASC', ids[0]],
        ['DESC', ids[1]],
      ]) {
        const { items } = (await get(`/customers?sortBy=${key}_${direction}&offset=0&limit=1`)).json;
        expect([key, direction, items[0].id]).toEqual([key, direction, id]);
      }
    }
    expect((await get(`/customers/${ids[1]}`)).json).toMatchObject({
      totalOrderCount: 2,
      stats: { numberOfOrders: 2, salesValue: 10, averageOrderValue: 5, lastOrderDate: '2026-06-01 12:00:00 +0000' },
    });
  });
});

describe('live: customer groups', () => {
  it('are created, renamed and deleted; General stays', async () => {
    const { get, post, put, ...trial } = tryStore();
    const { id } = (await post('/customer_groups', { name: 'Customer group x' })).json;
    expect((await get(`/customer_groups/${id}`)).json).toEqual({ id, name: 'Customer group x' });
    expect((await put(`/customer_groups/${id}`, { name: 'Customer group y' })).json).toEqual({ updateCount: 1 });
    expect((await get(`/customer_groups/${id}`)).json.name).toBe('Customer group y');
    expect((await trial.delete(`/customer_groups/${id}`)).json).toEqual({ deleteCount: 1 });
    const missing = await get(`/customer_groups/${id}`);
    expect([missing.status, missing.json.errorMessage]).toEqual([404, `Customer group #${id} not found`]);
    expect((await trial.delete('/customer_groups/0')).status).toBe(400);
    await trial.delete('/customer_groups/12345');
    expect((await get('/customers/15319410')).json).toMatchObject({ customerGroupId: 0, customerGroupName: 'General' });
  });

  it('come in pages, General among them, and are found by name and id', async () => {
    const { get, post, ...trial } = tryStore();
    await trial.delete('/customer_groups/12345');
    for (const n of [0, 1, 2]) {
      await post('/customer_groups', { name: `Customer group ${n}` });
      await post('/customer_groups', { name: `Test ${n}` });
    }
    const page = async (query: string) => (await get(`/customer_groups?${query}`)).json;
    expect(await page('offset=0&limit=2')).toMatchObject({ count: 2, total: 7 });
    expect(await page('offset=6&limit=2')).toMatchObject({ count: 1, total: 7 });
    const named = (await page('keyword=Customer%20group')).items as { name: string }[];
    expect(named.map(({ name }) => name)).toEqual([0, 1, 2].map((n) => `Customer group ${n}`));
    const ids = (await page('keyword=Test')).items.map((row: { id: number }) => row.id);
    const found = await page(`customerGroupIds=${ids.join(',')}`);
    expect([found.total, found.items.map((row: { id: number }) => row.id)]).toEqual([3, ids]);
  });
});

describe('documented: customers', () => {
  it('have contacts, of which one of each type is the default', async () => {
    const { get, post, put, ...trial } = tryStore();
    const { id } = (
      await post('/customers', { email: 'c@customer.example', contacts: [{ contact: '1', type: 'PHONE' }] })
    ).json;
    const list = async () => (await get(`/customers/${id}/contacts`)).json.items;
    expect(await list()).toMatchObject([
      { contact: '1', type: 'PHONE', default: true, orderBy: 0 },
      { contact: 'c@customer.example', type: 'EMAIL', default: true, orderBy: 1 },
    ]);
    const more = { contact: '2', type: 'PHONE', default: true };
    expect((await post(`/customers/${id}/contacts`, more)).json).toEqual({ createCount: 1 });
    const [first, , third] = await list();
    expect([first.default, third]).toMatchObject([
      false,
      { ...more, orderBy: 2, timestamp: '2026-06-01 12:00:00 +0000' },
    ]);
    await put(`/customers/${id}/contacts/${first.id}`, { note: 'old', default: true });
    expect((await list()).map((contact: { default: boolean }) => contact.default)).toEqual([true, true, false]);
    expect((await get(`/customers/${id}/contacts/${first.id}`)).json).toMatchObject({ contact: '1', note: 'old' });
    expect((await trial.delete(`/customers/${id}/contacts/${first.id}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.delete(`/customers/${id}/contacts/${first.id}`)).json).toEqual({ deleteCount: 0 });
    expect((await get(`/customers/${id}/contacts/${first.id}`)).status).toBe(404);
  });

  it('are made by the first order without registration', async () => {
    const { get, post } = tryStore();
    const { id } = (await post('/orders', { email: 'new@customer.example', total: 3, billingPerson: address })).json;
    const { customerId, customerGroup } = (await get(`/orders/${id}`)).json;
    expect(customerGroup).toBeUndefined();
    const customer = (await get(`/customers/${customerId}`)).json;
    expect(customer).toMatchObject({ email: 'new@customer.example', name: 'Ann Lee', stats: { salesValue: 3 } });
    expect((await post('/orders', { customerId: 5 })).status).toBe(404);
    const own = (await post('/orders', { customerId: 15319410, total: 1 })).json.id;
    expect((await get(`/orders/${own}`)).json).toMatchObject({ customerGroup: 'Bakers', customerGroupId: 12345 });
    expect((await get('/customers/15319410')).json.stats).toMatchObject({ numberOfOrders: 3, salesValue: 64.5 });
  });

  it('have a mail address of their own, in a group that is there', async () => {
    const { post, put } = tryStore();
    expect((await post('/customers', { email: 'NORA.hale@mail.example' })).status).toBe(409);
    const { id } = (await post('/customers', { email: 'a@customer.example' })).json;
    expect((await put(`/customers/${id}`, { email: 'nora.hale@mail.example' })).status).toBe(409);
    expect((await put(`/customers/${id}`, { email: 'A@customer.example' })).json).toEqual({ updateCount: 1 });
    expect((await put(`/customers/${id}`, { customerGroupId: 77 })).status).toBe(404);
  });

  it('are changed and deleted in bulk', async () => {
    const { get, post } = tryStore();
    for (const n of [1, 2, 3]) await post('/customers', { email: `${n}@bulk.example` });
    const ids = (await get('/customers_ids?keyword=bulk')).json.ids;
    expect(ids).toHaveLength(3);
    const update = { mode: 'SELECTED', ids: ids.slice(0, 2), customer: { customerGroupId: 12345, taxExempt: true } };
    expect((await post('/customers_update', update)).json).toEqual({ updateCount: 2 });
    expect((await get('/customers_ids?taxExempt=true')).json.ids).toEqual(ids.slice(0, 2));
    const removal = { mode: 'ALL_FILTERED', delete: true };
    expect((await post('/customers_update?keyword=2%40bulk', removal)).json).toEqual({ updateCount: 1 });
    expect((await get('/customers?keyword=bulk')).json.total).toBe(2);
    expect((await post('/customers_update', { mode: 'ALL', delete: true })).json).toEqual({ updateCount: 3 });
    expect((await get('/customers')).json).toMatchObject({ total: 0, allCustomerCount: 0 });
  });

  it('have extra fields, which the store defines', async () => {
    const { get, post, put, ...trial } = tryStore();
    const created = (await post('/store_extrafields/customers', { title: 'Card', type: 'TEXT' })).json;
    expect(created).toEqual({ createCount: 1, key: expect.stringMatching(/^\w{7}$/) });
    const path = `/store_extrafields/customers/${created.key}`;
    await put(path, { title: 'Card number' });
    expect((await get(path)).json).toMatchObject({ title: 'Card number', type: 'TEXT', entityTypes: ['CUSTOMERS'] });
    expect((await get('/store_extrafields/customers')).json.items).toHaveLength(2);
    await put('/customers/15319410', { extrafields: [{ key: created.key, value: '17' }] });
    expect((await get('/customers/15319410')).json.extrafields).toEqual([
      { key: created.key, title: 'Card number', type: 'TEXT', value: '17', entityTypes: ['CUSTOMERS'] },
    ]);
    expect((await trial.delete(path)).json).toEqual({ deleteCount: 1 });
    expect((await get(path)).status).toBe(404);
  });
});
