import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description, inAnswer, taking, type Json } from './support.ts';

const ok = (operationId: string): Json => ({ get: { operationId, responses: { 204: { description: 'done' } } } });

describe('servers of other descriptions', () => {
  const found = (servers: Json[], url: string, paths: Json = { '/items': ok('items') }): string | undefined => {
    const match = createContract(description(paths, { servers })).match({ method: 'GET', url });
    return match.kind === 'operation' ? match.operation.key : undefined;
  };
  const variable = (name: string, value: string): Json => ({ [name]: { default: value } });

  test.each<[name: string, url: string, variables: Json, asked: string, operation: string | undefined]>([
    ['the scheme', '{scheme}://a.example/v1', variable('scheme', 'https'), 'http://a.example/v1/items', 'items'],
    ['the port', 'https://a.example:{port}/v1', variable('port', '443'), 'https://a.example:8443/v1/items', 'items'],
    [
      'several segments',
      'https://a.example/{base}',
      variable('base', 'api/v2'),
      'https://a.example/x/y/z/items',
      'items',
    ],
    [
      'no slash before it',
      'https://a.example{base}',
      variable('base', '/api'),
      'https://a.example/other/items',
      'items',
    ],
    ['all of it', '{server}', variable('server', 'https://a.example/v1'), 'https://b.example/v1/items', 'items'],
    ['all but the path', '{server}/v1', variable('server', 'https://a.example'), 'https://b.example/v1/items', 'items'],
    ['part of a segment', 'https://a.example/v{n}', variable('n', '1'), 'https://a.example/v22/items', 'items'],
    ['one segment only', 'https://a.example/{store}', variable('store', '7'), 'https://a.example/1/2/items', undefined],
  ])('a variable for %s', (_name, url, variables, asked, operation) => {
    expect(found([{ url, variables }], asked)).toBe(operation);
  });

  const paths = { '/{a}/{b}': ok('two'), '/api/items': ok('far'), '/items': ok('near') };
  const servers = [{ url: 'https://a.example/api' }];
  test.each<[url: string, operation: string | undefined]>([
    ['https://a.example/api/items', 'near'],
    ['https://a.example/api/api/items', 'far'],
    ['https://a.example/api/nothing', undefined],
    ['https://a.example/other/items', undefined],
    ['http://localhost:4010/api/items', 'near'],
    ['http://localhost:4010/other/items', 'two'],
    ['http://localhost:4010/items', 'near'],
    ['/api/nothing', undefined],
  ])('below the base first: %s', (url, operation) => {
    expect(found(servers, url, paths)).toBe(operation);
  });
});

describe('formats', () => {
  test.each<[format: string, good: string[], bad: string[]]>([
    ['uri', ['https://a.example', 'tag:', 'urn:isbn:1', 'https://a.example?x#y'], ['a b:c', '//a.example/x', 'x']],
    [
      'email',
      ['"john doe"@a.example', 'a.b@c.example', 'a@[127.0.0.1]'],
      ['john doe@a.example', '"a"b@c.example', 'a@'],
    ],
    ['uuid', ['550e8400-e29b-41d4-a716-446655440000'], ['urn:uuid:550e8400-e29b-41d4-a716-446655440000', '550e8400']],
    [
      'date-time',
      ['2014-07-30T10:32:37+05:30', '2014-07-30t10:32:37.1z'],
      ['2014-07-30T10:32:37+0530', '2014-07-30T10:32:37'],
    ],
    ['time', ['10:32:37Z'], ['10:32:37+0530', '10:32:37+05']],
    ['byte', ['', 'YWJj', 'YQ=='], ['YWJj\n!', 'YQ=', '!\nYWJj']],
  ])('%s', (format, good, bad) => {
    const judged = (text: string): boolean => inAnswer({ type: 'string', format }, JSON.stringify(text)).length === 0;
    expect([good.filter((text) => !judged(text)), bad.filter(judged)]).toEqual([[], []]);
  });
});

describe('media types', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const answered = (type: string, answer: string): string[] => {
    const responses = { 200: { description: 'ok', content: { [type]: { schema } } } };
    return brief(check(createContract(description({ '/thing': { get: { responses } } })), { type, answer }));
  };

  test.each(['text/event-stream', 'application/xml', 'text/xml', 'text/csv', 'text/html', 'application/x-ndjson'])(
    '%s with an object schema says nothing about the text',
    (type) => {
      expect([answered(type, 'data: {"a":"x"}\n\n'), answered(type, '{"a":"x"}')]).toEqual([[], []]);
    },
  );

  test('text/plain is judged where it is JSON', () => {
    expect([answered('text/plain', '{"a":"x"}'), answered('text/plain', 'a=x')]).toEqual([
      ['invalid-response-body /a'],
      [],
    ]);
  });

  test('those that differ in a parameter are told apart', () => {
    const of = (type: string): Json => ({ schema: { type } });
    const content = { 'application/json;v=1': of('integer'), 'application/json;v=2': of('string') };
    const contract = createContract(
      description({ '/thing': { get: { responses: { 200: { description: 'ok', content } } } } }),
    );
    const judged = (type: string, answer: string): string[] => brief(check(contract, { type, answer }));
    expect([judged('application/json;v=1', '1'), judged('application/json; v=2', '1')]).toEqual([
      [],
      ['invalid-response-body'],
    ]);
  });
});

describe('multipart', () => {
  const post = (parts: string, media: Json = {}, properties: Json = { pic: { type: 'string' } }): string[] =>
    brief(
      check(taking({ type: 'object', properties }, {}, 'multipart/form-data', media), {
        method: 'POST',
        headers: [['content-type', 'multipart/form-data; boundary=b']],
        body: `${parts}--b--\r\n`,
        status: 204,
      }),
    );
  const part = (name: string, type: string | undefined, text: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n${text}\r\n`;

  test.each<[type: string | undefined, findings: string[]]>([
    ['image/png', []],
    ['image/webp', []],
    ['text/html', ['invalid-request-body /pic']],
    ['application/pdf; x=1', []],
    [undefined, []],
  ])('a part of %s is held against its encoding', (type, findings) => {
    expect(post(part('pic', type, 'x'), { encoding: { pic: { contentType: 'image/*, application/pdf' } } })).toEqual(
      findings,
    );
  });

  test.each<[text: string, findings: string[]]>([
    ['id,name', []],
    ['name', ['invalid-request-body /pic']],
  ])('a file with "%s" in it is held against a pattern', (text, findings) => {
    expect(post(part('pic', 'text/csv', text), {}, { pic: { type: 'string', pattern: '^id,' } })).toEqual(findings);
  });

  test('name[] is a list', () => {
    const text = (name: string, value: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const ids = { ids: { type: 'array', items: { type: 'integer' } } };
    expect(post(text('ids[]', '1') + text('ids[]', '2'), {}, ids)).toEqual([]);
    expect(post(text('ids[]', '1') + text('ids[]', 'x'), {}, ids)).toEqual(['invalid-request-body /ids/1']);
  });
});
