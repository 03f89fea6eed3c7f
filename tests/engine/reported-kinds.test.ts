import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description, inAnswer, inQuery, taking, type Json } from './support.ts';

/** Kinds of input on which tools that do the same job were reported to go wrong; one line each. */

const integer = { type: 'integer' };
const text = { type: 'string' };
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const closed = (name: string): Json => ({
  type: 'object',
  properties: { [name]: integer },
  additionalProperties: false,
});
const told = (kind: string): Json => ({ type: 'object', required: ['k'], properties: { k: { const: kind } } });
const schemas = {
  Read: { type: 'integer', readOnly: true },
  Map: { type: 'object', additionalProperties: ref('Map') },
  Loop: { allOf: [ref('Loop')] },
  A: told('A'),
  B: told('B'),
  Element: { type: 'object', properties: { id: { type: 'integer', readOnly: true }, name: text } },
};
const invalid = 'invalid-response-body';

describe('answers', () => {
  test.each<[kind: string, schema: unknown, answer: unknown, findings: string[]]>([
    ['a constant of null', { const: null }, 'null', []],
    ['a number that is an integer', integer, '1.0', []],
    ['an exponent that is an integer', integer, '1e3', []],
    ['cents that a double cannot hold', { type: 'number', multipleOf: 0.01 }, '4.35', []],
    ['fractions of cents', { type: 'number', multipleOf: 0.01 }, '19.995', [invalid]],
    ['an enumeration beyond 2^53', JSON.parse('{"enum":[9007199254740993]}'), '9007199254740993', []],
    ['the largest of 64 bits', { ...integer, format: 'int64' }, '9223372036854775807', []],
    ['one more than that', { ...integer, format: 'int64' }, '9223372036854775808', [invalid]],
    ['characters, not code units', { type: 'string', maxLength: 1 }, JSON.stringify('😀'), []],
    ['any character by a dot', { type: 'string', pattern: '^.$' }, JSON.stringify('😀'), []],
    ['letters of any script', { type: 'string', pattern: '^\\p{L}+$' }, JSON.stringify('Ärger'), []],
    ['digits of other scripts', { type: 'string', pattern: '^\\d+$' }, JSON.stringify('١٢'), [invalid]],
    ['the end of the text, not of the line', { type: 'string', pattern: '^a$' }, JSON.stringify('a\n'), [invalid]],
    ['a hyphen that is escaped', { type: 'string', pattern: '^[a-z\\-]+$' }, '"a-b"', []],
    ['flags of another language', { type: 'string', pattern: '(?i)^abc$' }, '"ABC"', []],
    ['classes of another language', { type: 'string', pattern: '^(?P<x>[[:alpha:]]+)$' }, '"abc"', []],
    ['classes of another language, broken', { type: 'string', pattern: '^[[:alpha:]]+$' }, '"a1"', [invalid]],
    ['a flag for a part', { type: 'string', pattern: '^a(?i:b)$' }, '"Ab"', [invalid]],
    ['a pattern for text only', { pattern: '^a' }, '5', []],
    ['a format for text only', { format: 'date' }, '5', []],
    ['then without if', { type: 'object', then: { required: ['x'] } }, {}, []],
    ['contains of none', { type: 'array', contains: integer, minContains: 0 }, ['a'], []],
    ['false and 0, true and 1', { type: 'array', uniqueItems: true }, '[1,true,0,false,"1",null]', []],
    ['equal whatever the order', { type: 'array', uniqueItems: true }, '[{"a":1,"b":2},{"b":2,"a":1}]', [invalid]],
    ['items beyond a tuple', { prefixItems: [integer], items: false }, [1, 2], [`${invalid} /1`]],
    ['members beside a closed part', { allOf: [closed('a')], properties: { b: integer } }, { b: 1 }, [`${invalid} /b`]],
    [
      'members of a condition',
      {
        if: { properties: { k: { const: 1 } }, required: ['k'] },
        then: { properties: { x: integer } },
        unevaluatedProperties: false,
      },
      { k: 1, x: 1 },
      [],
    ],
    ['a choice of closed objects', { oneOf: [closed('a'), closed('b')] }, { b: 1 }, []],
    ['a choice that both fit', { oneOf: [closed('a'), closed('b')] }, {}, [invalid]],
    [
      'a discriminator without a mapping',
      { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k' } },
      { k: 'B' },
      [],
    ],
    [
      'a discriminator of no branch',
      { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k' } },
      { k: 'C' },
      [`${invalid} /k`],
    ],
    [
      'a property that is named $ref',
      { type: 'object', properties: { $ref: text } },
      '{"$ref":1}',
      [`${invalid} /$ref`],
    ],
    [
      'properties with names of keywords',
      { type: 'object', properties: { type: text, properties: { type: 'object' }, items: text } },
      { type: 1, properties: {}, items: 'x' },
      [`${invalid} /type`],
    ],
    [
      'names that every object has',
      { type: 'object', required: ['constructor'], properties: { a: integer } },
      {},
      [`${invalid} /constructor`],
    ],
    ['signs of pointers in names', { properties: { 'a/b~': integer } }, { 'a/b~': 'x' }, [`${invalid} /a~1b~0`]],
    ['maps of maps', ref('Map'), { a: { b: { c: 'x' } } }, [`${invalid} /a/b/c`]],
    ['a circle of nothing but itself', ref('Loop'), 1, []],
    [
      'names of schemas in values',
      {
        anyOf: [{ const: { $anchor: 'a', type: 'string' } }, { $ref: '#a' }],
        $defs: { A: { $anchor: 'a', ...integer } },
      },
      '1',
      [],
    ],
    ['a byte order mark', integer, '\ufeff1', []],
    ['two texts in one', { type: 'object' }, '{}{}', ['malformed-response-body']],
    ['numbers that JSON has not', { type: 'object' }, '{"a":NaN}', ['malformed-response-body']],
  ])('%s', (_, schema, answer, findings) => {
    expect(inAnswer(schema, answer, { components: { schemas } })).toEqual(findings);
  });

  const json = { description: 'ok', content: { 'application/json': { schema: integer } } };
  const answered = (responses: Json, answer: Json): string[] =>
    brief(check(createContract(description({ '/thing': { get: { responses }, head: { responses } } })), answer));
  test.each<[kind: string, responses: Json, answer: Json, findings: string[]]>([
    ['no body beside a default that has one', { 204: { description: 'none' }, default: json }, { status: 204 }, []],
    [
      'a class before the default',
      { '4XX': json, default: { description: '' } },
      { status: 404, answer: '"a"' },
      [invalid],
    ],
    ['a status before its class', { '4XX': json, 404: { description: '' } }, { status: 404 }, []],
    ['HEAD, which has no body', { 200: json }, { method: 'HEAD' }, []],
    ['a type in capitals', { 200: json }, { type: 'APPLICATION/JSON', answer: '"a"' }, [invalid]],
    ['a charset that is not described', { 200: json }, { type: 'application/json; charset=utf-8', answer: '1' }, []],
    [
      'a header that only content describes',
      { 200: { ...json, headers: { 'Content-Type': { required: true } } } },
      { answer: '1' },
      [],
    ],
  ])('%s', (_, responses, answer, findings) => {
    expect(answered(responses, answer)).toEqual(findings);
  });
});

describe('requests', () => {
  const list = { type: 'array', items: integer };
  const q = (schema: Json, more: Json = {}): Json => ({ name: 'p', in: 'query', schema, ...more });
  const wrong = ['invalid-parameter /query/p'];
  test.each<[kind: string, parameter: Json, query: string, findings: string[]]>([
    ['no number', q(integer), '?p=0x10', wrong],
    ['nothing for a number', q(integer), '?p=', wrong],
    ['text that looks like a number', q({ ...text, maxLength: 3 }), '?p=007', []],
    ['text that looks like a number, by its pattern', q({ pattern: '^\\d{1,4}$' }), '?p=99999', wrong],
    ['text that looks like a number, by its format', q({ format: 'date' }), '?p=5', wrong],
    ['text that looks like null', q({ ...text, minLength: 4 }), '?p=null', []],
    ['a boolean in capitals', q({ type: 'boolean' }), '?p=True', wrong],
    ['a plus, which is a space', q({ enum: ['a b'] }), '?p=a+b', []],
    ['a plus that is encoded', q({ enum: ['a+b'] }), '?p=a%2Bb', []],
    ['a list of one', q(list), '?p=1', []],
    ['commas in one item', q({ type: 'array', items: text, maxItems: 1 }), '?p=a,b', []],
    [
      'commas that are encoded',
      q({ type: 'array', items: { ...text, pattern: ':' } }, { explode: false }),
      '?p=a:1%2C2,b:3',
      [],
    ],
    ['pipes by default', q(list, { style: 'pipeDelimited' }), '?p=1%7C2', []],
    ['a scalar given twice', q(integer), '?p=1&p=x', wrong],
    ['brackets in the name', { ...q(list), name: 'p[]' }, '?p%5B%5D=1&p[]=2', []],
    ['brackets that nobody described', q(list), '?p[]=1', ['undocumented-query-parameter /query/p[]']],
    ['names by their case', q(integer), '?P=1', ['undocumented-query-parameter /query/P']],
    ['names that every object has', q(integer), '?constructor=1', ['undocumented-query-parameter /query/constructor']],
    ['a percent sign alone', q(text), '?p=100%', []],
    ['an equals sign in the value', q({ enum: ['a=b'] }), '?p=a=b', []],
    ['a fragment', q(integer), '?p=1#x?p=y', []],
  ])('%s', (_, parameter, query, findings) => {
    expect(inQuery([parameter], query)).toEqual(findings);
  });

  test.each<[kind: string, schema: Json, body: string, findings: string[]]>([
    ['required elsewhere, read-only here', { allOf: [ref('Element'), { required: ['id'] }] }, '{}', []],
    ['read-only by reference', { type: 'object', required: ['id'], properties: { id: ref('Read') } }, '{}', []],
    ['a key that is given twice', { type: 'object', properties: { a: integer } }, '{"a":"x","a":1}', []],
  ])('%s', (_, schema, body, findings) => {
    const contract = taking(schema, { components: { schemas } });
    const headers = [['content-type', 'application/json']] as const;
    expect(brief(check(contract, { method: 'POST', headers, body, status: 204 }))).toEqual(findings);
  });
});
