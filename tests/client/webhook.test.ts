import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  exchangeCode,
  isApiError,
  verifyWebhook,
  WebhookError,
  type WebhookEvent,
} from '../../generated/ecwid/index.js';
import { findApi } from '../../scripts/apis.ts';
import { resolve, type OpenApiDocument } from '../../scripts/description/document.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';

const secret = 'client_secret_of_the_app';
const now = (): number => Math.floor(Date.now() / 1000);

interface Payload extends Record<string, unknown> {
  eventId: string;
  eventCreated: number;
}

function sign({ eventCreated, eventId }: Payload, key = secret): string {
  return createHmac('sha256', key).update(`${eventCreated}.${eventId}`).digest('base64');
}

function deliver(body: unknown, signature: string | undefined): { body: string; headers: Record<string, string> } {
  return {
    body: JSON.stringify(body),
    headers: signature === undefined ? {} : { 'x-ecwid-webhook-signature': signature },
  };
}

/** Every delivery that the description has an example of, as it would come now. */
const document = await readBundle(findApi('ecwid'));
const payloads = Object.entries((document['webhooks'] ?? {}) as OpenApiDocument['paths']).flatMap(
  ([name, { post }]) => {
    const media = post?.requestBody && resolve(document, post.requestBody).content['application/json'];
    return Object.values((media as { examples?: object } | undefined)?.examples ?? {})
      .map((example) => (resolve(document, example as object) as unknown as { value: Payload }).value)
      .filter((value) => value.eventId)
      .map((value) => [name, { ...value, eventCreated: now() - 60 }] as const);
  },
);

describe('verifyWebhook', () => {
  it.each(payloads)('accepts %s', async (_, payload) => {
    const event = await verifyWebhook(deliver(payload, sign(payload)), secret);
    expect(event).toEqual(payload);
  });

  it('knows of more than 42 events', () => expect(new Set(payloads.map(([name]) => name)).size).toBeGreaterThan(42));

  const payload: Payload = {
    eventId: randomUUID(),
    eventCreated: now(),
    storeId: 1003,
    entityId: 'K8XTQ',
    eventType: 'order.created',
    data: {},
  };
  const { body, headers } = deliver(payload, sign(payload));

  it.each([
    ['text', { body, headers }],
    ['bytes', { body: new TextEncoder().encode(body), headers }],
    ['parsed JSON', { body: payload, headers }],
    ['a Request', new Request('https://app.example/hook', { method: 'POST', body, headers })],
    ['headers of the web', { body, headers: new Headers(headers) }],
    ['headers of Node with others beside', { body, headers: { ...headers, cookie: ['a=b'], ':path': '/' } }],
  ])('takes %s', async (_, delivery) => {
    expect(await verifyWebhook(delivery, secret)).toMatchObject({ eventId: payload.eventId });
  });

  const signed = (change: object): { body: string; headers: Record<string, string> } => {
    const other = { ...payload, ...change } as Payload;
    return deliver(other, sign(other));
  };
  const signature = sign(payload);
  it.each([
    ['no header', deliver(payload, undefined), 'unsigned'],
    ['an empty signature', deliver(payload, ''), 'unsigned'],
    ['another secret', deliver(payload, sign(payload, 'other')), 'forged'],
    ['an empty secret', deliver(payload, createHmac('sha256', '').update('x').digest('base64')), 'forged'],
    ['hexadecimal', deliver(payload, Buffer.from(signature, 'base64').toString('hex')), 'forged'],
    ['no base64', deliver(payload, '***'), 'forged'],
    ['a signature that is cut', deliver(payload, signature.slice(0, 20)), 'forged'],
    ['a signature with more behind it', deliver(payload, `${signature}AAAA`), 'forged'],
    ['two signatures', deliver(payload, `${signature}, ${signature}`), 'forged'],
    ['a signature of the body', deliver(payload, createHmac('sha256', secret).update(body).digest('base64')), 'forged'],
    [
      'a signature of the parts in turn',
      deliver(
        payload,
        createHmac('sha256', secret).update(`${payload.eventId}.${payload.eventCreated}`).digest('base64'),
      ),
      'forged',
    ],
    [
      'a signature by SHA-1',
      deliver(
        payload,
        createHmac('sha1', secret).update(`${payload.eventCreated}.${payload.eventId}`).digest('base64'),
      ),
      'forged',
    ],
    ['another event', deliver({ ...payload, eventId: randomUUID() }, signature), 'forged'],
    ['another time', deliver({ ...payload, eventCreated: payload.eventCreated + 1 }, signature), 'forged'],
    ['the word null', deliver(payload, 'null'), 'forged'],
    ['a delivery of two days ago', signed({ eventCreated: now() - 172_800 }), 'stale'],
    ['a delivery of 1970', signed({ eventCreated: 1 }), 'stale'],
    ['a delivery of tomorrow', signed({ eventCreated: now() + 86_400 }), 'stale'],
    ['milliseconds', signed({ eventCreated: Date.now() }), 'stale'],
    ['no time', signed({ eventCreated: undefined }), 'no event'],
    ['a time as text', signed({ eventCreated: `${now()}` }), 'no event'],
    ['a broken time', signed({ eventCreated: 1.5 }), 'no event'],
    ['no event', signed({ eventId: undefined }), 'no event'],
    ['an empty event', signed({ eventId: '' }), 'no event'],
    ['an event that is a number', signed({ eventId: 5 }), 'no event'],
    ['no type', signed({ eventType: undefined }), 'no event'],
    ['no store', signed({ storeId: undefined }), 'no event'],
    ['a store as text', signed({ storeId: '1003' }), 'no event'],
    ['no entity', signed({ entityId: undefined }), 'no event'],
    ['an entity that is an object', signed({ entityId: {} }), 'no event'],
    ['a list', deliver([payload], signature), 'no event'],
    ['null', deliver(null, signature), 'no event'],
    ['no JSON', { body: 'eventId=1', headers }, 'no event'],
    ['nothing', { body: undefined, headers }, 'no event'],
  ])('refuses %s', async (_, delivery, why) => {
    const error = await verifyWebhook(delivery, secret).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(WebhookError);
    expect((error as Error).message).toBe(`The delivery is ${why}.`);
    expect((error as Error).message).not.toContain(secret);
  });

  it('refuses what was dealt with before, and what is older than it may be', async () => {
    const known = new Set<string>();
    const isKnown = (eventId: string): boolean => known.has(eventId) || !known.add(eventId);
    await verifyWebhook({ body, headers }, secret, { isKnown });
    await expect(verifyWebhook({ body, headers }, secret, { isKnown })).rejects.toThrow('is known');
    await expect(verifyWebhook(signed({ eventCreated: now() - 90 }), secret, { maxAge: 60 })).rejects.toThrow('stale');
  });

  it('tells events apart by their type, in both spellings', () => {
    const read = (event: WebhookEvent): unknown => {
      if (event.eventType === 'order.created') {
        expectTypeOf(event.data.orderId).toEqualTypeOf<string | undefined>();
        return event.data.orderId;
      }
      return event.eventType === 'application.subscriptionStatusChanged' ||
        event.eventType === 'application.subscription_status_changed'
        ? event.data
        : undefined;
    };
    expect(read({ ...payload, data: { orderId: 'K8XTQ' } } as never)).toBe('K8XTQ');
  });
});

describe('exchangeCode', () => {
  const code = { clientId: 'app', clientSecret: secret, code: 'abc', redirectUri: 'https://app.example/back' };

  it('sends a form once, and resolves to the tokens', async () => {
    const sent: [string, string][] = [];
    const fetch = async (request: Request): Promise<Response> => {
      sent.push([`${request.method} ${request.url}`, await request.text()]);
      return Response.json({ access_token: 'secret_abc', store_id: 1003, token_type: 'Bearer', scope: 'read_catalog' });
    };
    expect(await exchangeCode({ ...code, fetch })).toMatchObject({ access_token: 'secret_abc', store_id: 1003 });
    expect(sent).toEqual([
      [
        'POST https://my.ecwid.com/api/oauth/token',
        'client_id=app&client_secret=client_secret_of_the_app&code=abc&redirect_uri=https%3A%2F%2Fapp.example%2Fback&grant_type=authorization_code',
      ],
    ]);
  });

  it('throws when the code is refused, without the secret', async () => {
    const fetch = async (): Promise<Response> => Response.json({ error: 'invalid_grant' }, { status: 400 });
    const error = await exchangeCode({ ...code, fetch }).catch((error: unknown) => error);
    expect(isApiError(error)).toBe(true);
    expect(String(error)).not.toContain(secret);
  });
});
