import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/cli/command.ts';
import { banner } from '../../scripts/generate/banner.ts';
import { compareFiles, writeFiles } from '../../scripts/generate/files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true }));

const index = { path: 'index.ts', text: `${banner}export {};\n` };
const part = { path: 'client/part.ts', text: `${banner}export const a = 1;\n` };

describe('writeFiles', () => {
  it('writes what is missing, then nothing, then what changed', async () => {
    expect(await writeFiles(folder, [index, part])).toEqual({ changed: ['index.ts', 'client/part.ts'], obsolete: [] });
    expect(await readFile(path.join(folder, 'client/part.ts'), 'utf8')).toBe(part.text);
    expect(await writeFiles(folder, [index, part])).toEqual({ changed: [], obsolete: [] });
    await writeFile(path.join(folder, 'index.ts'), banner);
    expect(await writeFiles(folder, [index, part], { guard: true })).toEqual({ changed: ['index.ts'], obsolete: [] });
  });

  it('deletes modules of an earlier run, and nothing else', async () => {
    await writeFiles(folder, [index, part]);
    await writeFile(path.join(folder, 'mine.ts'), 'export {};\n');
    await writeFile(path.join(folder, 'data.json'), '{}');
    expect(await compareFiles(folder, [index])).toEqual({ changed: [], obsolete: ['client/part.ts'] });
    await writeFiles(folder, [index], { guard: true });
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['client', 'data.json', 'index.ts', 'mine.ts']);
  });

  it('refuses to overwrite what others wrote, before it writes anything', async () => {
    await mkdir(path.join(folder, 'client'));
    await writeFile(path.join(folder, 'client/part.ts'), 'export const mine = 1;\n');
    const writing = writeFiles(folder, [index, part], { guard: true });
    await expect(writing).rejects.toBeInstanceOf(UsageError);
    await expect(writing).rejects.toThrow(/part\.ts was not written by this command and stays as it is/);
    expect(await readdir(folder)).toEqual(['client']);
  });

  it('refuses places where no file can be', async () => {
    await mkdir(path.join(folder, 'index.ts'));
    await expect(writeFiles(folder, [index], { guard: true })).rejects.toThrow(/index\.ts is a folder/);
    await writeFile(path.join(folder, 'file'), '');
    await expect(writeFiles(path.join(folder, 'file'), [part], { guard: true })).rejects.toBeInstanceOf(UsageError);
  });
});
