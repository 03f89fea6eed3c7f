import { expect, test } from 'vitest';
import { createContract } from '../../scripts/engine/contract.ts';

const get = { get: { responses: { 200: { description: 'Found.' } } } };
const contract = createContract({
  openapi: '3.1.0',
  info: { title: 'Site', version: '1' },
  servers: [{ url: 'https://site.example/api/v1/{storeId}', variables: { storeId: { default: '1003' } } }],
  paths: {
    '/page/{pageId}': get,
    '/oauth/token': { servers: [{ url: 'https://site.example/api/v1' }], ...get },
    '/instantsite/{storeId}/profile': { servers: [{ url: 'https://app.example' }], ...get },
  },
});

test.each([
  ['the base path of the API', 'https://site.example/api/v1/1003/page/7', []],
  ['the shorter base path of a path that the longer one would spoil', 'https://site.example/api/v1/oauth/token', []],
  ['a host of its own', 'https://app.example/instantsite/1003/profile', []],
  ['no path of the description', 'https://site.example/api/v1/1003/missing', ['undocumented-path']],
])('%s', (_, url, want) => {
  const findings = contract.checkExchange({ method: 'GET', url, headers: [] }, { status: 200, headers: [] });
  expect(findings.map(({ kind }) => kind)).toEqual(want);
});

test('one path after another, whatever the one before began with', () => {
  const found = [
    '/api',
    '/api/v1',
    '/api/v1/1003',
    '/api/v1/1003/page/7',
    '/api/v1/10',
    '/api/v1/10/page/7',
    '/api/x/7',
  ].map((path) => contract.match({ method: 'GET', url: `https://site.example${path}` }));
  expect(found.map((match) => (match.kind === 'operation' ? match.pathParameters()['storeId'] : match.kind))).toEqual([
    'unknown-path',
    'unknown-path',
    'unknown-path',
    '1003',
    'unknown-path',
    '10',
    'unknown-path',
  ]);
});
