import { describe, expect, it } from 'vitest';
import { createControl } from '../../scripts/store/control/control.ts';
import { beginning, tryStore, type Trial } from './try-store.ts';

function control({
  store,
}: Trial): (method: string, what: string, body?: unknown) => Promise<{ status: number; json: any }> {
  const answer = createControl(store);
  return async (method, what, body) => {
    const init = {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const response = await answer(new Request(`http://127.0.0.1/_store/${what}`, init));
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
}

describe('faults', () => {
  it('come as often as they were asked for, and to the operation that they are for', async () => {
    const trial = tryStore();
    trial.store.faults.add({ operation: 'getProduct', kind: 429, times: 2 });
    trial.store.faults.add({ kind: 500 });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await trial.get('/products/37208339')).status);
    expect(statuses).toEqual([429, 429, 500, 200]);
    expect(trial.store.faults.list()).toEqual([]);
  });

  it('say when to try again, and change nothing', async () => {
    const trial = tryStore();
    trial.store.faults.add({ operation: 'deleteProduct', kind: 429 });
    const { headers, json } = await trial.delete('/products/37208339');
    expect([headers.get('retry-after'), json.errorCode]).toEqual(['1', 'RATE_LIMITED']);
    expect((await trial.get('/products/37208339')).status).toBe(200);
  });

  it('hold an answer back for as long as the clock says', async () => {
    const trial = tryStore();
    trial.store.faults.add({ kind: 'slow', delay: 60_000 });
    let isThere = false;
    const waiting = trial.get('/products').then(() => (isThere = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isThere).toBe(false);
    trial.store.clock.advance(60_000);
    expect(await waiting).toBe(true);
  });

  it('cut an answer off in its middle', async () => {
    const { store } = tryStore();
    store.faults.add({ kind: 'cut' });
    const request = (): Request =>
      new Request('https://app.ecwid.com/api/v3/1003/products', { headers: { authorization: 'Bearer x' } });
    const response = await store.fetch(request());
    await expect(response.text()).rejects.toThrow('cut off');
    expect((await (await store.fetch(request())).json()).count).toBe(3);
  });
});

describe('control over HTTP', () => {
  it('resets, seeds and shows what there is', async () => {
    const trial = tryStore();
    const send = control(trial);
    await trial.delete('/products/37208339');
    const { json: snapshot } = await send('GET', 'snapshot');
    expect((await send('POST', 'reset')).status).toBe(204);
    expect((await trial.get('/products/37208339')).status).toBe(200);
    expect((await send('POST', 'seed', snapshot)).status).toBe(204);
    expect((await trial.get('/products/37208339')).status).toBe(404);
    expect((await send('POST', 'seed', { rows: { products: [{ id: 1, name: 'Cup', price: 2 }] } })).status).toBe(204);
    expect((await trial.get('/products')).json.items.map(({ name }: { name: string }) => name)).toEqual(['Cup']);
    expect((await trial.get('/categories')).json.total).toBeGreaterThan(0);
    expect((await trial.post('/products', { name: 'Mug' })).json.id).toBeGreaterThan(1);
  });

  it.each([
    ['{', 'no JSON'],
    [{}, '"rows"'],
    [{ rows: { planets: [] } }, 'planets'],
    [{ rows: { products: [{ name: 'x' }] } }, 'id'],
    [{ format: 'other', rows: {} }, 'format'],
  ])('refuses the seed %s', async (body, reason) => {
    const trial = tryStore();
    const { status, json } = await control(trial)('POST', 'seed', body);
    expect([status, json.errorMessage]).toEqual([400, expect.stringContaining(reason)]);
    expect((await trial.get('/products')).json.total).toBe(3);
  });

  it('sets faults, and refuses what is none', async () => {
    const trial = tryStore();
    const send = control(trial);
    const fault = { operation: 'getProduct', kind: 500, times: 3 };
    expect((await send('POST', 'faults', fault)).json).toEqual([{ ...fault, delay: 1000 }]);
    for (const wrong of [{ kind: 404 }, { kind: 500, operation: 'getPlanet' }, { kind: 'slow', times: 0 }, null]) {
      expect((await send('POST', 'faults', wrong)).status).toBe(400);
    }
    expect((await send('DELETE', 'faults')).status).toBe(204);
    expect((await send('GET', 'faults')).json).toEqual([]);
  });

  it('turns the clock', async () => {
    const send = control(tryStore());
    expect((await send('POST', 'clock', { advance: 1000 })).json).toEqual({ now: beginning + 1000 });
    expect((await send('POST', 'clock', { set: 5 })).json).toEqual({ now: 5 });
    expect((await send('POST', 'clock', {})).status).toBe(400);
  });

  it('shows the latest calls, without tokens', async () => {
    const trial = tryStore();
    const send = control(trial);
    await trial.call('/products/7?token=secret_x&lang=de', { headers: { authorization: '' } });
    const { json } = await send('GET', 'log');
    expect(json).toEqual([
      {
        at: beginning,
        method: 'GET',
        path: '/api/v3/1003/products/7?token=...&lang=de',
        operation: 'getProduct',
        status: 404,
        answeredBy: 'store',
      },
    ]);
    expect((await send('DELETE', 'log')).status).toBe(204);
    expect((await send('GET', 'log')).json).toEqual([]);
  });

  it('says what there is when it is asked for something else', async () => {
    expect((await control(tryStore())('GET', 'reset')).status).toBe(404);
  });
});
