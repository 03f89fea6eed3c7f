import { describe, expect, test } from 'vitest';
import { inAnswer, inRequest, type Json } from './support.ts';

const invalid = (pointer: string): string => `invalid-response-body ${pointer}`.trim();
const extra = (pointer: string): string => `undocumented-response-field ${pointer}`;
const schemas = (all: Json): Json => ({ components: { schemas: all } });

const node = {
  type: 'object',
  properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
};
const cat = {
  type: 'object',
  required: ['kind', 'lives'],
  properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
};
const dog = {
  type: 'object',
  required: ['kind', 'good'],
  properties: { kind: { const: 'dog' }, good: { type: 'boolean' } },
};

/** Name, schema, answer, and what must be found (nothing: must not alarm). */
const cases: [name: string, schema: unknown, answer: unknown, findings: string[], rest?: Json][] = [
  // types and numbers
  ['a wrong type', { type: 'integer' }, 'abc'.split(''), [invalid('')]],
  ['1.0 is an integer', { type: 'integer' }, '1.0', []],
  ['1.5 is none', { type: 'integer' }, 1.5, [invalid('')]],
  [
    'null where nothing allows it',
    { type: 'object', properties: { a: { type: 'string' } } },
    { a: null },
    [invalid('/a')],
  ],
  ['null in a list of types', { type: ['string', 'null'] }, null, []],
  [
    'null in a oneOf',
    { oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: 'null' }] },
    null,
    [],
    schemas({ Cat: cat }),
  ],
  ['19.99 is a multiple of 0.01', { multipleOf: 0.01 }, 19.99, []],
  ['123456789.01 is a multiple of 0.01', { multipleOf: 0.01 }, 123_456_789.01, []],
  ['19.999 is none', { multipleOf: 0.01 }, 19.999, [invalid('')]],
  ['1e-7 is a multiple of 1e-8', { multipleOf: 1e-8 }, 1e-7, []],
  ['a number too large', { maximum: 5 }, 6, [invalid('')]],
  ['an exclusive limit itself', { exclusiveMinimum: 5 }, 5, [invalid('')]],
  ['the largest int64', { type: 'integer', format: 'int64', maximum: 9223372036854775807 }, '9223372036854775807', []],
  ['one more than the largest int64', { type: 'integer', format: 'int64' }, '9223372036854775808', [invalid('')]],
  ['an int32 out of range', { type: 'integer', format: 'int32' }, 2147483648, [invalid('')]],
  ['different integers beyond 2^53 are unique', { uniqueItems: true }, '[9007199254740992,9007199254740993]', []],
  ['equal integers beyond 2^53 are not', { uniqueItems: true }, '[9007199254740993,9007199254740993]', [invalid('')]],
  ['an odd integer beyond 2^53 is no multiple of 2', { multipleOf: 2 }, '9007199254740993', [invalid('')]],
  ['a multiple of 3 beyond 2^53', { multipleOf: 3 }, '9007199254740993', []],
  ['just above a limit below 2^53', { maximum: 9007199254740991 }, '9007199254740992', [invalid('')]],
  ['digits in a string are no number', { type: 'string' }, '"90071992547409931234"', []],
  [
    'an escaped quote before a long number',
    { properties: { a: { type: 'string' }, b: { type: 'integer' } } },
    '{"a":"\\"1","b":90071992547409931}',
    [],
  ],
  ['an infinite number', { type: 'number' }, '1e999', [invalid('')]],
  // strings
  ['an enum', { enum: ['A', 'B'] }, '"C"', [invalid('')]],
  ['a constant', { const: { a: [1] } }, { a: [1] }, []],
  ['a pattern', { pattern: '^\\d+$' }, '"1a"', [invalid('')]],
  ['a pattern with needless escapes', { pattern: '^[\\w\\-\\.]+\\@x$' }, '"a-b.c@x"', []],
  ['a pattern of another engine is left out', { pattern: '^(?<!a)\\h+$\\Q' }, '"anything"', []],
  ['a pattern that ignores case', { pattern: '(?i)^abc$' }, '"ABC"', []],
  ['a pattern that ignores case is checked', { pattern: '(?i)^abc$' }, '"ABD"', [invalid('')]],
  ['length in characters, not in UTF-16 units', { maxLength: 2 }, '"😀😀"', []],
  ['a string too short', { minLength: 3 }, '"ab"', [invalid('')]],
  ['a format', { format: 'date-time' }, '"2014-07-30 10:32:37 +0000"', [invalid('')]],
  ['a format that holds', { format: 'date-time' }, '"2014-07-30T10:32:37Z"', []],
  ['a format that nobody knows', { format: 'sku' }, '"x"', []],
  ['a format of numbers on a string', { format: 'int64' }, '"x"', []],
  // arrays
  ['prefixItems', { prefixItems: [{ type: 'string' }, { type: 'integer' }] }, ['a', 'b'], [invalid('/1')]],
  [
    'items after prefixItems',
    { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
    ['a', 1, 'b'],
    [invalid('/2')],
  ],
  ['no items after prefixItems', { prefixItems: [{ type: 'string' }], items: false }, ['a', 1], [invalid('/1')]],
  ['contains', { contains: { const: 1 } }, [2, 3], [invalid('')]],
  ['minContains 0', { contains: { const: 1 }, minContains: 0 }, [2], []],
  ['maxContains', { contains: { const: 1 }, maxContains: 1 }, [1, 1], [invalid('')]],
  [
    'unevaluatedItems beside contains',
    { contains: { const: 1 }, unevaluatedItems: { type: 'string' } },
    [1, 2],
    [invalid('/1')],
  ],
  ['too few items', { minItems: 2 }, [1], [invalid('')]],
  [
    'equal items',
    { uniqueItems: true },
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [invalid('')],
  ],
  // objects
  ['a missing property', cat, { kind: 'cat' }, [invalid('/lives')]],
  ['a required property named as inherited ones are', { required: ['constructor'] }, {}, [invalid('/constructor')]],
  ['a property named as inherited ones are', { properties: { toString: { type: 'string' } } }, {}, []],
  ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1 }, [invalid('/b')]],
  [
    'dependentSchemas',
    { dependentSchemas: { a: { properties: { b: { type: 'string' } } } } },
    { a: 1, b: 2 },
    [invalid('/b'), extra('/a')],
  ],
  ['propertyNames', { propertyNames: { pattern: '^[a-z]{2}$' } }, { en: 1, english: 1 }, [invalid('/english')]],
  ['patternProperties', { patternProperties: { '^x': { type: 'integer' } } }, { x1: 'a' }, [invalid('/x1')]],
  ['a map with values of a type', { additionalProperties: { type: 'integer' } }, { a: 1, b: 'x' }, [invalid('/b')]],
  ['a closed object', { properties: { a: {} }, additionalProperties: false }, { a: 1, b: 2 }, [invalid('/b')]],
  [
    'unevaluatedProperties across allOf',
    { allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
    { a: 1, b: 2 },
    [],
  ],
  [
    'unevaluatedProperties',
    { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { a: 1, c: 2 },
    [invalid('/c')],
  ],
  ['minProperties', { minProperties: 1 }, {}, [invalid('')]],
  // composition
  ['if, then', { if: { properties: { a: { const: 1 } } }, then: { required: ['b'] } }, { a: 1 }, [invalid('/b')]],
  [
    'if, else',
    { properties: { a: {}, c: {} }, if: { properties: { a: { const: 1 } } }, else: { required: ['c'] } },
    { a: 2 },
    [invalid('/c')],
  ],
  ['not', { not: { type: 'string' } }, '"x"', [invalid('')]],
  ['two branches of a oneOf', { oneOf: [{ type: 'integer' }, { minimum: 3 }] }, 4, [invalid('')]],
  ['boolean schemas', { properties: { a: true, b: false } }, { a: 1, b: 2 }, [invalid('/b')]],
  ['the branch that was meant', { oneOf: [cat, dog] }, { kind: 'dog', good: 'very' }, [invalid('/good')]],
  ['a tag that no branch has', { oneOf: [cat, dog] }, { kind: 'cow', good: true }, [invalid('/kind')]],
  [
    'a recursive schema',
    { $ref: '#/components/schemas/Node' },
    { children: [{ children: [{ name: 1 }] }] },
    [invalid('/children/0/children/0/name')],
    schemas({ Node: node }),
  ],
  [
    'keywords beside $ref',
    { $ref: '#/components/schemas/Node', required: ['name'] },
    {},
    [invalid('/name')],
    schemas({ Node: node }),
  ],
  [
    'a reference by $anchor',
    { $ref: '#node' },
    { name: 1 },
    [invalid('/name')],
    schemas({ Node: { $anchor: 'node', ...node } }),
  ],
  [
    'a reference by $anchor to a member that is called as a keyword is',
    { $ref: '#node' },
    { name: 1 },
    [invalid('/name')],
    schemas({ A: { properties: { const: { $anchor: 'node', ...node } } } }),
  ],
  [
    'a reference by $id',
    { $ref: 'https://x.example/node' },
    { name: 1 },
    [invalid('/name')],
    schemas({ Node: { $id: 'https://x.example/node', ...node } }),
  ],
  [
    'a reference to an escaped pointer',
    { $ref: '#/components/schemas/a~1b%20c' },
    1,
    [invalid('')],
    schemas({ 'a/b c': { type: 'string' } }),
  ],
  [
    'a schema that is its own part only',
    { $ref: '#/components/schemas/Loop' },
    1,
    [],
    schemas({ Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }] } }),
  ],
  ['a reference to nowhere checks nothing', { $ref: '#/components/schemas/Gone' }, 1, []],
];

const generic = schemas({
  Page: {
    $id: 'page',
    type: 'object',
    properties: { items: { type: 'array', items: { $dynamicRef: '#item' } } },
    $defs: { any: { $dynamicAnchor: 'item' } },
  },
  Names: { $id: 'names', $ref: 'page', $defs: { item: { $dynamicAnchor: 'item', type: 'string' } } },
});

cases.push(
  [
    '$dynamicRef fills in the outer type',
    { $ref: '#/components/schemas/Names' },
    { items: ['a', 1] },
    [invalid('/items/1')],
    generic,
  ],
  ['$dynamicRef without an outer type', { $ref: '#/components/schemas/Page' }, { items: ['a', 1] }, [], generic],
);

describe('schemas of OpenAPI 3.1', () => {
  test.each(cases)('%s', (_name, schema, answer, findings, rest) => {
    expect(inAnswer(schema, answer, rest)).toEqual(findings);
  });
});

const old: Json = { openapi: '3.0.3' };

describe('schemas of OpenAPI 3.0', () => {
  test.each<[name: string, schema: unknown, answer: unknown, findings: string[], rest?: Json]>([
    ['nullable', { type: 'string', nullable: true }, null, []],
    ['not nullable', { type: 'string' }, null, [invalid('')]],
    ['nullable with an enum', { type: 'string', nullable: true, enum: ['a'] }, null, []],
    [
      'nullable around a reference',
      { nullable: true, allOf: [{ $ref: '#/components/schemas/Cat' }] },
      null,
      [],
      schemas({ Cat: cat }),
    ],
    [
      'nullable beside a reference',
      { nullable: true, $ref: '#/components/schemas/Cat' },
      null,
      [],
      schemas({ Cat: cat }),
    ],
    [
      'what stands beside a reference is ignored',
      { $ref: '#/components/schemas/Cat', required: ['x'] },
      { kind: 'cat', lives: 9 },
      [],
      schemas({ Cat: cat }),
    ],
    [
      'a nullable object is still checked',
      { nullable: true, allOf: [{ $ref: '#/components/schemas/Cat' }] },
      { kind: 'cat', lives: 'x' },
      [invalid('/lives')],
      schemas({ Cat: cat }),
    ],
    ['exclusiveMinimum: true', { type: 'number', minimum: 5, exclusiveMinimum: true }, 5, [invalid('')]],
    ['exclusiveMaximum: false', { type: 'number', maximum: 5, exclusiveMaximum: false }, 5, []],
    ['an unknown field', { type: 'object', properties: { a: {} } }, { a: 1, b: 2 }, [extra('/b')]],
  ])('%s', (_name, schema, answer, findings, rest) => {
    expect(inAnswer(schema, answer, { ...rest, ...old })).toEqual(findings);
  });
});

describe('read-only and write-only', () => {
  const user = {
    type: 'object',
    required: ['id', 'name', 'password'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      password: { type: 'string', writeOnly: true },
    },
  };

  test('a required read-only property may be absent from a request, a required write-only one from a response', () => {
    expect(inRequest(user, { name: 'a', password: 'x' })).toEqual([]);
    expect(inAnswer(user, { id: 1, name: 'a' })).toEqual([]);
  });

  test('not the other way round', () => {
    expect(inRequest(user, { name: 'a' })).toEqual(['invalid-request-body /password']);
    expect(inAnswer(user, { name: 'a' })).toEqual([invalid('/id')]);
  });

  test('sending them all the same is additive', () => {
    expect(inRequest(user, { id: 1, name: 'a', password: 'x' })).toEqual(['read-only-request-field /id']);
    expect(inAnswer(user, { id: 1, name: 'a', password: 'x' })).toEqual(['write-only-response-field /password']);
  });

  test('`required` may stand in another part than the property, and the flag behind a reference', () => {
    const rest = schemas({
      Id: { type: 'integer', readOnly: true },
      Base: { properties: { id: { $ref: '#/components/schemas/Id' } } },
    });
    const schema = { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['id'] }] };
    expect(inRequest(schema, {}, rest)).toEqual([]);
    expect(inAnswer(schema, {}, rest)).toEqual([invalid('/id')]);
  });
});
