import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createBacklog } from '../../../scripts/contract/proxy/backlog.ts';

it('puts work off until nothing more comes, in order', async () => {
  const done: number[] = [];
  const backlog = createBacklog<number>(
    (item) => void done.push(item),
    () => 1,
  );
  backlog.add(1);
  backlog.add(2);
  expect(done).toEqual([]);
  while (done.length === 0) await wait(5);
  expect(done).toEqual([1, 2]);
});

it.each([
  ['items', 16, 1],
  ['bytes', 3, 1.5 * 1024 * 1024],
])('does not put off too many %s', (_, count, size) => {
  const done: number[] = [];
  const backlog = createBacklog<number>(
    (item) => void done.push(item),
    () => size,
  );
  for (let item = 1; item < count; item += 1) backlog.add(item);
  expect(done).toEqual([]);
  backlog.add(count);
  expect(done).toHaveLength(count);
});

it('does what is left when it is over', () => {
  const done: number[] = [];
  const backlog = createBacklog<number>(
    (item) => void done.push(item),
    () => 1,
  );
  backlog.add(1);
  backlog.finish();
  backlog.finish();
  expect(done).toEqual([1]);
});
