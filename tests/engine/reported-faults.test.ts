import { describe, expect, test } from 'vitest';
import { answering, brief, check, createContract, description, searching, taking, type Json } from './support.ts';

const done = { responses: { 204: { description: 'done' } } };
const choice: Json = {
  oneOf: [
    { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
    { type: 'object', required: ['b'], properties: { b: { type: 'array', items: { type: 'integer' } } } },
  ],
};

/** Kinds of faults that tools of this trade were reported for. */
describe('a form that may be one of several objects', () => {
  const form = 'application/x-www-form-urlencoded';
  test.each<[body: string, findings: string[]]>([
    ['b=1&b=2', []],
    ['a=1', []],
    ['a=x', ['invalid-request-body /a']],
  ])('%s', (body, findings) => {
    const headers = [['content-type', form]] as const;
    expect(brief(check(taking(choice, {}, form), { method: 'POST', headers, body, status: 204, type: null }))).toEqual(
      findings,
    );
  });

  test('is a text where the description says so', () => {
    const headers = [['content-type', form]] as const;
    const contract = taking({ type: 'string', maxLength: 3 }, {}, form);
    const send = (body: string): string[] =>
      brief(check(contract, { method: 'POST', headers, body, status: 204, type: null }));
    expect([send('a=1'), send('a=12')]).toEqual([[], ['invalid-request-body']]);
  });

  test.each<[name: string, style: Json, query: string]>([
    ['a deep object', { style: 'deepObject' }, 'p[b][]=1&p[b][]=2'],
    ['an exploded object', {}, 'b=1&b=2'],
  ])('%s', (_, style, query) => {
    const contract = searching([{ name: 'p', in: 'query', ...style, schema: choice }]);
    expect(brief(check(contract, { url: `/search?${query}`, status: 204, type: null }))).toEqual([]);
  });
});

test('a list of objects in a form may have one of them', () => {
  const item = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const schema = { type: 'object', properties: { l: { type: 'array', items: item } } };
  const type = 'application/x-www-form-urlencoded';
  const headers = [['Content-Type', type]] as const;
  const told = (body: string): string[] =>
    brief(check(taking(schema, {}, type), { method: 'POST', headers, body, status: 204, type: null }));
  expect(told('l={"a":1}')).toEqual([]);
  expect(told('l=[{"a":1}]')).toEqual([]);
  expect(told('l={"a":"x"}')).toEqual(['invalid-request-body /l/0/a']);
});

describe('parameters', () => {
  test.each<[name: string, parameter: Json, url: string, headers: [string, string][], findings: string[]]>([
    [
      'a deep object that may be a scalar',
      {
        name: 'p',
        in: 'query',
        style: 'deepObject',
        explode: true,
        schema: { anyOf: [{ type: 'integer' }, { type: 'object' }] },
      },
      '/search?p=5',
      [],
      [],
    ],
    [
      'XML',
      { name: 'p', in: 'query', content: { 'application/xml': { schema: { type: 'object', required: ['a'] } } } },
      '/search?p=%3Ca/%3E',
      [],
      [],
    ],
    [
      'text that is too long',
      { name: 'p', in: 'query', content: { 'text/plain': { schema: { type: 'string', maxLength: 1 } } } },
      '/search?p=ab',
      [],
      ['invalid-parameter /query/p'],
    ],
    ...[{ type: ['object', 'null'] }, {}, { anyOf: [{ type: 'object' }, { type: 'string' }] }].map(
      (type, index): [string, Json, string, [], string[]] => [
        `members of what may be something else (${index})`,
        { name: 'p', in: 'query', schema: { ...type, properties: { a: { type: 'integer' } } } },
        '/search?a=x',
        [],
        ['invalid-parameter /query/a'],
      ],
    ),
    [
      'what may be an object, and is none',
      { name: 'p', in: 'query', schema: { anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'integer' }] } },
      '/search?p=x',
      [],
      ['invalid-parameter /query/p'],
    ],
    ...(['2', '"x"'] as const).map((item): [string, Json, string, [], string[]] => [
      `a list in an object, which is JSON: ${item}`,
      {
        ...{ name: 'p', in: 'query', explode: false },
        schema: { type: 'object', properties: { l: { type: 'array', items: { type: 'integer' } } } },
      },
      `/search?p=l,%5B1%2C${item}%5D`,
      [],
      item === '2' ? [] : ['invalid-parameter /query/p/l/1'],
    ]),
    [
      'members of an object whose style has none that are exploded',
      {
        ...{ name: 'p', in: 'query', style: 'pipeDelimited', explode: true },
        schema: { type: 'object', properties: { a: { type: 'integer' } } },
      },
      '/search?a=x',
      [],
      ['invalid-parameter /query/a'],
    ],
    ...['p[]=1&p[]=x', 'p[0]=1&p[1]=x'].map((query): [string, Json, string, [], string[]] => [
      `a list as a deep object: ${query}`,
      { name: 'p', in: 'query', style: 'deepObject', schema: { type: 'array', items: { type: 'integer' } } },
      `/search?${query}`,
      [],
      ['invalid-parameter /query/p/1'],
    ]),
    ...['2026-01-02', 'x'].map((value): [string, Json, string, [], string[]] => [
      `nothing, which is allowed, beside ${value}`,
      { name: 'p', in: 'query', allowEmptyValue: true, schema: { type: 'string', format: 'date' } },
      `/search?p=&p=${value}`,
      [],
      value === 'x' ? ['invalid-parameter /query/p'] : [],
    ]),
    [
      'a list of objects, which are JSON',
      { name: 'p', in: 'query', schema: { type: 'array', items: choice } },
      '/search?p=%7B%22a%22:1%7D&p=%7B%22a%22:%22x%22%7D',
      [],
      ['invalid-parameter /query/p/1/a'],
    ],
    [
      'a header whose style is not allowed',
      { name: 'X-A', in: 'header', style: 'form', schema: { type: 'array', items: { type: 'integer' } } },
      '/search',
      [['X-A', '1,2']],
      [],
    ],
    [
      'a parameter that is there itself, beside what could be a member of it',
      {
        name: 'p',
        in: 'query',
        schema: { oneOf: [{ type: 'string' }, { type: 'object', properties: { a: { type: 'integer' } } }] },
      },
      '/search?p=b&a=x',
      [],
      ['undocumented-query-parameter /query/a'],
    ],
    [
      'a style that a query does not have',
      { name: 'p', in: 'query', style: 'matrix', schema: { type: 'array', items: { type: 'integer' } } },
      '/search?p=1&p=x',
      [],
      ['invalid-parameter /query/p/1'],
    ],
  ])('%s', (_, parameter, url, headers, findings) => {
    expect(brief(check(searching([parameter]), { url, headers, status: 204, type: null }))).toEqual(findings);
  });

  test('written into the path', () => {
    const contract = createContract(description({ '/t?action=list': { get: { operationId: 't', ...done } } }));
    const at = (url: string): string[] => brief(check(contract, { url, status: 204, type: null }));
    expect(at('/t?action=list')).toEqual([]);
    expect(at('/t?action=list&other=1')).toEqual(['undocumented-query-parameter /query/other']);
  });

  test('of which one, written into the path, tells operations apart', () => {
    const list = { operationId: 'list', ...done };
    const count = { operationId: 'count', responses: { 200: { description: 'counted' } } };
    const contract = createContract(description({ '/t?a=list': { get: list }, '/t?a=count': { get: count } }));
    const found = (url: string): string | undefined => {
      const match = contract.match({ method: 'GET', url });
      return match.kind === 'operation' ? match.operation.key : undefined;
    };
    expect(['/t?a=list', '/t?a=count', '/t?b=1&a=count', '/t'].map(found)).toEqual(['list', 'count', 'count', 'list']);
  });

  test('in XML, which no schema is held against', () => {
    const contract = searching([{ name: 'p', in: 'query', content: { 'text/xml': { schema: { type: 'integer' } } } }]);
    expect(brief(check(contract, { url: '/search?p=%3Ca%2F%3E', status: 204, type: null }))).toEqual([]);
  });

  test('beside a referenced path item', () => {
    const parameters = [{ name: 'p', in: 'query', required: true, schema: {} }];
    const contract = createContract(
      description(
        { '/t': { $ref: '#/components/pathItems/T', parameters } },
        { components: { pathItems: { T: { get: { operationId: 't', ...done } } } } },
      ),
    );
    expect(brief(check(contract, { url: '/t', status: 204, type: null }))).toEqual(['missing-parameter /query/p']);
  });
});

describe('where requests belong', () => {
  const paths = { '/t': { get: { operationId: 't', ...done } }, "/u('{id}')": { get: { operationId: 'u', ...done } } };
  const find = (server: string | undefined, url: string): string | undefined => {
    const match = createContract(description(paths, server === undefined ? {} : { servers: [{ url: server }] })).match({
      method: 'GET',
      url,
    });
    return match.kind === 'operation'
      ? `${match.operation.key} ${Object.values(match.pathParameters()).join()}`.trim()
      : undefined;
  };
  test.each<[server: string | undefined, url: string, found: string | undefined]>([
    ['./v1', 'https://a.example/v1/t', 't'],
    ['../v1', 'https://a.example/v1/t', 't'],
    ['../v1', 'https://a.example/v2/t', undefined],
    ['https://a.example/v1?x=1', 'https://a.example/v1/t', 't'],
    ['https://a.example/v1#x', 'https://a.example/v1/t', 't'],
    ['https://a.example/my api', 'https://a.example/my%20api/t', 't'],
    ['https://a.example/~me', 'https://a.example/%7Eme/t', 't'],
    ['https://a.example/~me', 'https://a.example/~you/t', undefined],
    [undefined, '/u(%27a%2Fb%27)', 'u a%2Fb'],
    [undefined, "/u('a')", 'u a'],
  ])('%s: %s', (server, url, found) => {
    expect(find(server, url)).toBe(found);
  });
});

describe('bodies', () => {
  const part = (head: string, body: string): string =>
    `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n--x--\r\n`;
  const multipart = taking(
    {
      type: 'object',
      properties: {
        o: { type: 'object', properties: { a: { type: 'integer' } } },
        f: { type: 'string' },
        n: { type: 'integer' },
      },
    },
    {},
    'multipart/form-data',
  );
  test.each<[name: string, body: string, findings: string[]]>([
    ['JSON as a Blob', part('name="o"; filename="blob"\r\nContent-Type: application/json', '{"a":1}'), []],
    [
      'JSON as a Blob that is wrong',
      part('name="o"; filename="blob"\r\nContent-Type: application/json', '{"a":"x"}'),
      ['invalid-request-body /o/a'],
    ],
    ['a file of JSON', part('name="f"; filename="a.json"\r\nContent-Type: application/json', '{"a":1}'), []],
    ['XML, which is held against no schema', part('name="o"\r\nContent-Type: application/xml', '<a/>'), []],
    [
      'XML in place of a number',
      part('name="n"\r\nContent-Type: application/xml', '<a/>'),
      ['invalid-request-body /n'],
    ],
    ['text as a Blob', part('name="n"; filename="blob"\r\nContent-Type: text/plain', '5'), []],
    [
      'text as a Blob that is wrong',
      part('name="n"; filename="blob"\r\nContent-Type: text/plain', 'x'),
      ['invalid-request-body /n'],
    ],
    ['a text that begins with the boundary', part('name="f"', '--xy\r\n--x y'), []],
  ])('%s', (_, body, findings) => {
    const headers = [['content-type', 'multipart/form-data; boundary=x']] as const;
    expect(brief(check(multipart, { method: 'POST', headers, body, status: 204, type: null }))).toEqual(findings);
  });

  test('a file under an encoding that has a style is a file', () => {
    const files = { type: 'array', items: { type: 'string', format: 'binary' } };
    const schema = { type: 'object', properties: { files } };
    const media = { encoding: { files: { style: 'form' } } };
    const headers = [['content-type', 'multipart/form-data; boundary=x']] as const;
    const body = part('name="files"; filename="a.bin"\r\nContent-Type: application/octet-stream', '[1,2]');
    const contract = taking(schema, {}, 'multipart/form-data', media);
    expect(brief(check(contract, { method: 'POST', headers, body, status: 204, type: null }))).toEqual([]);
  });

  test.each<[type: string, encoding: Json, names: string[]]>([
    ['multipart/form-data', { style: 'deepObject', explode: true }, ['o[a]', 'o[b]']],
    ['multipart/form-data', { style: 'form' }, ['a', 'b']],
    ['application/x-www-form-urlencoded', { style: 'deepObject', explode: true }, ['o[a]', 'o[b]']],
    ['application/x-www-form-urlencoded', { style: 'form' }, ['a', 'b']],
  ])('members of an object in %s by %j', (type, encoding, names) => {
    const object = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } };
    const schema = { type: 'object', required: ['o'], properties: { o: object } };
    const contract = taking(schema, {}, type, { encoding: { o: encoding } });
    const send = (...values: string[]): string[] => {
      const fields = names.map((name, index) => [name, values[index] as string] as const);
      const parts = fields.map(([name, value]) => part(`name="${name}"`, value).replace('--x--\r\n', ''));
      const body = type.startsWith('multipart')
        ? `${parts.join('')}--x--\r\n`
        : fields.map((pair) => pair.join('=')).join('&');
      const headers = [['content-type', `${type}; boundary=x`]] as const;
      return brief(check(contract, { method: 'POST', headers, body, status: 204, type: null }));
    };
    expect([send('1', '2'), send('1', 'x')]).toEqual([[], ['invalid-request-body /o/b']]);
  });

  test('a part without a header that its encoding requires', () => {
    const headers = { 'X-Id': { $ref: '#/components/headers/Id' }, 'X-Other': {}, 'Content-Type': { required: true } };
    const contract = taking(
      { type: 'object', properties: { f: { type: 'string' } } },
      { components: { headers: { Id: { required: true, schema: { type: 'string' } } } } },
      'multipart/form-data',
      { encoding: { f: { headers } } },
    );
    const send = (head: string): string[] =>
      brief(
        check(contract, {
          method: 'POST',
          headers: [['content-type', 'multipart/form-data; boundary=x']],
          body: part(head, 'a'),
          status: 204,
          type: null,
        }),
      );
    expect([send('name="f"\r\nx-id: 1'), send('name="f"')]).toEqual([[], ['invalid-request-body /f']]);
  });

  test('a list in one part, where its encoding says how it is written', () => {
    const schema = { type: 'object', properties: { l: { type: 'array', items: { type: 'integer' } } } };
    const contract = taking(schema, {}, 'multipart/form-data', { encoding: { l: { style: 'form', explode: false } } });
    const headers = [['content-type', 'multipart/form-data; boundary=x']] as const;
    const send = (body: string): string[] =>
      brief(check(contract, { method: 'POST', headers, body, status: 204, type: null }));
    expect([send(part('name="l"', '1,2')), send(part('name="l"', '1,x'))]).toEqual([[], ['invalid-request-body /l/1']]);
  });

  test.each<[type: string, schema: Json, answer: string]>([
    ['text/event-stream', { type: 'integer' }, 'data: 1\n\n'],
    ['application/xml', { type: 'string', maxLength: 2 }, '<a>text</a>'],
    ['application/atom+xml', { type: 'string', maxLength: 2 }, '<a>text</a>'],
  ])('%s is held against no schema', (type, schema, answer) => {
    const responses = { 200: { description: 'ok', content: { [type]: { schema } } } };
    const contract = createContract(description({ '/thing': { get: { operationId: 'thing', responses } } }));
    expect(brief(check(contract, { type, answer }))).toEqual([]);
  });

  test('cookies that are described as a list', () => {
    const schema = { type: 'array', minItems: 2, items: { type: 'string', pattern: '^\\w+=' } };
    const responses = { 200: { description: 'ok', headers: { 'Set-Cookie': { schema } } } };
    const contract = createContract(description({ '/thing': { get: { operationId: 'thing', responses } } }));
    const set = (...lines: string[]): string[] =>
      brief(check(contract, { responseHeaders: lines.map((line) => ['Set-Cookie', line]), type: null }));
    const dated = 'a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT';
    expect([set(dated, 'b=2'), set(dated, '?')]).toEqual([[], ['invalid-response-header /header/Set-Cookie/1']]);
  });

  test('a content type that was recorded as a list', () => {
    expect(
      brief(check(answering({ type: 'integer' }), { type: 'application/json, application/json', answer: 'x' })),
    ).toEqual(['malformed-response-body']);
  });

  test('a schema nested 3,000 deep ends no run', () => {
    let schema: Json = { type: 'integer' };
    for (let depth = 0; depth < 3000; depth += 1) schema = { type: 'object', properties: { a: schema } };
    const found = check(answering(schema), { answer: { a: { a: 1 } } }).map(({ kind }) => kind);
    expect([[], ['invalid-response-body'], ['not-judged']]).toContainEqual(found);
  });
});
