import type { Clock } from '../state/clock.ts';
import type { Fields } from '../state/rows.ts';

export interface WebhookOptions {
  /** Where events go. */
  readonly url: string;
  /** Key that deliveries are signed with. */
  readonly clientSecret: string;
  /** Sends a delivery; the global `fetch` when absent. */
  readonly send?: (request: Request) => Promise<Response>;
}

/** What Ecwid takes as delivered, by the description of its webhooks. */
const accepted: ReadonlySet<number> = new Set([200, 201, 202, 204, 209]);

/** Milliseconds for the connection and the answer together. */
const patience = 13_000;

const minute = 60_000;

/**
 * Waits between two tries: 27 tries within 24 hours, after 15, 30, 45 and 60 minutes and at growing intervals from then on
 * (page "Learn Ecwid webhooks"). How they grow is not said; here each is 4 minutes longer than the one before.
 */
export const waits: readonly number[] = Array.from(
  { length: 26 },
  (_value, index) => (index < 4 ? 15 : 15 + 4 * (index - 3)) * minute,
);

/** Signs and delivers events, and tries again what was not accepted, by the clock of the store. */
export function createDelivery(options: WebhookOptions, clock: Clock): (event: Fields, storeId: number) => void {
  const { url, clientSecret, send = fetch } = options;
  const key = crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(clientSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );

  async function deliver(body: Fields, tried: number): Promise<void> {
    const signed = new TextEncoder().encode(`${String(body['eventCreated'])}.${String(body['eventId'])}`);
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', await key, signed));
    const address = new URL(url);
    address.searchParams.set('eventtype', String(body['eventType']));
    const request = new Request(address, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'x-ecwid-webhook-signature': btoa(String.fromCharCode(...signature)),
      },
      body: JSON.stringify(body),
    });
    // Nobody there is an answer like any other: it is tried again.
    const status = await send(request).then(
      async (response) => (await response.body?.cancel(), response.status),
      () => 0,
    );
    const wait = waits[tried];
    if (accepted.has(status) || wait === undefined) return;
    clock.after(wait, () => void deliver(body, tried + 1));
  }

  return (event, storeId) => {
    const eventCreated = Math.floor(clock.now() / 1000);
    void deliver({ eventId: crypto.randomUUID(), eventCreated, storeId, ...event }, 0);
  };
}
