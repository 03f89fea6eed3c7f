import { expect, it } from 'vitest';
import { createStripBasePath } from '../../scripts/mock/base-path.ts';

const strip = createStripBasePath({
  servers: [{ url: 'https://site.example/api/v1/{storeId}' }],
  paths: {
    '/page/{pageId}': {},
    '/oauth/token': { servers: [{ url: 'https://site.example/api/v1' }] },
    '/instantsite/{storeId}/profile': { servers: [{ url: 'https://app.example' }] },
  },
});

it.each([
  ['the base path of the API', '/api/v1/1003/page/7', '/page/7'],
  ['the shorter base path of a path that the longer one would spoil', '/api/v1/oauth/token', '/oauth/token'],
  ['the longest base path where no path of the description is left', '/api/v1/1003/missing', '/missing'],
  ['nothing where there is no base path', '/instantsite/1003/profile', '/instantsite/1003/profile'],
])('removes %s', (_, path, want) => {
  expect(strip(path)).toBe(want);
});
