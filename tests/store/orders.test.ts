import { describe, expect, it } from 'vitest';
import { picture, tryStore } from './try-store.ts';

const person = {
  name: 'Ann Lee',
  street: '1 Elm Street',
  city: 'Portland',
  countryCode: 'US',
  postalCode: '97205',
  stateOrProvinceCode: 'OR',
};
const item = { name: 'Bread', sku: 'BREAD', price: 4.2, quantity: 3 };
const order = {
  email: 'ann@customer.example',
  subtotal: 12.6,
  total: 18.6,
  tax: 0.6,
  paymentStatus: 'PAID',
  fulfillmentStatus: 'PROCESSING',
  items: [item],
  billingPerson: person,
};

describe('live: orders', () => {
  it('are created, read, changed in part, and deleted', async () => {
    const { get, post, put, ...trial } = tryStore();
    const created = (await post('/orders', { ...order, privateAdminNotes: 'Rye' })).json;
    expect(created).toEqual({
      id: 526315014,
      orderId: expect.stringMatching(/^[0-9A-Z]{5}$/),
      orderid: created.orderId,
    });
    const read = (await get(`/orders/${created.id}`)).json;
    expect(read).toMatchObject({ ...order, id: created.orderId, orderNumber: created.id, internalId: created.id });
    expect(read).toMatchObject({ createDate: '2026-06-01 12:00:00 +0000', updateTimestamp: 1780315200 });
    expect(read.billingPerson).toMatchObject({ firstName: 'Ann', lastName: 'Lee', countryName: 'United States' });
    expect(read.totalWithoutTax).toBe(18);
    trial.store.clock.advance(60_000);
    expect((await put(`/orders/${created.orderId}`, { fulfillmentStatus: 'SHIPPED' })).json).toEqual({
      updateCount: 1,
    });
    const after = (await get(`/orders/${created.orderId}`)).json;
    expect(after).toEqual({
      ...read,
      fulfillmentStatus: 'SHIPPED',
      updateDate: '2026-06-01 12:01:00 +0000',
      updateTimestamp: 1780315260,
    });
    expect((await trial.delete(`/orders/${created.id}`)).json).toEqual({ deleteCount: 1 });
    const missing = await get(`/orders/${created.id}`);
    expect([missing.status, missing.json.errorMessage]).toEqual([404, `Order #${created.id} not found`]);
    expect((await trial.delete(`/orders/${created.id}`)).json).toEqual({ deleteCount: 0 });
    const { items } = (await get('/orders/deleted?from_date=1780315250&to_date=1780315270')).json;
    expect(items).toEqual([{ id: created.id, date: '2026-06-01 12:01:00 +0000' }]);
  });

  it('keep the items that an update names by id', async () => {
    const { get, post, put } = tryStore();
    const { id } = (await post('/orders', { ...order, items: [item, { name: 'Roll', price: 1 }] })).json;
    const [first, second] = (await get(`/orders/${id}`)).json.items;
    await put(`/orders/${id}`, {
      items: [
        { id: second.id, quantity: 5 },
        { name: 'Cake', price: 9 },
      ],
    });
    expect((await get(`/orders/${id}`)).json.items).toEqual([
      { ...second, quantity: 5 },
      { id: expect.any(Number), name: 'Cake', price: 9, quantity: 1 },
    ]);
    expect(second.id).toBe(first.id + 1);
  });

  it('take files for an option, give them back and lose them', async () => {
    const { get, post, call, ...trial } = tryStore();
    const name = 'File option / With Slashes / НеЛатиНсКиМи / !@#$%^&*()+';
    const { id } = (
      await post('/orders', {
        email: 'a@b.example',
        items: [{ name: 'Item', selectedOptions: [{ name, type: 'FILES' }] }],
      })
    ).json;
    const [{ id: itemId }] = (await get(`/orders/${id}`)).json.items;
    const option = `/orders/${id}/items/${itemId}/options/${encodeURIComponent(name)}`;
    const send = (fileName: string, query = '') =>
      call(`${option}?fileName=${fileName}${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: picture,
      });
    const ids: number[] = [];
    for (const n of [1, 2, 3]) ids.push((await send(`test-${n}.png`)).json.id);
    ids.push((await send('test--4.png', '&externalUrl=https%3A%2F%2Ffiles.example%2Fa.png')).json.id);
    const { files } = (await get(`/orders/${id}`)).json.items[0].selectedOptions[0];
    expect(files.map((file: { id: number; name: string }) => [file.id, file.name])).toEqual([
      [ids[0], 'test-1.png'],
      [ids[1], 'test-2.png'],
      [ids[2], 'test-3.png'],
      [ids[3], 'test--4.png'],
    ]);
    for (const file of files) expect([file.size > 0, file.url.includes(file.name)]).toEqual([true, true]);
    expect((await call(files[0].url)).status).toBe(200);
    expect((await trial.delete(`${option}/files/${ids[0]}`)).json).toEqual({ deleteCount: 1 });
    expect((await get(`/orders/${id}`)).json.items[0].selectedOptions[0].files).toHaveLength(3);
    expect((await trial.delete(`${option}/files`)).json).toEqual({ deleteCount: 3 });
    expect((await get(`/orders/${id}`)).json.items[0].selectedOptions[0].files).toBeUndefined();
  });

  it('take files for no other option', async () => {
    const { call, ...trial } = tryStore();
    const option = '/orders/K8XTQ/items/1530412801/options/Size';
    const upload = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: picture };
    const refused = await call(`${option}?fileName=a.png`, upload);
    expect([refused.status, refused.json.errorCode]).toEqual([409, 'OPTIONS_IS_NOT_FILES_TYPE']);
    expect((await trial.delete(`${option}/files`)).json).toEqual({ deleteCount: 0 });
    expect((await call(option.replace('Size', 'Weight') + '?fileName=a.png', upload)).status).toBe(404);
  });

  it('have an invoice', async () => {
    const { get, post } = tryStore();
    const { id } = (await post('/orders', { email: 'a@b.example' })).json;
    const page = (await get(`/orders/${id}/invoice`)).text;
    for (const part of ['<!-- Invoice body markup -->', '<!-- Order number -->', `#${id}</span>`])
      expect(page).toContain(part);
  });

  it('are found by what they hold', async () => {
    const { get, post } = tryStore();
    const { id, orderId } = (
      await post('/orders', {
        ...order,
        total: 500,
        paymentMethod: 'Invoice 7',
        paymentStatus: 'AWAITING_PAYMENT',
        fulfillmentStatus: 'RETURNED',
        shippingOption: { shippingMethodName: 'Mule' },
        orderComments: 'qwertz8',
        billingPerson: { name: 'Quirin' },
        acceptMarketing: false,
        refererId: '77',
        pickupTime: '2026-06-05 10:00:00 +0000',
        trackingNumber: 'TRACK9',
        items: [{ name: 'Bun', sku: 'BUN-1', price: 1, quantity: 1, productId: 37208340, isPreorder: true }],
      })
    ).json;
    const found = async (query: string): Promise<unknown> =>
      (await get(`/orders?${query}`)).json.items.map((row: { orderNumber: number }) => row.orderNumber);
    const hits = [
      `ids=K8XTZ,${orderId}`,
      `orderNumber=${id}&email=nobody`,
      `vendorOrderNumber=${orderId}`,
      `vendorOrderNumber=${id}`,
      'keywords=qwertz8',
      'keywords=bun-1',
      'keywords=TRACK9',
      'customer=quirin',
      'email=ANN@customer.example',
      'totalFrom=490&totalTo=510',
      'createdFrom=2026-06-01&updatedTo=1780315200',
      'pickupTimeFrom=2026-06-05&pickupTimeTo=2026-06-06',
      'paymentMethod=Invoice%207',
      'shippingMethod=Mule',
      'paymentStatus=AWAITING_PAYMENT,REFUNDED',
      'fulfillmentStatus=RETURNED',
      'productId=37208340,5',
      'acceptMarketing=false',
      'containsPreorderItems=true',
      'refererId=77',
    ];
    for (const query of hits) expect([query, await found(query)]).toEqual([query, [id]]);
    const misses = [
      'orderNumber=2147483647',
      'vendorOrderNumber=foo',
      'keywords=qwertz8foo',
      'customer=foo',
      'totalFrom=480&totalTo=490',
      'createdFrom=0&createdTo=0',
      'updatedFrom=0&updatedTo=0',
      'pickupTimeTo=2026-06-01',
      'paymentMethod=foo',
      'shippingMethod=foo',
      'paymentStatus=CANCELLED',
      'fulfillmentStatus=OUT_FOR_DELIVERY',
      'couponCode=foo',
    ];
    for (const query of misses) expect([query, await found(query)]).toEqual([query, []]);
    const { json } = await get('/orders?offset=2&limit=2');
    expect([json.count, json.total]).toEqual([1, 3]);
    expect(await found('subscriptionId=5')).toEqual([]);
    expect(await found('email=nobody&customerId=15319410&customerIdOrEmail=true')).toHaveLength(2);
    expect(await found('email=nobody&customerId=15319410')).toEqual([]);
  });
});
