import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPacer } from '../../../scripts/contract/live/pacer.ts';

it('lets as many tasks wait on one signal as there are, and says nothing about it', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): unknown => warnings.push(warning);
  process.on('warning', warned);
  const abort = new AbortController();
  const pacer = createPacer({ requestsPerSecond: 1, concurrency: 1 });
  const tasks = Array.from({ length: 20 }, () => pacer.run(async () => undefined, abort.signal).catch(() => 'aborted'));
  abort.abort();
  expect(new Set(await Promise.all(tasks.slice(1)))).toEqual(new Set(['aborted']));
  // Warnings are told in a turn of their own.
  await wait(0);
  process.off('warning', warned);
  pacer.close();
  expect(warnings).toEqual([]);
});
