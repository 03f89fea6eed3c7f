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

/**
 * Why a delivery is not to be believed: it is `unsigned`, `no event`, `forged` (signed otherwise), `stale` (too old, or of a
 * time to come) or `known` (sent twice). Answer it with a 4xx.
 */
export class WebhookError extends Error {}

/** What is signed, and what tells an event from anything else. */
interface Envelope {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventCreated: number;
  readonly storeId: number;
  readonly entityId: number | string;
}

/** Identifier and type as texts, time and store as whole numbers, and the entity as either. */
const envelope = /^.(".+",){2}(\d+,){2}("[^"]|\d)/;

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
  const { eventId, eventType, eventCreated, storeId, entityId } = event ?? 0;
  const age = Date.now() / 1000 - eventCreated;
  const fault = !signature
    ? 'unsigned'
    : !envelope.test(JSON.stringify([eventId, eventType, eventCreated, storeId, entityId]))
      ? 'no event'
      : !(await isSigned(`${eventCreated}.${eventId}`, `${signature}`, clientSecret))
        ? 'forged'
        : age > maxAge || age < -skew
          ? 'stale'
          : (await isKnown?.(eventId)) && 'known';
  if (fault) throw new WebhookError(`The delivery is ${fault}.`);
  return event as Event;
}

/** Compares in constant time. What is no base64 is no signature either. All three texts are ASCII in what Ecwid sends. */
function isSigned(message: string, signature: string, secret: string): Promise<boolean> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (byte) => byte.charCodeAt(0));
  const { subtle } = crypto;
  return subtle
    .importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
    .then((key) => subtle.verify('HMAC', key, bytes(atob(signature)), bytes(message)))
    .catch(() => false);
}
