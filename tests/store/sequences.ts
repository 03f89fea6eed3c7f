import { createContract } from '../../scripts/engine/contract.ts';
import { createStore } from '../../scripts/store/store.ts';
import { salesSteps } from './sequences-sales.ts';
import { description } from './try-store.ts';

/** What the store should hold of a product, by what it was told. */
interface Known {
  name: string;
  price: number;
  quantity: number;
}

/** Numbers that look like chance and are the same each time (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Calls a store so many times, in an order that the seed decides, beside a model of what it should hold.
 * @returns where the store and the model, or an answer and the description, do not agree
 */
export async function runSequence(calls: number, seed: number): Promise<readonly string[]> {
  const contract = createContract(description);
  const store = createStore({ description });
  const pick = chance(seed);
  const wrong: string[] = [];
  let made = 0;

  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: any }> => {
    made += 1;
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const request = new Request(`https://app.ecwid.com/api/v3/1003${path}`, init);
    const response = await store.fetch(request);
    const text = await response.text();
    const findings = contract.checkExchange(
      { method, url: request.url, headers: [...request.headers], body: init.body ?? '' },
      { status: response.status, headers: [...response.headers], body: text },
    );
    wrong.push(...findings.map(({ message }) => `${method} ${path}: ${message}`));
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
  const expect = (what: string, seen: unknown, wanted: unknown): void => {
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      wrong.push(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
  };

  const model = new Map<number, Known>();
  for (const { id, name, price, quantity } of (await call('GET', '/products')).json.items)
    model.set(id, { name, price, quantity: quantity ?? 0 });
  const unlimited = new Set([...model].filter(([, { quantity }]) => quantity === 0).map(([id]) => id));
  for (const id of unlimited) {
    await call('DELETE', `/products/${id}`);
    model.delete(id);
  }
  const some = (): number => [...model.keys()][pick(model.size)] ?? 7;
  const isThere = (id: number): boolean => model.has(id);

  const steps: readonly (() => Promise<void>)[] = [
    ...(await salesSteps({ call, expect, pick, stock: model })),
    async () => {
      if (model.size > 150) return;
      const known = { name: `Thing ${pick(50)}`, price: pick(10_000) / 100, quantity: pick(20) };
      const { json } = await call('POST', '/products', known);
      expect('a new id', isThere(json.id), false);
      model.set(json.id, known);
    },
    async () => {
      const id = some();
      const change = pick(2) === 0 ? { price: pick(10_000) / 100 } : { name: `Thing ${pick(50)}` };
      const { status } = await call('PUT', `/products/${id}`, change);
      expect(`PUT ${id}`, status, isThere(id) ? 200 : 404);
      if (isThere(id)) Object.assign(model.get(id)!, change);
    },
    async () => {
      const id = some();
      const quantityDelta = pick(9) - 4;
      const { status } = await call('PUT', `/products/${id}/inventory`, { quantityDelta });
      expect(`stock of ${id}`, status, isThere(id) ? 200 : 404);
      if (isThere(id)) model.get(id)!.quantity += quantityDelta;
    },
    async () => {
      if (model.size < 20 && pick(3) > 0) return;
      const id = pick(5) === 0 ? 7 : some();
      const { json } = await call('DELETE', `/products/${id}`);
      expect(`DELETE ${id}`, json, { deleteCount: isThere(id) ? 1 : 0 });
      model.delete(id);
    },
    async () => {
      const id = pick(5) === 0 ? 7 : some();
      const { status, json } = await call('GET', `/products/${id}`);
      const { name, price, quantity } = json;
      const known = model.get(id);
      expect(`GET ${id}`, [status, known && { name, price, quantity }], [known ? 200 : 404, known]);
    },
    async () => {
      const from = pick(8000) / 100;
      const query = `priceFrom=${from}&sortBy=PRICE_DESC&limit=${1 + pick(20)}`;
      const seen: number[] = [];
      for (;;) {
        const { json } = await call('GET', `/products?${query}&offset=${seen.length}`);
        seen.push(...json.items.map((item: { id: number }) => item.id));
        expect('total', json.total, [...model.values()].filter(({ price }) => price >= from).length);
        if (json.count === 0) break;
      }
      const wanted = [...model].filter(([, { price }]) => price >= from).map(([id]) => id);
      expect(`each row once: ${query}`, seen.toSorted(), wanted.toSorted());
      const prices = seen.map((id) => model.get(id)?.price ?? NaN);
      expect(
        'order',
        prices,
        prices.toSorted((a, b) => b - a),
      );
    },
    async () => {
      const name = `Thing ${pick(50)}`;
      const { json } = await call('GET', `/products?keyword=${encodeURIComponent(`"${name}"`)}&limit=100`);
      const wanted = [...model].filter(([, known]) => known.name === name).map(([id]) => id);
      const found = json.items.filter((item: Known) => item.name === name).map((item: { id: number }) => item.id);
      expect(`keyword ${name}`, found.toSorted(), wanted.toSorted());
    },
  ];
  while (made < calls && wrong.length < 5) await steps[pick(steps.length)]!();
  return wrong;
}
