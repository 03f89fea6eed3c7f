import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { waits } from '../../scripts/store/webhooks/deliver.ts';
import { createContract } from '../../scripts/engine/contract.ts';
import { description, beginning, tryStore, upload, type Trial } from './try-store.ts';

interface Delivery {
  readonly url: string;
  readonly signature: string | null;
  readonly body: Record<string, unknown>;
}

function listen(statuses: number[] = []): { readonly trial: Trial; readonly deliveries: Delivery[] } {
  const deliveries: Delivery[] = [];
  const send = async (request: Request): Promise<Response> => {
    const { url, headers } = request;
    deliveries.push({
      url,
      signature: headers.get('x-ecwid-webhook-signature'),
      body: (await request.json()) as Record<string, unknown>,
    });
    const status = statuses.shift() ?? 200;
    if (status === 0) throw new TypeError('nobody is there');
    return new Response(null, { status });
  };
  const trial = tryStore({ webhook: { url: 'https://app.example/events?app=1', clientSecret: 'abc', send } });
  return { trial, deliveries };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

describe('documented: webhooks', () => {
  it('tell of each change, signed', async () => {
    const { trial, deliveries } = listen();
    const { id } = (await trial.post('/products', { name: 'Cup' })).json;
    await trial.put(`/products/${id}`, { price: 3 });
    await trial.call(`/products/${id}/image`, upload());
    await trial.delete(`/products/${id}`);
    await trial.get('/products');
    await trial.put('/profile', { company: { city: 'Oslo' } });
    await vi.waitFor(() => expect(deliveries).toHaveLength(5));
    // As with Ecwid, they may overtake each other.
    expect(deliveries.map(({ body }) => `${String(body['eventType'])} ${String(body['entityId'])}`).sort()).toEqual([
      `product.created ${id}`,
      `product.deleted ${id}`,
      `product.updated ${id}`,
      `product.updated ${id}`,
      'profile.updated 1003',
    ]);
    for (const { url, signature, body } of deliveries) {
      const { eventCreated, eventId, storeId, eventType } = body;
      expect(url).toBe(`https://app.example/events?app=1&eventtype=${String(eventType)}`);
      expect([storeId, eventCreated]).toEqual([1003, beginning / 1000]);
      const signed = createHmac('sha256', 'abc')
        .update(`${String(eventCreated)}.${String(eventId)}`)
        .digest('base64');
      expect(signature).toBe(signed);
    }
    expect(new Set(deliveries.map(({ body }) => body['eventId'])).size).toBe(5);
  });

  it('follow the description', async () => {
    const { trial, deliveries } = listen();
    await trial.post('/categories', { name: 'Cups' });
    await trial.post('/classes', { name: 'Cup' });
    await trial.post('/customers', { email: 'new@mail.example' });
    await trial.put('/orders/K8XTQ', { fulfillmentStatus: 'DELIVERED' });
    await vi.waitFor(() => expect(deliveries.length).toBeGreaterThanOrEqual(4));
    expect(deliveries.map(({ body }) => body['data'])).toContainEqual(
      expect.objectContaining({ orderId: 'K8XTQ', newFulfillmentStatus: 'DELIVERED' }),
    );
    const asPaths = { ...description, servers: [{ url: 'https://app.example' }], paths: {} as Record<string, unknown> };
    for (const [name, webhook] of Object.entries(description['webhooks'] as object))
      asPaths.paths[`/${name}`] = webhook;
    const contract = createContract(asPaths);
    for (const { signature, body } of deliveries) {
      const request = {
        method: 'POST',
        url: `https://app.example/${String(body['eventType'])}`,
        headers: [
          ['content-type', 'application/json'],
          ['x-ecwid-webhook-signature', signature ?? ''],
        ] as [string, string][],
        body: JSON.stringify(body),
      };
      expect(contract.match(request).kind).toBe('operation');
      expect(contract.checkExchange(request, { status: 0, headers: [] }, { only: 'request' })).toEqual([]);
    }
  });

  it('are tried again after 15, 30, 45 and 60 minutes and so on, 27 times within a day', async () => {
    const { trial, deliveries } = listen(Array.from({ length: 40 }, (_value, i) => [500, 0, 302, 203][i % 4]!));
    await trial.post('/products', { name: 'Cup' });
    for (let tries = 1; tries <= 27; tries += 1) {
      await vi.waitFor(() => expect(deliveries).toHaveLength(tries));
      await settled();
      trial.store.clock.advance(waits[tries - 1] ?? 24 * 3_600_000);
    }
    await settled();
    expect(deliveries).toHaveLength(27);
    expect(new Set(deliveries.map(({ body }) => body['eventId'])).size).toBe(1);
    const [first, second, third, fourth, ...later] = waits.map((wait) => wait / 60_000);
    expect([first, second, third, fourth]).toEqual([15, 15, 15, 15]);
    for (const [i, wait] of later.entries()) expect(wait).toBeGreaterThan(later[i - 1] ?? 15);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('end with the first success', async () => {
    const { trial, deliveries } = listen([503, 209]);
    await trial.post('/products', { name: 'Cup' });
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    await settled();
    trial.store.clock.advance(15 * 60_000);
    await vi.waitFor(() => expect(deliveries).toHaveLength(2));
    await settled();
    trial.store.clock.advance(24 * 3_600_000);
    await settled();
    expect(deliveries).toHaveLength(2);
  });
});
