import { expect, it } from 'vitest';
import { vary } from '../../scripts/bench/contract/vary.ts';

const example = { id: 1, name: 'Lamp', kind: 'A', tags: ['x', 'y'], parts: [{ id: 7 }], open: true, none: null };

it('changes numbers, texts and the length of lists from one exchange to the next', () => {
  const text = vary(example, () => true);
  const values = [0, 1, 2, 3].map((index) => JSON.parse(text(index)) as typeof example);
  expect(values.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(values[2]).toMatchObject({ name: 'Lamp 2', open: true, none: null });
  expect(values.map(({ parts }) => parts.length)).toEqual([1, 2, 3, 1]);
  expect(values[1]!.tags).toEqual(['x 1', 'y 1', 'x 1', 'y 1']);
});

it('makes no change that would not be valid', () => {
  const isValid = (value: unknown): boolean => {
    const { kind, id, parts } = value as typeof example;
    return kind === 'A' && id < 100 && parts.length === 1;
  };
  const text = vary(example, isValid);
  for (const index of [0, 5, 1_999_999]) expect(isValid(JSON.parse(text(index)))).toBe(true);
  expect(JSON.parse(text(5))).toMatchObject({ id: 1, name: 'Lamp 5', kind: 'A' });
});

it('varies a value that is no container', () => {
  expect(vary(5, () => true)(2)).toBe('7');
  expect(vary(null, () => true)(2)).toBe('null');
});
