import { expect, it } from 'vitest';
import { exampleCall, operations } from './example-calls.ts';
import { tryStore } from './try-store.ts';

/** Reads whose example gives an object, or a list of some. */
const reads = operations.filter(([key]) => key.startsWith('GET ') && key !== 'GET /batch');

it.each(reads)('responseFields cuts down the answer of %s', async (_key, found) => {
  const { url, init } = exampleCall(found);
  url.searchParams.delete('responseFields');
  const { get, call } = tryStore();
  const whole = await call(url.href, init);
  const object = (json: any): Record<string, unknown> => (Array.isArray(json) ? json[0] : json) ?? {};
  const [name, other] = Object.keys(object(whole.json));
  if (whole.status !== 200 || name === undefined || other === undefined) return;
  url.searchParams.set('responseFields', other);
  const cut = (await get(url.href)).json;
  expect(Object.keys(object(cut))).toEqual([other]);
  expect(object(cut)[other]).toEqual(object(whole.json)[other]);
});
