import { expect, it } from 'vitest';
import { runSequence } from './sequences.ts';

/** A long run: `STORE_CALLS=100000 npx vitest run tests/store/sequences.test.ts`. */
const calls = Number(process.env['STORE_CALLS'] ?? 4000);

it.each([1, 2])(
  'the store and a model of it agree after each call, in sequence %i',
  { timeout: 600_000 },
  async (seed) => {
    expect(await runSequence(calls / 2, seed)).toEqual([]);
  },
);
