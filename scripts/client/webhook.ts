/** A delivery as a server has it: a web `Request`, or its headers with the body as text, bytes or parsed JSON. */
export type Delivery = Request | { readonly body: unknown; readonly headers: Headers | DeliveryHeaders };

/** Headers as Node has them, names in small letters. */
export type DeliveryHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface WebhookOptions {
  /** Seconds after which a delivery is too old. Default 90,000: Ecwid tries again for 24 hours. */
  readonly maxAge?: number | undefined;
  /** Whether an event was dealt with before, by its `eventId`: then the delivery is refused as sent twice. */
  readonly isKnown?: ((eventId: string) => boolean | Promise<boolean>) | undefined;
}

/** Why a delivery is not to be believed. Answer it with a 4xx. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

/** What every delivery has. */
interface Envelope {
  readonly eventId: string;
  readonly eventCreated: number;
  readonly storeId: number;
  readonly entityId: number | string;
  readonly eventType: string;
}

/** Seconds that the clocks of Ecwid and of a server may differ. */
const skew = 300;

/**
 * The event that a webhook delivers, once it is sure that Ecwid has signed it.
 *
 * The signature covers `eventId` and `eventCreated` alone, and not `data`, `entityId` or `storeId`: read the entity again
 * through the API before acting on what they say.
 *
 * @param clientSecret the app's own, which Ecwid signs with
 * @throws {WebhookError} when the signature is missing or wrong, or the delivery is stale, known, or no delivery at all
 */
export async function verifyWebhook<Event>(
  delivery: Delivery,
  clientSecret: string,
  { maxAge = 90_000, isKnown }: WebhookOptions = {},
): Promise<Event> {
  const { headers } = delivery;
  const name = 'x-ecwid-webhook-signature';
  const signature = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof signature !== 'string' || !signature) throw new WebhookError('The delivery has no signature.');

  const event = parse(delivery instanceof Request ? await delivery.text() : delivery.body);
  const key = await crypto.subtle.importKey('raw', encode(clientSecret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  const message = encode(`${event.eventCreated}.${event.eventId}`);
  // Compares in constant time.
  if (!(await crypto.subtle.verify('HMAC', key, decode(signature), message)))
    throw new WebhookError('The signature is not made with this client secret.');

  const age = Date.now() / 1000 - event.eventCreated;
  if (!(age <= maxAge && age >= -skew)) throw new WebhookError('The delivery is stale, or from the future.');
  if (await isKnown?.(event.eventId)) throw new WebhookError('The delivery was dealt with before.');
  return event as Event;
}

/** @throws {WebhookError} when it is no envelope */
function parse(body: unknown): Envelope {
  try {
    const text = body instanceof Uint8Array || body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
    const event = (typeof text === 'string' ? JSON.parse(text) : text) as Envelope;
    const { eventId, eventCreated, storeId, entityId, eventType } = event;
    if (
      [eventId, eventType].every((value) => value && typeof value === 'string') &&
      [eventCreated, storeId].every(Number.isSafeInteger) &&
      (Number.isSafeInteger(entityId) || (entityId && typeof entityId === 'string'))
    )
      return event;
  } catch {
    // Said below: whatever it is, it is none.
  }
  throw new WebhookError('The body is no event of Ecwid.');
}

/** @throws {WebhookError} when it is no base64 */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  } catch {
    throw new WebhookError('The signature is no base64.');
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
