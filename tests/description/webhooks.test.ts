import { createDecipheriv, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import { listWebhooks, resolve, type OpenApiDocument, type RequestBody } from '../../scripts/description/document.ts';
import { createEngine } from '../../scripts/engine/judge.ts';
import { readDocument } from '../../scripts/engine/description/document.ts';

/** The secret that the examples of the description are signed and encrypted with. */
const clientSecret = 'meadow-mill-secret';

let document: OpenApiDocument;
beforeAll(async () => {
  document = await bundle(findApi('ecwid'));
});

interface Delivery {
  readonly eventId: string;
  readonly eventCreated: number;
  readonly eventType: string;
}

/** The example of the body of a webhook. */
function exampleOf(name: string): Record<string, unknown> {
  const found = listWebhooks(document).find(({ path }) => path === name);
  const body = resolve<RequestBody>(document, found!.operation.requestBody!);
  const [content] = Object.values(body.content) as { examples: Record<string, { value: Record<string, unknown> }> }[];
  return resolve(document, content!.examples['default']!).value;
}

function judge(schema: string, value: unknown): unknown[] {
  return createEngine(readDocument(document), false)
    .judge({ $ref: `#/components/schemas/${schema}` }, 'response')
    .look(value).faults as unknown[];
}

describe('the webhooks of Ecwid', () => {
  it('have an example of their own event', () => {
    const events = listWebhooks(document).filter(({ operation }) => operation.tags?.[0] !== 'Calls to apps');
    expect(events).toHaveLength(45);
    expect(events.map(({ path }) => (exampleOf(path) as unknown as Delivery).eventType)).toEqual(
      events.map(({ path }) => path),
    );
  });

  it('take names of four words in both spellings, and no name of another event', () => {
    const example = exampleOf('application.subscriptionStatusChanged');
    const name = 'ApplicationSubscriptionStatusChangedEvent';
    expect(judge(name, { ...example, eventType: 'application.subscription_status_changed' })).toEqual([]);
    expect(judge(name, { ...example, eventType: 'application.installed' })).toHaveLength(1);
  });

  it('are signed as the header says', () => {
    const { schema: _, ...header } = document.components!['parameters']!['webhookSignature'] as { schema: unknown } & {
      example: string;
      description: string;
    };
    const { eventCreated, eventId } = exampleOf('order.created') as unknown as Delivery;
    expect(header.example).toBe(
      createHmac('sha256', clientSecret).update(`${eventCreated}.${eventId}`).digest('base64'),
    );
    expect(header.description).toContain(`\`${clientSecret}\``);
    expect(header.description).toContain(`\`${eventCreated}.${eventId}\``);
  });
});

describe('what Ecwid encrypts for an app', () => {
  it('is a payment, in both ciphers', () => {
    const { enc_data: current, data: older } = exampleOf('paymentUrl') as { enc_data: string; data: string };
    const payment = decrypt(current, 'aes-128-gcm');
    expect(judge('AppPayment', payment)).toEqual([]);
    expect(payment).toMatchObject({ storeId: 1003, cart: { order: { id: 'K8XTQ' } } });
    expect(decrypt(older, 'aes-128-cbc')).toEqual(payment);
  });

  it('is the payload of a page', () => {
    const { operation } = listWebhooks(document).find(({ path }) => path === 'iframeUrl')!;
    const parameters = (operation.parameters ?? []) as unknown as readonly { name: string; example: string }[];
    const { example } = parameters.find(({ name }) => name === 'payload')!;
    const payload = decrypt(example, 'aes-128-cbc');
    expect(judge('AppPagePayload', payload)).toEqual([]);
    expect(payload).toMatchObject({ store_id: 1003, view_mode: 'PAGE' });
  });
});

/** As the descriptions of the fields tell: the vector first, then the ciphertext, then, with GCM, the tag. */
function decrypt(text: string, cipher: 'aes-128-gcm' | 'aes-128-cbc'): unknown {
  const bytes = Buffer.from(text, 'base64url');
  const key = clientSecret.slice(0, 16);
  const vector = bytes.subarray(0, 16);
  if (cipher === 'aes-128-cbc') {
    const decipher = createDecipheriv(cipher, key, vector);
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString());
  }
  const decipher = createDecipheriv(cipher, key, vector).setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16, -16)), decipher.final()]).toString());
}
