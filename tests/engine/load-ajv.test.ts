import { expect, test, vi } from 'vitest';
import type { HttpResponse } from '../../scripts/engine/contract.ts';

// Another test may have loaded ajv already.
vi.resetModules();
const { createContract, loadAjv } = await import('../../scripts/engine/contract.ts');
const { loadedAjv } = await import('../../scripts/engine/schema/load-ajv.ts');

// `not` is beyond the screen, which judges most values by itself.
const content = { 'application/json': { schema: { type: 'array', items: { type: 'integer', not: { minimum: 6 } } } } };
const description = {
  openapi: '3.1.0',
  paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
};
const answer = (value: unknown): HttpResponse => ({
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify(value),
});

// The order counts: each test starts with what the one before has loaded.
test('strict mode wants ajv to be loaded', () => {
  expect(() => createContract(description, { strict: true })).toThrow(/loadAjv/);
});

test('a schema that is used a lot has ajv loaded, and is judged as before', async () => {
  const contract = createContract(description);
  const request = { method: 'GET', url: '/a', headers: [] };
  const long = Array.from({ length: 50_000 }, () => 5);
  const judge = (value: unknown): string[] =>
    contract.checkExchange(request, answer(value)).map(({ pointer }) => pointer);
  expect(loadedAjv()).toBeUndefined();
  for (let i = 0; i < 5; i++) expect([judge(long), judge([1, 6])]).toEqual([[], ['/1']]);
  await expect.poll(loadedAjv).toBeDefined();
  for (let i = 0; i < 5; i++) expect([judge(long), judge([1, 6])]).toEqual([[], ['/1']]);
});

test('strict mode is satisfied then', async () => {
  await loadAjv();
  expect(createContract(description, { strict: true }).problems).toEqual([]);
});
