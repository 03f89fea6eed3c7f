import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { measureClicks } from '../../scripts/bench/docs/clicks.ts';
import { firstDescribed } from '../../scripts/bench/docs/first-described.ts';
import { findChromium } from '../../scripts/cli/chromium.ts';
import { listAreas } from '../../scripts/description/areas.ts';
import { readDocument } from '../docs/described.ts';

it('compares with the 24 operations that were described first', async () => {
  const areas = listAreas(await readDocument(findApi('ecwid')));
  expect(firstDescribed(areas).operations).toHaveLength(24);
  expect(() => firstDescribed(areas.slice(1))).toThrow(/are left/);
});

const chromium = findChromium(process.env['CHROMIUM']);

describe.skipIf(!chromium)('the time until a click is answered', () => {
  let folder: string;
  /** A page whose link works only after some milliseconds. */
  const page = (after: number) => `<!doctype html><a href="/place">Go</a><div style="height:3000px"></div>
<p id="place">Here</p><script>setTimeout(() => document.querySelector('a').onclick = () => {
  document.getElementById('place').scrollIntoView(); return false;
}, ${after})</script>`;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clicks-'));
    await writeFile(path.join(folder, 'soon.html'), page(0));
    await writeFile(path.join(folder, 'late.html'), page(1_500));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is that of the page, and clicks before it are lost', async () => {
    const route = (name: string) => ({ name, page: `${name}.html`, target: 'place', links: ['a'] });
    const times = await measureClicks(chromium!, folder, [route('soon'), route('late')], 1);
    expect(times.get('late')).toBeGreaterThan(1_500);
    expect(times.get('soon')).toBeLessThan(times.get('late')!);
  }, 60_000);
});
