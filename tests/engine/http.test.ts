import { describe, expect, test } from 'vitest';
import { brief, check, createContract, description, type Brief, type Json } from './support.ts';

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
const only = (kind: string): string[] => [kind];

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
    ['another case', { url: '/Items', answer: [] }, only('undocumented-path')],
    ['an unknown path', { url: '/nothing', answer: {} }, only('undocumented-path')],
    ['too long a path', { url: '/items/1/image/large', answer: {} }, only('undocumented-path')],
    ['an empty parameter', { url: '/items//image', answer: {} }, only('undocumented-path')],
    // methods
    ['an unknown method', { method: 'PATCH', url: '/items/1', answer: {} }, only('undocumented-method')],
    ['a method in lower case', { method: 'get', url: '/items/1', answer: { id: 1 } }, fine],
    ['HEAD of a GET', { method: 'HEAD', url: '/items/1', answer: '' }, fine],
    ['HEAD without a GET', { method: 'HEAD', url: '/items/1/tags', answer: '' }, only('undocumented-path')],
    [
      'a preflight',
      { method: 'OPTIONS', url: '/items/1', headers: [['Access-Control-Request-Method', 'GET']], status: 204 },
      fine,
    ],
    ['OPTIONS that is none', { method: 'OPTIONS', url: '/items/1', status: 204 }, only('undocumented-method')],
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
    ['an unknown status', { url: '/items', status: 500, answer: { errorMessage: 'x' } }, only('undocumented-status')],
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
    ['304 without one', { url: '/items', status: 304, answer: '' }, only('undocumented-status')],
    [
      '206 to a range',
      { url: '/export', headers: [['Range', 'bytes=0-9']], status: 206, answer: '0123456789', type: 'text/csv' },
      fine,
    ],
    ['no answer at all', { url: '/items/x', status: 0 }, ['invalid-parameter /path/id']],
    // bodies
    ['an error without a body', { url: '/items/1', status: 404, answer: '' }, fine],
    ['a body where an error has none', { url: '/items/1', status: 404, answer: '{"errorMessage":"x"}' }, fine],
    ['an empty body of a 200', { url: '/items/1', answer: '' }, only('missing-response-body')],
    ['an unknown body of a 200', { url: '/items/1' }, fine],
    ['204', { method: 'DELETE', url: '/items/1', status: 204, answer: '' }, fine],
    ['no body where none is described', { method: 'DELETE', url: '/items/1', answer: '' }, fine],
    [
      'a body where none is described',
      { method: 'DELETE', url: '/items/1', answer: { deleteCount: 1 } },
      only('undocumented-response-body'),
    ],
    ['a page behind a redirect', { url: '/items/latest', status: 302, answer: '<a>', type: 'text/html' }, fine],
    ['an empty file', { url: '/items/1/image', answer: '', type: 'image/png' }, fine],
    ['a body that is cut off', { url: '/items', answer: '[{"id":1},{"id":' }, only('truncated-response-body')],
    ['cut off inside a string', { url: '/items/1', answer: '{"id":1,"name":"Tea' }, only('truncated-response-body')],
    ['a body that is no JSON', { url: '/items', answer: '[1,}' }, only('malformed-response-body')],
    ['a page that says it is JSON', { url: '/items', answer: '<html></html>' }, only('malformed-response-body')],
    [
      'no JSON after an escaped quote',
      { url: '/items/1', answer: '{"id":1,"a":"\\"",}' },
      only('malformed-response-body'),
    ],
    ['two documents', { url: '/items/1', answer: '{"id":1}{"id":2}' }, only('malformed-response-body')],
    ['a byte order mark', { url: '/items/1', answer: '\ufeff{"id":1}' }, fine],
    [
      'fewer bytes than announced',
      {
        url: '/items/1/image',
        answer: new Uint8Array(5),
        type: 'image/png',
        responseHeaders: [['Content-Length', '9']],
      },
      only('truncated-response-body'),
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
    ['another type', { url: '/items/1', answer: '<html></html>', type: 'text/html' }, only('response-content-type')],
    [
      'another kind of JSON',
      { url: '/items/1', answer: { id: 1 }, type: 'application/problem+json' },
      only('response-content-type'),
    ],
    [
      'a line that is repeated',
      { url: '/items/1', answer: { id: 1 }, responseHeaders: [['Content-Type', 'application/json']] },
      fine,
    ],
    ['no type', { url: '/items/1', answer: { id: 1 }, type: null }, only('response-content-type')],
    ['a range of types', { url: '/items/1/image', answer: 'x', type: 'image/png' }, fine],
    ['outside the range', { url: '/items/1/image', answer: 'x', type: 'video/mp4' }, only('response-content-type')],
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
