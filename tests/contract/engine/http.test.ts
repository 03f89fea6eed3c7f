import { describe, expect, test } from 'vitest';
import { answering, brief, check, createContract, description, type Brief, type Json } from './support.ts';

const json = (schema: unknown): Json => ({ description: 'ok', content: { 'application/json': { schema } } });
const item = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
const failure = { type: 'object', required: ['errorMessage'], properties: { errorMessage: { type: 'string' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

const shop = description(
  {
    '/items': {
      get: {
        operationId: 'searchItems',
        responses: { 200: json({ type: 'array', items: item }), '4XX': json(failure) },
      },
    },
    '/items/{id}': {
      parameters: [id],
      get: { operationId: 'getItem', responses: { 200: json(item), 404: json(failure), default: json(failure) } },
      delete: {
        operationId: 'deleteItem',
        responses: { 204: { description: 'gone' }, 200: { description: 'gone', content: {} } },
      },
    },
    '/items/latest': {
      get: { operationId: 'getLatestItem', responses: { 200: json(item), 302: { description: 'elsewhere' } } },
    },
    '/items/{id}/image': {
      parameters: [id],
      get: { operationId: 'getImage', responses: { 200: { description: 'ok', content: { 'image/*': {} } } } },
    },
    '/items/{id}/notes.{format}': {
      get: {
        operationId: 'getNotes',
        responses: {
          200: { description: 'ok', content: { 'text/plain': { schema: { type: 'string', maxLength: 5 } } } },
        },
      },
    },
    '/export': { get: { operationId: 'export', responses: { 200: { description: 'ok', content: { '*/*': {} } } } } },
    '/problem': {
      get: {
        operationId: 'getProblem',
        responses: {
          200: {
            description: 'ok',
            content: { 'application/hal+json': { schema: item }, 'application/*+json': { schema: failure } },
          },
        },
      },
    },
    '/old/': { get: { operationId: 'getOld', responses: { 200: json(item) } } },
  },
  { servers: [{ url: 'https://api.example/v3/{store}' }] },
);
const contract = createContract(shop);

const fine: string[] = [];
const noBody = (kind: string): string[] => [kind];

describe('HTTP', () => {
  test.each<[name: string, exchange: Brief, findings: string[]]>([
    // paths
    ['with the base path of the server', { url: 'https://api.example/v3/1003/items/1', answer: { id: 1 } }, fine],
    ['without it', { url: '/items/1', answer: { id: 1 } }, fine],
    ['another host', { url: 'http://127.0.0.1:4010/items/1', answer: { id: 1 } }, fine],
    ['a trailing slash', { url: '/items/1/', answer: { id: 1 } }, fine],
    ['a trailing slash of the description', { url: '/old', answer: { id: 1 } }, fine],
    ['percent-encoded letters', { url: '/%69tems/1', answer: { id: 1 } }, fine],
    ['a fragment', { url: '/items/1#top', answer: { id: 1 } }, fine],
    ['a literal segment before a parameter', { url: '/items/latest', answer: { id: 1 } }, fine],
    [
      'a parameter where the literal leads nowhere',
      { url: '/items/latest/image', answer: 'x', type: 'image/png' },
      ['invalid-parameter /path/id'],
    ],
    ['another case', { url: '/Items', answer: [] }, noBody('undocumented-path')],
    ['an unknown path', { url: '/nothing', answer: {} }, noBody('undocumented-path')],
    ['too long a path', { url: '/items/1/image/large', answer: {} }, noBody('undocumented-path')],
    ['an empty parameter', { url: '/items//image', answer: {} }, noBody('undocumented-path')],
    // methods
    ['an unknown method', { method: 'PATCH', url: '/items/1', answer: {} }, noBody('undocumented-method')],
    ['a method in lower case', { method: 'get', url: '/items/1', answer: { id: 1 } }, fine],
    ['HEAD of a GET', { method: 'HEAD', url: '/items/1', answer: '' }, fine],
    ['HEAD without a GET', { method: 'HEAD', url: '/items/1/tags', answer: '' }, noBody('undocumented-path')],
    [
      'a preflight',
      { method: 'OPTIONS', url: '/items/1', headers: [['Access-Control-Request-Method', 'GET']], status: 204 },
      fine,
    ],
    ['OPTIONS that is none', { method: 'OPTIONS', url: '/items/1', status: 204 }, noBody('undocumented-method')],
    // turned away
    ['an unknown path that the server turns away', { url: '/nothing', status: 404, answer: {} }, fine],
    ['an unknown method that the server turns away', { method: 'PATCH', url: '/items/1', status: 405 }, fine],
    [
      'a bad parameter that the server turns away',
      { url: '/items/abc', status: 404, answer: { errorMessage: 'x' } },
      fine,
    ],
    [
      'a bad parameter that the server stumbles over',
      { url: '/items/abc', status: 500, answer: { errorMessage: 'x' } },
      ['invalid-parameter /path/id'],
    ],
    ['a bad parameter that the server takes', { url: '/items/abc', answer: { id: 1 } }, ['invalid-parameter /path/id']],
    // statuses
    ['an unknown status', { url: '/items', status: 500, answer: { errorMessage: 'x' } }, noBody('undocumented-status')],
    ['4XX', { url: '/items', status: 429, answer: { errorMessage: 'x' } }, fine],
    ['4XX is checked', { url: '/items', status: 429, answer: {} }, ['invalid-response-body /errorMessage']],
    ['default', { url: '/items/1', status: 503, answer: { errorMessage: 'x' } }, fine],
    [
      'default is checked',
      { url: '/items/1', status: 503, answer: { errorMessage: 5 } },
      ['invalid-response-body /errorMessage'],
    ],
    [
      'the exact status before default',
      { url: '/items/1', status: 404, answer: { id: 1 } },
      ['invalid-response-body /errorMessage', 'undocumented-response-field /id'],
    ],
    ['304 to a condition', { url: '/items', headers: [['If-None-Match', '"a"']], status: 304, answer: '' }, fine],
    ['304 without one', { url: '/items', status: 304, answer: '' }, noBody('undocumented-status')],
    [
      '206 to a range',
      { url: '/export', headers: [['Range', 'bytes=0-9']], status: 206, answer: '0123456789', type: 'text/csv' },
      fine,
    ],
    ['no answer at all', { url: '/items/x', status: 0 }, ['invalid-parameter /path/id']],
    // bodies
    ['an error without a body', { url: '/items/1', status: 404, answer: '' }, fine],
    ['a body where an error has none', { url: '/items/1', status: 404, answer: '{"errorMessage":"x"}' }, fine],
    ['an empty body of a 200', { url: '/items/1', answer: '' }, noBody('missing-response-body')],
    ['an unknown body of a 200', { url: '/items/1' }, fine],
    ['204', { method: 'DELETE', url: '/items/1', status: 204, answer: '' }, fine],
    ['no body where none is described', { method: 'DELETE', url: '/items/1', answer: '' }, fine],
    [
      'a body where none is described',
      { method: 'DELETE', url: '/items/1', answer: { deleteCount: 1 } },
      noBody('undocumented-response-body'),
    ],
    ['a page behind a redirect', { url: '/items/latest', status: 302, answer: '<a>', type: 'text/html' }, fine],
    ['an empty file', { url: '/items/1/image', answer: '', type: 'image/png' }, fine],
    ['a body that is cut off', { url: '/items', answer: '[{"id":1},{"id":' }, noBody('truncated-response-body')],
    ['cut off inside a string', { url: '/items/1', answer: '{"id":1,"name":"Tea' }, noBody('truncated-response-body')],
    ['a body that is no JSON', { url: '/items', answer: '[1,}' }, noBody('malformed-response-body')],
    ['a page that says it is JSON', { url: '/items', answer: '<html></html>' }, noBody('malformed-response-body')],
    ['two documents', { url: '/items/1', answer: '{"id":1}{"id":2}' }, noBody('malformed-response-body')],
    ['a byte order mark', { url: '/items/1', answer: '\ufeff{"id":1}' }, fine],
    [
      'fewer bytes than announced',
      {
        url: '/items/1/image',
        answer: new Uint8Array(5),
        type: 'image/png',
        responseHeaders: [['Content-Length', '9']],
      },
      noBody('truncated-response-body'),
    ],
    [
      'fewer bytes than announced, but compressed',
      {
        url: '/items/1/image',
        answer: new Uint8Array(5),
        type: 'image/svg+xml',
        responseHeaders: [
          ['Content-Length', '9'],
          ['Content-Encoding', 'gzip'],
        ],
      },
      fine,
    ],
    [
      'UTF-16',
      {
        url: '/items/1',
        answer: new Uint8Array([...'{"id":1}'].flatMap((char) => [char.charCodeAt(0), 0])),
        type: 'application/json; charset=utf-16le',
      },
      fine,
    ],
    // content types
    ['a charset', { url: '/items/1', answer: { id: 1 }, type: 'application/json;charset=UTF-8' }, fine],
    ['capitals', { url: '/items/1', answer: { id: 1 }, type: 'Application/JSON' }, fine],
    ['another type', { url: '/items/1', answer: '<html></html>', type: 'text/html' }, noBody('response-content-type')],
    [
      'another kind of JSON',
      { url: '/items/1', answer: { id: 1 }, type: 'application/problem+json' },
      noBody('response-content-type'),
    ],
    ['no type', { url: '/items/1', answer: { id: 1 }, type: null }, noBody('response-content-type')],
    ['a range of types', { url: '/items/1/image', answer: 'x', type: 'image/png' }, fine],
    ['outside the range', { url: '/items/1/image', answer: 'x', type: 'video/mp4' }, noBody('response-content-type')],
    ['any type', { url: '/export', answer: 'x', type: 'text/csv' }, fine],
    ['+json', { url: '/problem', answer: { id: 'x' }, type: 'application/hal+json' }, ['invalid-response-body /id']],
    [
      'a range of +json',
      { url: '/problem', answer: { errorMessage: 5 }, type: 'application/vnd.shop+json' },
      ['invalid-response-body /errorMessage'],
    ],
    ['text', { url: '/items/1/notes.txt', answer: 'hello', type: 'text/plain' }, fine],
    [
      'text that is too long',
      { url: '/items/1/notes.txt', answer: 'hello!', type: 'text/plain' },
      ['invalid-response-body'],
    ],
  ])('%s', (_name, exchange, findings) => {
    expect(brief(check(contract, exchange))).toEqual(findings);
  });
});

describe('response headers', () => {
  const withHeaders = createContract(
    description({
      '/thing': {
        get: {
          responses: {
            200: {
              description: 'ok',
              headers: {
                'X-Left': { required: true, schema: { type: 'integer' } },
                'X-Tags': { schema: { type: 'array', items: { enum: ['a', 'b'] } } },
                'X-Info': { content: { 'application/json': { schema: item } } },
                'Set-Cookie': { schema: { type: 'string', pattern: '^\\w+=' } },
                'Content-Type': { required: true, schema: { const: 'never looked at' } },
              },
            },
          },
        },
      },
    }),
  );
  const answer = (...responseHeaders: [string, string][]): string[] =>
    brief(check(withHeaders, { answer: '', responseHeaders }));

  test.each<[name: string, headers: [string, string][], findings: string[]]>([
    [
      'all there',
      [
        ['x-left', '5'],
        ['X-TAGS', 'a, b'],
      ],
      [],
    ],
    ['optional ones absent', [['X-Left', '5']], []],
    ['a required one absent', [], ['missing-response-header /header/X-Left']],
    ['ill-typed', [['X-Left', 'five']], ['invalid-response-header /header/X-Left']],
    [
      'a wrong item',
      [
        ['X-Left', '5'],
        ['X-Tags', 'a,c'],
      ],
      ['invalid-response-header /header/X-Tags/1'],
    ],
    [
      'several lines',
      [
        ['X-Left', '5'],
        ['X-Tags', 'a'],
        ['X-Tags', 'b'],
      ],
      [],
    ],
    [
      'JSON',
      [
        ['X-Left', '5'],
        ['X-Info', '{"id":"x"}'],
      ],
      ['invalid-response-header /header/X-Info/id'],
    ],
    [
      'no JSON',
      [
        ['X-Left', '5'],
        ['X-Info', '{'],
      ],
      ['invalid-response-header /header/X-Info'],
    ],
    [
      'each cookie',
      [
        ['X-Left', '5'],
        ['Set-Cookie', 'a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT'],
        ['Set-Cookie', '???'],
      ],
      ['invalid-response-header /header/Set-Cookie'],
    ],
    [
      'undocumented ones',
      [
        ['X-Left', '5'],
        ['Server', 'x'],
      ],
      [],
    ],
  ])('%s', (_name, headers, findings) => {
    expect(answer(...headers)).toEqual(findings);
  });
});

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
  const ask = (brief_: Brief): string[] =>
    brief(check(cut, brief_)).filter((finding) => !finding.startsWith('undocumented-query'));

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
