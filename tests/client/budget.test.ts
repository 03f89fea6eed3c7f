import { describe, expect, it } from 'vitest';
import { full, named } from '../../scripts/bench/client/apps.ts';
import { measureCompilation } from '../../scripts/bench/client/compile.ts';
import { benchSizes, inProject, writeApp } from '../../scripts/bench/client.ts';

describe('an app with the client', { timeout: 120_000 }, () => {
  it('is as small as promised', async () => {
    const rows = await inProject(benchSizes);
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
    expect(rows.map(({ limit }) => limit)).toEqual([
      undefined,
      ...['+300 B', '1700 B', '80 B', '4000 B', '3000 B'].map((size) => `at most ${size}`),
    ]);
  });

  it('is as easy on the compiler as promised', async () => {
    await inProject(async (folder) => {
      for (const app of [named, full]) {
        const { instantiations } = await measureCompilation(await writeApp(folder, app));
        expect(instantiations).toBeGreaterThan(0);
        expect(instantiations).toBeLessThanOrEqual(25_000);
      }
    });
  });
});
