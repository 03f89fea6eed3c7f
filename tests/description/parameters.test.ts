import { expect, it } from 'vitest';
import { apis } from '../../scripts/apis.ts';
import { root } from '../../scripts/cli/root.ts';
import { readDescription } from '../../scripts/lint/layout/read.ts';

it.each(apis)('$title: a parameter has a file of its own only where several operations share it', async (api) => {
  const { files, operations } = await readDescription(api, root);
  const uses = new Map<string, number>();
  for (const file of files.values()) {
    const served = operations.filter((operation) => operation.file === file).length;
    for (const { target, trail } of file.references) {
      // At a path item it serves each of its operations.
      if (target?.startsWith('components/parameters/'))
        uses.set(target, (uses.get(target) ?? 0) + (trail[0] === 'parameters' ? served : 1));
    }
  }
  expect([...uses].filter(([, count]) => count === 1).map(([file]) => file)).toEqual([]);
});
