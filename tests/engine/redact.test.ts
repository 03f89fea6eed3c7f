import { describe, expect, it } from 'vitest';
import { createContract } from '../../scripts/engine/contract.ts';
import { createRedactor } from '../../scripts/engine/redact.ts';
import type { HttpRequest, HttpResponse } from '../../scripts/engine/types.ts';

const secret = 'secret_a+b/c"d~e';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('createRedactor: a secret', () => {
  const { text } = createRedactor({ secrets: [secret] });

  it.each([
    ['as it is', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded to the last character', [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in a JSON Pointer', secret.replaceAll('~', '~0').replaceAll('/', '~1')],
    ['with Unicode escapes', secret.replace('_', '\\u005f').replace('a', '\\u0061')],
    ['in base64', base64(secret).replace(/=+$/, '')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
  ])('is blanked %s', (_, written) => {
    expect(text(`x ${written} y`)).toBe('x [redacted] y');
  });

  it.each(['', 'u', 'ur', 'user:'])('is blanked in base64 behind "%s"', (before) => {
    const shown = text(base64(`${before}${secret}, and more`));
    const readable = shown
      .split('[redacted]')
      .map((part) => Buffer.from(part, 'base64').toString())
      .join('');
    expect(shown).toContain('[redacted]');
    expect(readable).not.toContain(secret.slice(0, 4));
    expect(readable).not.toContain(secret.slice(-4));
  });

  it('is not looked for when it is too short to be one', () => {
    expect(createRedactor({ secrets: ['', 'abc'] }).text('abc def')).toBe('abc def');
  });
});

describe('createRedactor: names', () => {
  const { hides, loose } = createRedactor({ names: ['Tier'] });

  it.each([
    '/accessToken',
    '/client_secret',
    '/settings/passwords/0/value',
    '/header/X-Api-Key',
    '/query/key',
    '/publicKeys/3',
    '/API_KEY',
    '/header/Set-Cookie',
    '/tier',
  ])('hide what is at %s', (pointer) => expect(hides(pointer)).toBe(true));

  it.each(['/keywords', '/monkey/0', '/name', '/keyboard', '/tiers', '/email'])(
    'do not hide what is at %s',
    (pointer) => expect(hides(pointer)).toBe(false),
  );

  it.each([
    ['{"password":"hunter2"', '{"password":"[redacted]"'],
    ['a=1&client_secret=hunter2&b=2', 'a=1&client_secret=[redacted]&b=2'],
    ['Authorization: Bearer hunter2\nHost: x', 'Authorization: Bearer [redacted]\nHost: x'],
    ['<apiKey kind="x">hunter2</apiKey>', '<apiKey kind="x">[redacted]</apiKey>'],
    ['{"name":"Cup"', '{"name":"Cup"'],
  ])('blank in the text %j', (body, expected) => expect(loose(body)).toBe(expected));
});

describe('createRedactor: who a person is', () => {
  const { text } = createRedactor({ personal: true });

  it.each([
    ['mail ada.l+x@mail.example.co.uk now', 'mail [redacted] now'],
    ['call +44 (0)20 7946 0018', 'call [redacted]'],
    ['call (555) 010-9999', 'call [redacted]'],
    ['paid with 4111 1111 1111 1111.', 'paid with [redacted].'],
    ['paid with 378282246310005', 'paid with [redacted]'],
    ['order 4111111111111112', 'order 4111111111111112'],
    [
      'at 1764379153000, id 123456789, 2026-11-29 01:19:13 +0000, 10.0.0.1',
      'at 1764379153000, id 123456789, 2026-11-29 01:19:13 +0000, 10.0.0.1',
    ],
  ])('%s', (given, expected) => expect(text(given)).toBe(expected));
});

describe('findings', () => {
  const schema = { type: 'object', properties: { note: { type: 'integer' }, password: { type: 'integer' } } };
  const description = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/x': {
        get: {
          responses: {
            200: {
              description: 'OK',
              headers: { 'Set-Cookie': { schema: { type: 'integer' } }, 'X-Note': { schema: { type: 'integer' } } },
              content: { 'application/json': { schema }, 'text/plain': { schema: { type: 'integer' } } },
            },
          },
        },
      },
    },
    components: { securitySchemes: { shop: { type: 'apiKey', in: 'header', name: 'X-Shop' } } },
  };
  const token = 'tok_Zx81kd93ns72bqPq44';

  function said(request: Partial<HttpRequest>, response: Partial<HttpResponse>, hide = {}): string {
    const contract = createContract(description, { hide });
    const findings = contract.checkExchange(
      { method: 'GET', url: '/x', headers: [], ...request },
      { status: 200, headers: [['Content-Type', 'application/json']], ...response },
    );
    expect(findings.length).toBeGreaterThan(0);
    return JSON.stringify(findings);
  }

  /** Any six characters of the token in a row. */
  const parts = Array.from({ length: token.length - 5 }, (_, at) => token.slice(at, at + 6));
  const carriers: [string, Partial<HttpRequest>][] = [
    ['a bearer token', { headers: [['Authorization', `Bearer ${token}`]] }],
    ['a Basic password', { headers: [['Authorization', `Basic ${base64(`me:${token}`)}`]] }],
    ['the header of a security scheme', { headers: [['X-Shop', token]] }],
    ['a header with a telling name', { headers: [['X-Signature', token]] }],
    ['a password in the address', { url: `https://me:${token}@shop.example/x` }],
  ];
  it.each(carriers)('show no part of %s, wherever a long value is cut', (_, request) => {
    for (let before = 55; before < 82; before += 1) {
      for (const value of [token, encodeURIComponent(token), base64(`ab${token}cd`)]) {
        const text = said(request, { body: JSON.stringify({ note: 'x'.repeat(before) + value }) });
        for (const part of parts) expect(text).not.toContain(part);
        for (const shift of [0, 1, 2])
          expect(text).not.toContain(
            base64(' '.repeat(shift) + token)
              .slice(shift * 2, shift * 2 + 8)
              .slice(2),
          );
      }
    }
  });

  it('show no part of it at the end of a body that is cut off', () => {
    for (let behind = 0; behind < 45; behind += 1) {
      const text = said(carriers[0]![1], { body: `{"note":"${token}${'y'.repeat(behind)}` });
      for (const part of parts) expect(text).not.toContain(part);
    }
  });

  it('show no cookie that was set, in its header or elsewhere', () => {
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', `sid=${token}; Path=/`],
      ['X-Note', `welcome ${token}`],
    ];
    expect(said({}, { headers, body: '{}' })).not.toContain(token.slice(4));
  });

  it('show who a person is only when they may', () => {
    const body = JSON.stringify({ note: `${'x'.repeat(60)} ada.lovelace@mail.example` });
    expect(said({}, { body }, { personal: true })).not.toContain('ada');
    expect(said({}, { body })).toContain('ada.lovelace');
  });
});
