import { expect, it } from 'vitest';
import { ownBases } from '../../scripts/store/description.ts';

it('reads base paths from servers of any kind, and none from what is no server', () => {
  const servers = [
    { url: 'https://a.example/api/{store}' },
    { url: '/v1' },
    { url: 'https://a.example' },
    {},
    null,
    { url: 5 },
  ];
  expect(ownBases({ servers })).toEqual(['/api/{store}', '/v1']);
  expect(ownBases({ servers: 'https://a.example/v1' })).toEqual([]);
  expect(ownBases({})).toEqual([]);
});
