import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description, inQuery, searching, type Json } from './support.ts';

const query = (name: string, schema: unknown, rest: Json = {}): Json => ({ name, in: 'query', schema, ...rest });
const integers = { type: 'array', items: { type: 'integer' } };
const strings = { type: 'array', items: { type: 'string' } };
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };
const limit = query('limit', { type: 'integer', maximum: 100 }, { required: true });
const fields = query('field', { type: 'object', patternProperties: { '^field': { type: 'string', maxLength: 3 } } });
const bad = (pointer: string): string => `invalid-parameter ${pointer}`;
const unknown = (name: string): string => `undocumented-query-parameter /query/${name}`;

describe('query parameters', () => {
  test.each<[name: string, parameter: Json, query: string, findings: string[]]>([
    ['a number', limit, '?limit=5', []],
    ['a missing one', limit, '', ['missing-parameter /query/limit']],
    ['text for a number', limit, '?limit=five', [bad('/query/limit')]],
    ['nothing for a number', limit, '?limit=', [bad('/query/limit')]],
    ['out of range', limit, '?limit=101', [bad('/query/limit')]],
    ['a fraction for an integer', limit, '?limit=1.5', [bad('/query/limit')]],
    ['hexadecimal', limit, '?limit=0x10', [bad('/query/limit')]],
    ['beyond 2^53', query('id', { type: 'integer', format: 'int64' }), '?id=9007199254740993', []],
    ['beyond 2^63', query('id', { type: 'integer', format: 'int64' }), '?id=9223372036854775808', [bad('/query/id')]],
    ['a given twice, once wrong', limit, '?limit=5&limit=x', [bad('/query/limit')]],
    ['a boolean', query('on', { type: 'boolean' }), '?on=true', []],
    ['no boolean', query('on', { type: 'boolean' }), '?on=yes', [bad('/query/on')]],
    ['digits for a string', query('sku', { type: 'string' }), '?sku=000', []],
    ['a number or a string', query('category', { type: ['integer', 'string'] }), '?category=home', []],
    ['either branch', query('c', { oneOf: [{ type: 'integer' }, { enum: ['all'] }] }), '?c=all', []],
    ['neither branch', query('c', { oneOf: [{ type: 'integer' }, { enum: ['all'] }] }), '?c=none', [bad('/query/c')]],
    ['an enum', query('sort', { enum: ['asc', 'desc'] }), '?sort=up', [bad('/query/sort')]],
    ['an encoded value', query('q', { type: 'string', pattern: '^a b&c$' }), '?q=a%20b%26c', []],
    ['a plus for a space', query('q', { type: 'string', pattern: '^a b$' }), '?q=a+b', []],
    ['an encoded name', query('created[from]', { type: 'integer' }), '?created%5Bfrom%5D=1', []],
    ['a broken encoding is read as it is', query('q', { type: 'string' }), '?q=100%', []],
    ['nothing, where that is allowed', query('n', { type: 'integer' }, { allowEmptyValue: true }), '?n', []],
    ['null', query('n', { type: ['integer', 'null'] }), '?n=null', []],
    [
      'JSON',
      { name: 'f', in: 'query', content: { 'application/json': { schema: integers } } },
      '?f=%5B1%2C%22a%22%5D',
      [bad('/query/f/1')],
    ],
    [
      'no JSON',
      { name: 'f', in: 'query', content: { 'application/json': { schema: integers } } },
      '?f=%5B1',
      [bad('/query/f')],
    ],
    // arrays
    ['repeated', query('ids', integers), '?ids=1&ids=2', []],
    ['repeated, one wrong', query('ids', integers), '?ids=1&ids=x', [bad('/query/ids/1')]],
    ['commas are no separator when exploded', query('ids', integers), '?ids=1,2', [bad('/query/ids/0')]],
    ['commas', query('ids', integers, { explode: false }), '?ids=1,2', []],
    ['commas, one wrong', query('ids', integers, { explode: false }), '?ids=1,x,3', [bad('/query/ids/1')]],
    ['encoded commas', query('ids', integers, { explode: false }), '?ids=1%2C2', []],
    ['a comma inside an item', query('ids', { ...strings, maxItems: 1 }, { explode: false }), '?ids=a%2Cb', []],
    ['commas and repeated', query('ids', integers, { explode: false }), '?ids=1,2&ids=3', []],
    ['an empty list', query('ids', integers, { explode: false }), '?ids=', []],
    [
      'too many items',
      query('ids', { ...integers, maxItems: 2 }, { explode: false }),
      '?ids=1,2,3',
      [bad('/query/ids')],
    ],
    ['pipes', query('ids', integers, { style: 'pipeDelimited', explode: false }), '?ids=1|2%7C3', []],
    ['spaces', query('ids', integers, { style: 'spaceDelimited', explode: false }), '?ids=1%202+3', []],
    [
      'spaces, one wrong',
      query('ids', integers, { style: 'spaceDelimited', explode: false }),
      '?ids=1%20x',
      [bad('/query/ids/1')],
    ],
    ['one or a list', query('ids', { oneOf: [{ type: 'integer' }, integers] }, { explode: false }), '?ids=1,2', []],
    // objects
    ['deep', query('filter', color, { style: 'deepObject', explode: true }), '?filter[R]=1&filter%5BG%5D=2', []],
    [
      'deep, wrong',
      query('filter', color, { style: 'deepObject', explode: true }),
      '?filter[R]=x',
      [bad('/query/filter/R')],
    ],
    [
      'deep, unknown',
      query('filter', color, { style: 'deepObject', explode: true }),
      '?filter[B]=1',
      [unknown('filter/B')],
    ],
    [
      'deep, required',
      query('filter', { ...color, required: ['G'] }, { style: 'deepObject', explode: true }),
      '?filter[R]=1',
      [bad('/query/filter/G')],
    ],
    [
      'deeper',
      query('f', { type: 'object', properties: { price: color, tags: integers } }, { style: 'deepObject' }),
      '?f[price][R]=x&f[tags][]=1',
      [bad('/query/f/price/R')],
    ],
    ['not exploded', query('color', color, { explode: false }), '?color=R,1,G,2', []],
    ['not exploded, wrong', query('color', color, { explode: false }), '?color=R,1,G,x', [bad('/query/color/G')]],
    ['exploded', query('color', color), '?R=1&G=x', [bad('/query/G')]],
    ['exploded, unknown', query('color', color), '?R=1&B=2', [unknown('B')]],
    [
      'exploded, required',
      query('color', { ...color, required: ['R'] }, { required: true }),
      '?G=1',
      ['missing-parameter /query/R'],
    ],
    ['exploded, nothing given', query('color', color, { required: true }), '', ['missing-parameter /query/color']],
    ['dynamic names', fields, '?fieldColor=red&field5=a', []],
    ['dynamic names, wrong', fields, '?fieldColor=green', [bad('/query/fieldColor')]],
    ['dynamic names claim nothing else', fields, '?attribute=1', [unknown('attribute')]],
    [
      'a free map claims everything',
      query('any', { type: 'object', additionalProperties: { type: 'integer' } }),
      '?a=1&b=x',
      [bad('/query/b')],
    ],
    ['an undocumented one', limit, '?limit=1&verbose=1&verbose=2', [unknown('verbose')]],
    ['brackets behind a plain name', query('ids', integers), '?ids[]=1', [unknown('ids[]')]],
  ])('%s', (_name, parameter, text, findings) => {
    expect(inQuery([parameter], text)).toEqual(findings);
  });

  test('an exploded object leaves the parameters of other names alone', () => {
    const any = query('any', { type: 'object', additionalProperties: { type: 'string', maxLength: 1 } });
    expect(inQuery([any, limit], '?limit=50&x=a')).toEqual([]);
  });

  test('a security scheme in the query is documented', () => {
    const rest = { components: { securitySchemes: { legacy: { type: 'apiKey', in: 'query', name: 'token' } } } };
    expect(inQuery([], '?token=secret_abc', rest)).toEqual([]);
    expect(inQuery([], '?token=secret_abc')).toEqual([unknown('token')]);
  });
});

describe('path parameters', () => {
  const inPath = (path: string, parameter: Json, url: string): string[] =>
    brief(check(searching([{ in: 'path', required: true, ...parameter }], {}, path), { url, status: 204 }));

  test.each<[name: string, path: string, parameter: Json, url: string, findings: string[]]>([
    ['a number', '/p/{id}', { name: 'id', schema: { type: 'integer' } }, '/p/5', []],
    ['no number', '/p/{id}', { name: 'id', schema: { type: 'integer' } }, '/p/five', [bad('/path/id')]],
    ['an encoded slash', '/p/{id}', { name: 'id', schema: { pattern: '^a/b$' } }, '/p/a%2Fb', []],
    ['a plus is a plus', '/p/{id}', { name: 'id', schema: { pattern: '^a\\+b$' } }, '/p/a+b', []],
    ['a list', '/p/{id}', { name: 'id', schema: integers }, '/p/1,2', []],
    ['a list, one wrong', '/p/{id}', { name: 'id', schema: integers }, '/p/1,x', [bad('/path/id/1')]],
    ['an object', '/p/{id}', { name: 'id', schema: color }, '/p/R,1,G,x', [bad('/path/id/G')]],
    ['an exploded object', '/p/{id}', { name: 'id', schema: color, explode: true }, '/p/R=1,G=x', [bad('/path/id/G')]],
    ['a label', '/p/{id}', { name: 'id', schema: { type: 'integer' }, style: 'label' }, '/p/.5', []],
    [
      'a label without its dot',
      '/p/{id}',
      { name: 'id', schema: { type: 'integer' }, style: 'label' },
      '/p/5',
      [bad('/path/id')],
    ],
    ['a label of several', '/p/{id}', { name: 'id', schema: integers, style: 'label' }, '/p/.1,2', []],
    [
      'an exploded label',
      '/p/{id}',
      { name: 'id', schema: integers, style: 'label', explode: true },
      '/p/.1.x',
      [bad('/path/id/1')],
    ],
    ['a matrix', '/p/{id}', { name: 'id', schema: { type: 'integer' }, style: 'matrix' }, '/p/;id=5', []],
    [
      'a matrix, wrong',
      '/p/{id}',
      { name: 'id', schema: { type: 'integer' }, style: 'matrix' },
      '/p/;id=x',
      [bad('/path/id')],
    ],
    ['a matrix list', '/p/{id}', { name: 'id', schema: integers, style: 'matrix' }, '/p/;id=1,2', []],
    [
      'an exploded matrix list',
      '/p/{id}',
      { name: 'id', schema: integers, style: 'matrix', explode: true },
      '/p/;id=1;id=x',
      [bad('/path/id/1')],
    ],
    [
      'an exploded matrix object',
      '/p/{id}',
      { name: 'id', schema: color, style: 'matrix', explode: true },
      '/p/;R=1;G=2',
      [],
    ],
    ['part of a segment', '/p/{id}.json', { name: 'id', schema: { type: 'integer' } }, '/p/x.json', [bad('/path/id')]],
  ])('%s', (_name, path, parameter, url, findings) => {
    expect(inPath(path, parameter, url)).toEqual(findings);
  });
});

describe('header and cookie parameters', () => {
  const parameters: Json[] = [
    { name: 'X-Page', in: 'header', required: true, schema: { type: 'integer' } },
    { name: 'X-Ids', in: 'header', schema: integers },
    { name: 'session', in: 'cookie', required: true, schema: { type: 'string', minLength: 4 } },
    { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
  ];
  const send = (...headers: [string, string][]): string[] =>
    brief(check(searching(parameters), { url: '/search', headers, status: 204 }));

  test('names of headers in any case, cookies among others', () => {
    expect(send(['x-page', '1'], ['X-IDS', '1, 2'], ['Cookie', 'a=b; session=abcd'])).toEqual([]);
  });
  test('missing', () => {
    expect(send()).toEqual(['missing-parameter /header/X-Page', 'missing-parameter /cookie/session']);
  });
  test('ill-typed', () => {
    expect(send(['X-Page', 'one'], ['X-Ids', '1,b'], ['Cookie', 'session=abc'])).toEqual([
      bad('/header/X-Page'),
      bad('/header/X-Ids/1'),
      bad('/cookie/session'),
    ]);
  });
});

test('parameters of the path item count, those of the operation win', () => {
  const contract = createContract(
    description({
      '/search': {
        parameters: [query('a', { type: 'integer' }, { required: true }), query('b', { type: 'integer' })],
        get: { parameters: [query('b', { type: 'string' })], responses: { 204: { description: 'none' } } },
      },
    }),
  );
  expect(brief(check(contract, { url: '/search?b=x', status: 204 }))).toEqual(['missing-parameter /query/a']);
});
