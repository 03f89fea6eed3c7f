import { describe, expect, test } from 'vitest';
import { createContract, description, type Json } from './support.ts';

const item: Json = { type: 'object', properties: { id: { type: 'integer' }, kind: { enum: ['a', 'b'] } } };
const parameters = [
  { name: 'filter', in: 'query', style: 'form', explode: true, schema: item },
  { name: 'price', in: 'query', style: 'deepObject', schema: { type: 'object', properties: { from: {} } } },
  { name: 'X-A', in: 'header', schema: {} },
  { name: 'session', in: 'cookie', schema: {} },
  { name: 'Accept', in: 'header', schema: {} },
];
const response: Json = {
  description: 'found',
  content: { 'application/json': { schema: { type: 'array', items: item } } },
};
const contract = createContract(
  description({
    '/t/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
      get: { operationId: 't', parameters, responses: { 200: response, '4XX': { description: 'refused' } } },
    },
  }),
  { coverage: true },
);

function seen(url: string, headers: [string, string][] = [], status = 200, body = '[]'): string[] {
  contract.checkExchange(
    { method: 'GET', url, headers },
    { status, headers: [['content-type', 'application/json']], body },
  );
  return contract.takeSightings().map(({ kind, name }) => `${kind} ${name}`);
}

describe('what was seen', () => {
  test('is told once', () => {
    expect(seen('/t/1')).toEqual(['status 200', 'parameter path id']);
    expect(seen('/t/1')).toEqual([]);
  });

  test.each<[url: string, headers: [string, string][], names: string[]]>([
    ['/t/1?id=5', [], ['parameter query filter']],
    ['/t/1?price[from]=5', [], ['parameter query price']],
    ['/t/1', [['x-a', '1']], ['parameter header X-A']],
    ['/t/1', [['cookie', 'session=1']], ['parameter cookie session']],
    ['/t/1', [['accept', '*/*']], []],
  ])('in %s with %j', (url, headers, names) => {
    expect(seen(url, headers)).toEqual(names);
  });

  test('in bodies: fields, values of enumerations, whatever the place in a list', () => {
    const body = JSON.stringify([{ id: 1 }, { kind: 'b', other: 1 }]);
    expect(seen('/t/1', [], 200, body)).toEqual([
      'field 200 /*',
      'field 200 /*/id',
      'field 200 /*/kind',
      'value 200 /*/kind "b"',
    ]);
  });

  test('is that of the content type that a body has', () => {
    const schema = (name: string): Json => ({ schema: { type: 'object', properties: { [name]: {} } } });
    const content = { 'application/json': schema('a'), 'application/vnd.b+json': schema('b') };
    const two = createContract(
      description({ '/t': { get: { operationId: 't', responses: { 200: { description: 'found', content } } } } }),
      { coverage: true },
    );
    const headers: [string, string][] = [['content-type', 'application/json']];
    two.checkExchange({ method: 'GET', url: '/t', headers: [] }, { status: 200, headers, body: '{"a":1,"b":2}' });
    expect(two.takeSightings().map(({ name }) => name)).toEqual(['200', '200 /a']);
  });

  test('of a refused request is its status alone', () => {
    expect(seen('/t/1?limit=1', [], 404, '')).toEqual(['status 404']);
  });

  test('is a part of what is documented', () => {
    const [operation] = contract.operations;
    expect(contract.documented(operation!, ['request', '200'])).toEqual({
      parameters: ['path id', 'query filter', 'query price', 'header X-A', 'cookie session'],
      fields: ['200 /*', '200 /*/id', '200 /*/kind'],
      values: ['200 /*/kind "a"', '200 /*/kind "b"'],
    });
  });
});
