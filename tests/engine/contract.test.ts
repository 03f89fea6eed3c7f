import { describe, expect, test } from 'vitest';
import { DescriptionError } from '../../scripts/engine/contract.ts';
import { answering, brief, check, createContract, description, type Json } from './support.ts';

const ok: Json = { responses: { 204: { description: 'done' } } };

describe('descriptions that cannot be used', () => {
  test.each<[name: string, value: unknown, message: RegExp]>([
    ['no object', 'openapi: 3.1.0', /not a JSON object/],
    ['something else', { info: {} }, /no "openapi" version/],
    ['Swagger 2.0', { swagger: '2.0' }, /Swagger 2.0; convert it/],
    ['OpenAPI 4', { openapi: '4.0.0' }, /4\.0\.0 is not supported/],
  ])('%s', (_name, value, message) => {
    expect(() => createContract(value)).toThrow(DescriptionError);
    expect(() => createContract(value)).toThrow(message);
  });

  test('slips in a usable one are problems, not exceptions', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'int' },
        b: { pattern: '\\h(' },
        c: { $ref: '#/components/schemas/Gone' },
        d: { required: true },
      },
      patternProperties: { '(': {} },
    };
    const contract = answering(schema);
    expect(brief(check(contract, { answer: { a: 1, b: 2, c: 3, d: 4 } }))).toEqual([]);
    expect(contract.problems).toEqual([
      expect.stringContaining('type: "int"'),
      expect.stringContaining('pattern: "\\\\h("'),
      expect.stringContaining('"#/components/schemas/Gone" leads nowhere'),
      expect.stringContaining('required: true'),
      expect.stringContaining('( is no regular expression'),
    ]);
  });

  test('strict mode also lists what JSON Schema does not know', () => {
    const schema = { type: 'string', minlength: 3, format: 'sku', 'x-note': 1 };
    const lax = answering(schema);
    const strict = answering(schema, {}, { strict: true });
    for (const contract of [lax, strict]) check(contract, { answer: '"a"' });
    expect(lax.problems).toEqual([]);
    expect(strict.problems).toEqual([
      'A schema has the keyword "minlength", which JSON Schema does not know.',
      'A schema has the format "sku", which is not checked.',
    ]);
  });
});

describe('operations', () => {
  const contract = createContract(
    description(
      {
        '/a': {
          get: { operationId: 'getA', externalDocs: { url: 'https://docs.example/a' }, ...ok },
          'x-note': {},
          parameters: [],
        },
        '/b': { post: ok, servers: [{ url: 'https://other.example' }] },
        '/c': { $ref: '#/components/pathItems/C' },
        'x-path': { get: ok },
      },
      {
        servers: [{ url: 'https://api.example/v1' }],
        components: { pathItems: { C: { delete: { operationId: 'deleteC', ...ok } } } },
      },
    ),
  );

  test('are listed with what reports need', () => {
    expect(
      contract.operations.map(({ key, operationId, method, path, docs, statuses, servers }) => ({
        key,
        operationId,
        method,
        path,
        docs,
        statuses,
        servers,
      })),
    ).toEqual([
      {
        key: 'getA',
        operationId: 'getA',
        method: 'GET',
        path: '/a',
        docs: 'https://docs.example/a',
        statuses: ['204'],
        servers: ['https://api.example/v1'],
      },
      {
        key: 'POST /b',
        operationId: null,
        method: 'POST',
        path: '/b',
        docs: null,
        statuses: ['204'],
        servers: ['https://other.example'],
      },
      {
        key: 'deleteC',
        operationId: 'deleteC',
        method: 'DELETE',
        path: '/c',
        docs: null,
        statuses: ['204'],
        servers: ['https://api.example/v1'],
      },
    ]);
  });

  test('are matched by method and path', () => {
    expect(contract.match({ method: 'get', url: '/v1/a' })).toMatchObject({
      kind: 'operation',
      operation: { key: 'getA' },
    });
    expect(contract.match({ method: 'PUT', url: '/a' })).toEqual({
      kind: 'unknown-method',
      path: '/a',
      methods: ['GET'],
    });
    expect(contract.match({ method: 'GET', url: '/v2/a' })).toEqual({ kind: 'unknown-path' });
  });
});

describe('servers', () => {
  const paths = {
    '/a/{id}': { get: { operationId: 'getA', ...ok } },
    '/page/{id}': { get: { operationId: 'getPage', ...ok }, servers: [{ url: 'https://pages.example' }] },
  };
  const servers = [{ url: 'https://{region}.api.example/v3/{store}' }];
  const matched = (url: string, serverBases?: string[]): string | undefined => {
    const match = createContract(description(paths, { servers }), serverBases ? { serverBases } : {}).match({
      method: 'GET',
      url,
    });
    return match.kind === 'operation' ? match.operation.key : undefined;
  };

  test.each<[url: string, operation: string | undefined, bases?: string[]]>([
    ['https://eu.api.example/v3/1003/a/5', 'getA'],
    ['/v3/1003/a/5', 'getA'],
    ['/a/5', 'getA'],
    ['https://pages.example/page/5', 'getPage'],
    ['/page/5', 'getPage'],
    ['/v3/1003/page/5', undefined],
    ['/proxy/a/5', undefined],
    ['/proxy/a/5', 'getA', ['/proxy']],
    ['http://127.0.0.1:4010/api/v3/7/a/5', 'getA', ['http://127.0.0.1:4010/api/v3/7/']],
    ['/api/v3/8/a/5', 'getA', ['/api/v3/{store}']],
  ])('%s', (url, operation, bases) => {
    expect(matched(url, bases)).toBe(operation);
  });

  test('path parameters are not taken from the base path', () => {
    const match = createContract(description(paths, { servers })).match({ method: 'GET', url: '/v3/1003/a/5%2F6' });
    expect(match.kind === 'operation' && match.pathParameters()).toEqual({ store: '1003', id: '5%2F6' });
  });

  test.each<[url: string, serves: boolean]>([
    ['https://eu.api.example/v3/1003/anything', true],
    ['https://EU.API.example:443/v3/1003/anything', true],
    ['https://pages.example/page/5', true],
    ['https://eu.api.example/v4/1003/a', false],
    ['https://eu.api.example/v3', false],
    ['https://api.example.evil/v3/1003/a', false],
    ['http://eu.api.example/v3/1003/a', false],
    ['http://127.0.0.1:4010/a/5', true],
    ['http://127.0.0.1:4011/a/5', false],
    ['/a/5', false],
  ])('knows its own: %s', (url, serves) => {
    expect(
      createContract(description(paths, { servers }), { serverBases: ['http://127.0.0.1:4010'] }).serves(url),
    ).toBe(serves);
  });

  test('equal paths on two hosts are told apart by the host', () => {
    const contract = createContract(
      description({
        '/v1/x': { get: { operationId: 'one', ...ok }, servers: [{ url: 'https://one.example' }] },
        '/x': { get: { operationId: 'two', ...ok }, servers: [{ url: 'https://two.example/v1' }] },
      }),
    );
    const key = (url: string): unknown =>
      (contract.match({ method: 'GET', url }) as { operation?: { key: string } }).operation?.key;
    expect([key('https://one.example/v1/x'), key('https://two.example/v1/x')]).toEqual(['one', 'two']);
  });
});

test('one side alone can be checked', () => {
  const contract = answering({ type: 'integer' });
  const request = { method: 'GET', url: '/thing?x=1', headers: [] };
  const response = { status: 200, headers: [['content-type', 'application/json']] as const, body: '"a"' };
  expect(brief(contract.checkExchange(request, response, { only: 'response' }))).toEqual(['invalid-response-body']);
  expect(brief(contract.checkExchange(request, response, { only: 'request' }))).toEqual([
    'undocumented-query-parameter /query/x',
  ]);
});

test('a description is not changed', () => {
  const document = description(
    {
      '/thing': {
        get: {
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'string', nullable: true } } } },
          },
        },
      },
    },
    { openapi: '3.0.0' },
  );
  const before = JSON.stringify(document);
  check(createContract(document), { answer: 'null' });
  expect(JSON.stringify(document)).toBe(before);
});
