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
