import { describe, expect, test } from 'vitest';
import { answering, brief, check, type Brief } from './support.ts';

const item = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

describe('answers that were cut down', () => {
  const product = {
    type: 'object',
    required: ['total', 'items'],
    properties: {
      total: { type: 'integer' },
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'name'],
          properties: { id: { type: 'integer' }, name: { type: 'string' } },
          oneOf: [{ required: ['id'] }, { required: ['sku'] }],
        },
      },
    },
    if: { properties: { total: { const: 0 } } },
    then: { properties: { items: { maxItems: 0 } } },
  };
  const cut = answering(product, {
    components: { securitySchemes: { legacy: { type: 'apiKey', in: 'query', name: 'token' } } },
  });
  const ask = (exchange: Brief): string[] =>
    brief(check(cut, exchange)).filter((finding) => !finding.startsWith('undocumented-query'));

  test('responseFields lifts what is required', () => {
    expect(ask({ url: '/thing?responseFields=items(name)', answer: { items: [{ name: 'a' }] } })).toEqual([]);
    expect(ask({ answer: { total: 1, items: [{ id: 1 }] } })).toEqual(['invalid-response-body /items/0/name']);
  });
  test('what is there is checked all the same', () => {
    expect(ask({ url: '/thing?responseFields=items(name)', answer: { items: [{ name: 5, colour: 1 }] } })).toEqual([
      'invalid-response-body /items/0/name',
      'undocumented-response-field /items/0/colour',
    ]);
  });
  test('alternatives that are told apart by what was cut off', () => {
    const [a, b] = [{ required: ['a'] }, { required: ['b'] }];
    const both = answering({
      properties: { a: { type: 'integer' }, b: true },
      oneOf: [a, b],
      anyOf: [{ properties: { a: { minimum: 3 } } }, b],
    });
    const ask = (answer: unknown): string[] =>
      brief(check(both, { headers: [['Authorization', 'Bearer public_abcdef']], answer }));
    expect([ask({}), ask({ a: 5 }), ask({ a: 'x' })]).toEqual([[], [], ['invalid-response-body /a']]);
  });
  test('public tokens, in the header and in the query', () => {
    const answer = { total: 1, items: [{ id: 1 }] };
    expect(ask({ headers: [['Authorization', 'Bearer public_abcdef']], answer })).toEqual([]);
    expect(ask({ url: '/thing?token=public_abcdef', answer })).toEqual([]);
    expect(ask({ headers: [['Authorization', 'Bearer secret_abcdef']], answer })).toEqual([
      'invalid-response-body /items/0/name',
    ]);
  });
  test('other names can be given for other APIs', () => {
    const sparse = answering(item, {}, { sparseParameters: ['fields'], publicTokenPrefixes: [] });
    expect(brief(check(sparse, { url: '/thing?fields=x', answer: {} }))).toEqual([
      'undocumented-query-parameter /query/fields',
    ]);
    expect(brief(check(sparse, { headers: [['Authorization', 'Bearer public_a']], answer: {} }))).toEqual([
      'invalid-response-body /id',
    ]);
  });
});
