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

/** What is signed, and what tells an event from anything else. */
interface Envelope {
  readonly eventId?: string;
  readonly eventType?: string;
  readonly eventCreated?: number;
  readonly storeId?: number;
  readonly entityId?: number | string;
}

/** Identifier and type as texts, time and store as numbers, and the entity as either. */
const envelope = /^\["[^"]+","[^"]+",\d+,\d+,("[^"]+"|\d+)]$/;

/** Seconds that the clocks of Ecwid and of a server may differ. */
const skew = 300;

/**
 * The event that a webhook delivers, once it is sure that Ecwid has signed it.
 *
 * @throws {WebhookError} when the signature is missing or wrong, or the delivery is stale, known, or no delivery at all
 */
export async function verifyWebhook<Event>(
  { headers, body }: Delivery,
  clientSecret: string,
  { maxAge = 90_000, isKnown }: WebhookOptions = {},
): Promise<Event> {
  const name = 'x-ecwid-webhook-signature';
  const signature = (headers as Headers).get?.(name) ?? (headers as DeliveryHeaders)[name];
  // Parsed already, or whatever a response can be made of: text, bytes, or the stream of a request.
  const event: Envelope = (body as Envelope | null)?.eventId
    ? (body as Envelope)
    : ((await new Response(body as string).json().catch(() => 0)) as Envelope);
  const { eventId = '', eventType, eventCreated = 0, storeId, entityId } = event ?? {};
  const age = Date.now() / 1000 - eventCreated;
  const fault = !signature
    ? 'has no signature'
    : !envelope.test(JSON.stringify([eventId, eventType, eventCreated, storeId, entityId]))
      ? 'is no event'
      : !(await isSigned(`${eventCreated}.${eventId}`, `${signature}`, clientSecret))
        ? 'has a wrong signature'
        : age > maxAge || age < -skew
          ? 'is too old or new'
          : (await isKnown?.(eventId)) && 'is known';
  if (fault) throw new WebhookError(`The delivery ${fault}.`);
  return event as Event;
}

/** Compares in constant time. What is no base64 is no signature either. */
function isSigned(message: string, signature: string, secret: string): Promise<boolean> {
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const { subtle } = crypto;
  return subtle
    .importKey('raw', encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
    .then((key) => {
      const bytes = Uint8Array.from(atob(signature), (byte) => byte.charCodeAt(0));
      return subtle.verify('HMAC', key, bytes, encode(message));
    })
    .catch(() => false);
}
