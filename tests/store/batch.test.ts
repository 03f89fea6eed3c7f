import { describe, expect, it } from 'vitest';
import { tryStore, type Reply, type Trial } from './try-store.ts';

const price = (id: string, amount: number, product = 37208339) => ({
  id,
  path: `/products/${product}`,
  method: 'PUT',
  body: { price: amount },
});

async function send(trial: Trial, items: readonly unknown[], query = ''): Promise<string> {
  return (await trial.post(`/batch${query}`, items)).json.ticket as string;
}

/** Asks until the batch is over; the states that it went through, each once. */
async function finish(trial: Trial, ticket: string, query = ''): Promise<Reply & { readonly states: string[] }> {
  const states: string[] = [];
  for (;;) {
    const reply = await trial.get(`/batch?ticket=${ticket}${query}`);
    if (states.at(-1) !== reply.json.status) states.push(reply.json.status);
    if (reply.json.status === 'COMPLETED') return { ...reply, states };
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

describe('live: a batch', () => {
  it('creates a product and finds it, with bodies as text', async () => {
    const trial = tryStore();
    const created = await send(trial, [
      { id: 'test_product', path: '/products', method: 'POST', body: { name: 'Zebra mug' } },
    ]);
    const [outcome] = (await finish(trial, created, '&escapedJson=true')).json.responses;
    expect(JSON.parse(outcome.escapedHttpBody).id).toBeGreaterThan(0);
    expect(outcome).not.toHaveProperty('httpBody');
    const found = await send(trial, [{ path: '/products?keyword=zebra', method: 'GET', body: '' }]);
    expect((await finish(trial, found)).json.responses).toMatchObject([
      { status: 'COMPLETED', httpStatusCode: 200, httpStatusLine: 'OK', httpBody: { count: 1 } },
    ]);
  });
});

describe('documented: a batch', () => {
  it('waits, is carried out in order, and is completed', async () => {
    const trial = tryStore();
    const ticket = await send(trial, [price('a', 1), price('b', 2), price('c', 3)]);
    const { states, json } = await finish(trial, ticket);
    expect(states).toEqual(['QUEUED', 'IN_PROGRESS', 'COMPLETED']);
    expect(json).toMatchObject({ totalRequests: 3, completedRequests: 3 });
    expect(json.responses.map(({ id }: { id: string }) => id)).toEqual(['a', 'b', 'c']);
    expect((await trial.get('/products/37208339')).json.price).toBe(3);
  });

  it('begins when those before it are over', async () => {
    const trial = tryStore();
    const first = await send(trial, [price('a', 1), price('b', 2), price('c', 3)]);
    const second = await send(trial, [price('d', 4)]);
    await finish(trial, second);
    expect((await trial.get(`/batch?ticket=${first}`)).json.status).toBe('COMPLETED');
    expect((await trial.get('/products/37208339')).json.price).toBe(4);
  });

  it('stops at the first failure, unless that is not wanted', async () => {
    const trial = tryStore();
    const items = [price('a', 1), price('b', 2, 7), price('c', 3)];
    const stopped = (await finish(trial, await send(trial, items))).json;
    expect(stopped.completedRequests).toBe(2);
    expect(stopped.responses).toMatchObject([
      { id: 'a', status: 'COMPLETED' },
      { id: 'b', status: 'FAILED', httpStatusCode: 404, httpBody: { errorCode: 'PRODUCT_NOT_FOUND' } },
      { id: 'c', status: 'NOT_EXECUTED' },
    ]);
    expect((await trial.get('/products/37208339')).json.price).toBe(1);
    const all = (await finish(trial, await send(trial, items, '?stopOnFirstFailure=false'))).json;
    expect(all.responses.map(({ status }: { status: string }) => status)).toEqual(['COMPLETED', 'FAILED', 'COMPLETED']);
  });

  it('tries what fails for no fault of its own five times, three seconds apart', async () => {
    const trial = tryStore();
    trial.store.faults.add({ operation: 'updateProduct', kind: 500, times: 4 });
    const ticket = await send(trial, [price('a', 7)], '?stopOnFirstFailure=false');
    for (let turn = 0; turn < 4; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect((await trial.get(`/batch?ticket=${ticket}`)).json.status).toBe('QUEUED');
      trial.store.clock.advance(3000);
    }
    expect((await finish(trial, ticket)).json.responses[0]).toMatchObject({ status: 'COMPLETED' });
  });

  it('runs up to a hundred calls at once when it may', async () => {
    const trial = tryStore();
    const stock = Array.from({ length: 250 }, () => ({
      path: '/products/37208339/inventory',
      method: 'PUT',
      body: { quantityDelta: 1 },
    }));
    const { json } = await finish(trial, await send(trial, stock, '?allowParallelMode=true'));
    expect(json.completedRequests).toBe(250);
    expect((await trial.get('/products/37208339')).json.quantity).toBe(275);
  });

  it('is carried out once under one key, for an hour', async () => {
    const trial = tryStore();
    const query = '?deduplicationKey=0f4e3f0c-8a3d-4a39-9b1a-5d3c2e7f6a10';
    const ticket = await send(trial, [price('a', 1)], query);
    expect(await send(trial, [price('b', 2)], query)).toBe(ticket);
    trial.store.clock.advance(3_600_000);
    expect(await send(trial, [price('c', 3)], query)).not.toBe(ticket);
  });

  it('is found by its state, stopped with its group, and deleted while it waits', async () => {
    const trial = tryStore();
    const first = await send(trial, [price('a', 1), price('b', 2)]);
    const second = await send(trial, [price('c', 3)], '?groupId=7');
    const third = await send(trial, [price('d', 4)]);
    expect((await trial.get('/batch?status=QUEUED&limit=2')).json.items).toEqual([
      { ticket: first, status: 'QUEUED' },
      { ticket: second, status: 'QUEUED' },
    ]);
    expect((await trial.post(`/batch/cancel-group?ticketId=${second}&groupId=7`)).json).toEqual({ updateCount: 1 });
    expect((await trial.delete(`/batch?ticketId=${third}`)).json).toEqual({ deleteCount: 1 });
    expect((await trial.get(`/batch?ticket=${third}`)).status).toBe(404);
    expect((await finish(trial, second)).json.responses).toEqual([{ id: 'c', status: 'NOT_EXECUTED' }]);
    await finish(trial, first);
    expect((await trial.delete(`/batch?ticketId=${first}`)).json).toEqual({ deleteCount: 0 });
    expect((await trial.get('/products/37208339')).json.price).toBe(2);
    expect((await trial.get('/batch')).status).toBe(400);
  });

  it('needs the scopes of its calls, and stays within the store that it was sent to', async () => {
    const trial = tryStore({ tokens: new Map([['reads', new Set(['read_catalog'])]]) });
    const headers = { authorization: 'Bearer reads', 'content-type': 'application/json' };
    const body = JSON.stringify([price('a', 1)]);
    const { json } = await trial.call('/batch', { method: 'POST', headers, body });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const reply = await trial.get(`/batch?ticket=${json.ticket}`, 'reads');
    expect(reply.json.responses).toMatchObject([{ httpStatusCode: 403 }]);
  });

  it('ends when the store is reset', async () => {
    const trial = tryStore();
    await send(trial, [price('a', 1), price('b', 2)]);
    await trial.store.reset();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await trial.get('/products/37208339')).json.price).not.toBe(2);
  });
});
