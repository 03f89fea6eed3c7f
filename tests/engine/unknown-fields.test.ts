import { describe, expect, test } from 'vitest';
import { inAnswer, inRequest, type Json } from './support.ts';

const extra = (pointer: string): string => `undocumented-response-field ${pointer}`;
const a = { properties: { a: { type: 'integer' } } };
const b = { properties: { b: { type: 'integer' } } };
const inner = (schema: unknown): Json => ({ type: 'object', properties: { inner: schema } });
const components = (schemas: Json): Json => ({ components: { schemas } });
const node = { properties: { name: {}, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } } };
const pet = {
  type: 'object',
  properties: { kind: { type: 'string' } },
  discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
};
const family = components({
  Pet: pet,
  Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: 'integer' } } }] },
  dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { good: { type: 'boolean' } } }] },
});

describe('undocumented fields', () => {
  test.each<[name: string, schema: unknown, answer: unknown, findings: string[], rest?: Json]>([
    ['at the root', a, { a: 1, x: 1 }, [extra('/x')]],
    ['two of them', a, { a: 1, x: 1, y: null }, [extra('/x'), extra('/y')]],
    ['inside', inner(a), { inner: { x: 1 } }, [extra('/inner/x')]],
    ['nothing is told below an unknown one', a, { x: { y: { z: 1 } } }, [extra('/x')]],
    ['a name with a slash', a, { 'x/y~z': 1 }, [extra('/x~1y~0z')]],
    ['named as inherited ones are', a, { constructor: 1 }, [extra('/constructor')]],
    ['in an item', { type: 'array', items: a }, [{ a: 1 }, { x: 1 }], [extra('/1/x')]],
    [
      'in every item',
      { type: 'array', items: a },
      [{ x: 1 }, { x: 2 }, { y: 1 }],
      [`${extra('/0/x')} x2`, extra('/2/y')],
    ],
    ['in prefixItems', { prefixItems: [a, b] }, [{ a: 1 }, { a: 1 }], [extra('/1/a')]],
    ['in items after prefixItems', { prefixItems: [a], items: b }, [{ a: 1 }, { b: 1 }, { a: 1 }], [extra('/2/a')]],
    ['in unevaluatedItems', { unevaluatedItems: a }, [{ b: 1 }], [extra('/0/b')]],
    ['known by one part of an allOf', { allOf: [a, b] }, { a: 1, b: 1 }, []],
    ['known by no part of an allOf', { allOf: [a, b] }, { a: 1, c: 1 }, [extra('/c')]],
    [
      'known by the keywords beside a reference',
      { $ref: '#/components/schemas/A', ...b },
      { a: 1, b: 1, c: 1 },
      [extra('/c')],
      components({ A: a }),
    ],
    [
      'inside, described by two parts',
      { allOf: [inner(a), inner(b)] },
      { inner: { a: 1, b: 1, c: 1 } },
      [extra('/inner/c')],
    ],
    [
      'known by the branch that fits',
      {
        oneOf: [
          { ...a, required: ['a'] },
          { ...b, required: ['b'] },
        ],
      },
      { a: 1 },
      [],
    ],
    [
      'known only by another branch',
      {
        oneOf: [
          { ...a, required: ['a'] },
          { ...b, required: ['b'], not: { required: ['a'] } },
        ],
      },
      { a: 1, b: 1 },
      [extra('/b')],
    ],
    [
      'known by any branch that fits',
      {
        anyOf: [
          { ...a, required: ['a'] },
          { ...b, required: ['b'] },
        ],
      },
      { a: 1, b: 1, c: 1 },
      [extra('/c')],
    ],
    [
      'closing does not change which branch fits',
      {
        oneOf: [
          { ...inner(a), required: ['inner'] },
          { ...b, required: ['b'] },
        ],
      },
      { inner: { a: 1, x: 1 } },
      [extra('/inner/x')],
    ],
    [
      'no branch fits: known by any of them',
      {
        oneOf: [
          { ...a, required: ['a'] },
          { ...b, required: ['b'] },
        ],
      },
      { c: 1, a: 'x' },
      ['invalid-response-body /a', extra('/c')],
    ],
    [
      'alternatives without properties of their own',
      { ...a, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      { a: 1, x: 1 },
      [extra('/x')],
    ],
    [
      'required without a schema of its own',
      { type: 'object', required: ['z'], ...a },
      { z: 1, a: 1, x: 1 },
      [extra('/x')],
    ],
    [
      'what a discriminator looks at, described by no alternative',
      {
        discriminator: { propertyName: 'kind' },
        oneOf: [
          { ...a, required: ['a'] },
          { ...b, required: ['b'] },
        ],
      },
      { kind: 'x', a: 1, x: 1 },
      [extra('/x')],
    ],
    [
      'a nullable reference',
      { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] },
      { a: 1, x: 1 },
      [extra('/x')],
      components({ A: { type: 'object', ...a } }),
    ],
    ['known by then', { ...a, if: { properties: { a: { const: 1 } } }, then: b }, { a: 1, b: 1 }, []],
    [
      'known by the condition itself',
      { ...a, if: { properties: { c: { const: 1 } }, required: ['c'] }, then: b },
      { b: 1, c: 1 },
      [],
    ],
    ['not known by else', { ...a, if: { properties: { a: { const: 1 } } }, then: b }, { a: 2, b: 1 }, [extra('/b')]],
    ['known by dependentSchemas', { ...a, dependentSchemas: { a: b } }, { a: 1, b: 1 }, []],
    ['not known without what they depend on', { ...a, dependentSchemas: { a: b } }, { b: 1 }, [extra('/b')]],
    ['known by a pattern', { ...a, patternProperties: { '^x-': true } }, { 'x-y': 1, y: 1 }, [extra('/y')]],
    ['inside a pattern property', { patternProperties: { '^x': a } }, { x1: { b: 1 } }, [extra('/x1/b')]],
    ['known by additionalProperties', { ...a, additionalProperties: { type: 'string' } }, { a: 1, x: 'x' }, []],
    ['inside additionalProperties', { additionalProperties: a }, { en: { a: 1, b: 1 } }, [extra('/en/b')]],
    ['anything is allowed in so many words', { ...a, additionalProperties: true }, { x: 1 }, []],
    ['inside unevaluatedProperties', { ...a, unevaluatedProperties: b }, { x: { b: 1, c: 1 } }, [extra('/x/c')]],
    ['a free map', inner({ type: 'object' }), { inner: { x: { y: 1 } } }, []],
    ['a map without any property', { type: 'object', properties: {} }, { x: 1 }, []],
    ['a free map beside properties is none', { allOf: [a, { type: 'object' }] }, { x: 1 }, [extra('/x')]],
    ['no schema', true, { x: 1 }, []],
    ['a closed object tells it once', { ...a, additionalProperties: false }, { x: 1 }, ['invalid-response-body /x']],
    [
      'down a recursive schema',
      { $ref: '#/components/schemas/Node' },
      { children: [{ children: [{ x: 1 }] }] },
      [extra('/children/0/children/0/x')],
      components({ Node: node }),
    ],
    [
      'fields of the schema that a discriminator maps to',
      { $ref: '#/components/schemas/Pet' },
      { kind: 'cat', lives: 9, x: 1 },
      [extra('/x')],
      family,
    ],
    [
      'fields of the schema that a discriminator names',
      { $ref: '#/components/schemas/Pet' },
      { kind: 'dog', good: true },
      [],
      family,
    ],
    [
      'fields of another schema than the named one',
      { $ref: '#/components/schemas/Pet' },
      { kind: 'dog', lives: 1 },
      [extra('/lives')],
      family,
    ],
    [
      'beside a broken field',
      inner(a),
      { inner: { a: 'x', y: 1 } },
      ['invalid-response-body /inner/a', extra('/inner/y')],
    ],
    [
      'where an object is not what is described',
      inner({ type: 'string' }),
      { inner: { y: 1 } },
      ['invalid-response-body /inner'],
    ],
  ])('%s', (_name, schema, answer, findings, rest) => {
    expect(inAnswer(schema, answer, rest)).toEqual(findings);
  });

  test('in request bodies', () => {
    expect(inRequest(inner(a), { inner: { a: 1, x: 1 } })).toEqual(['undocumented-request-field /inner/x']);
  });
});
