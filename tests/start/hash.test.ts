import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashContents } from '../../scripts/cli/hash.ts';

let folder: string;
const hash = () => hashContents(folder, ['src', 'lock.json', 'missing']);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hash-'));
  await mkdir(path.join(folder, 'src/deep'), { recursive: true });
  await writeFile(path.join(folder, 'src/deep/a.txt'), 'a');
  await writeFile(path.join(folder, 'src/b.txt'), 'b');
  await writeFile(path.join(folder, 'lock.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true }));

it('stays when only dates change', async () => {
  const before = await hash();
  await utimes(path.join(folder, 'src/b.txt'), 0, 0);
  expect(await hash()).toBe(before);
});

it.each([
  ['contents', () => writeFile(path.join(folder, 'src/deep/a.txt'), 'A')],
  ['a name', () => rename(path.join(folder, 'src/b.txt'), path.join(folder, 'src/c.txt'))],
  ['a new file', () => writeFile(path.join(folder, 'src/deep/new.txt'), '')],
  ['a missing file', () => rm(path.join(folder, 'lock.json'))],
  ['a file that appears', () => writeFile(path.join(folder, 'missing'), '')],
  [
    'text that moves between files',
    () =>
      writeFile(path.join(folder, 'src/deep/a.txt'), 'ab').then(() => writeFile(path.join(folder, 'src/b.txt'), '')),
  ],
])('changes with %s', async (_name, change) => {
  const before = await hash();
  await change();
  expect(await hash()).not.toBe(before);
});
