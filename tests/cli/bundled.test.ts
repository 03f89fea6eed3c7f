import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importBundled } from '../../scripts/cli/bundled.mjs';
import { fromRoot } from '../../scripts/cli/root.ts';

let project: string;
const cache = 'node_modules/.cache/commerce-openapi/scripts-main.ts';

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'bundled-'));
  await mkdir(path.join(project, 'scripts/parts'), { recursive: true });
  await mkdir(path.join(project, 'node_modules'));
  for (const name of ['esbuild', 'yaml'])
    await symlink(fromRoot('node_modules', name), path.join(project, 'node_modules', name));
  await write('package.json', '{ "type": "module" }');
  await write('scripts/parts/word.ts', `export const word: string = 'one';`);
  await write(
    'scripts/main.ts',
    `import { parse } from 'yaml';
     import { word } from './parts/word.ts';
     export const read = async () => [word, parse('[1]'), (await import('./parts/where.ts')).where];`,
  );
  await write('scripts/parts/where.ts', `export const where = new URL('beside.txt', import.meta.url).pathname;`);
});

afterEach(() => rm(project, { recursive: true, force: true }));

it('gives what the modules give, packages and dynamic imports included', async () => {
  expect(await load()).toEqual(['one', [1], path.join(project, 'scripts/parts/beside.txt')]);
});

it('keeps the bundle until one of its files changes', async () => {
  await load();
  await load();
  expect(await bundles()).toHaveLength(1);
  await write('scripts/parts/word.ts', `export const word: string = 'another';`);
  expect((await load())[0]).toBe('another');
  expect(await bundles()).toHaveLength(2);
});

it('is made again when it is gone, and by several at once', async () => {
  await load();
  await rm(path.join(project, 'node_modules/.cache'), { recursive: true });
  expect((await Promise.all([load(), load()])).map(([word]) => word)).toEqual(['one', 'one']);
  expect(await readdir(path.join(project, cache))).not.toContainEqual(expect.stringContaining('draft'));
});

it('says where a mistake in the source is', async () => {
  await write('scripts/parts/word.ts', 'export const word = ;');
  await expect(load()).rejects.toThrow(/scripts\/parts\/word\.ts:1/);
});

it('goes without the bundle where none can be kept', async () => {
  await write('node_modules/.cache', 'a file in the way');
  expect(await load()).toEqual(['one', [1], path.join(project, 'scripts/parts/beside.txt')]);
});

it('throws bundles of earlier hours away', async () => {
  await load();
  const [first = ''] = await bundles();
  await utimes(path.join(project, cache, first), 0, 0);
  await write('scripts/parts/word.ts', `export const word: string = 'another';`);
  await load();
  expect(await bundles()).not.toContain(first);
});

async function load(): Promise<unknown[]> {
  const module = (await importBundled('scripts/main.ts', project)) as { read: () => Promise<unknown[]> };
  return module.read();
}

async function bundles(): Promise<string[]> {
  const names = await readdir(path.join(project, cache));
  return names.filter((name) => !name.endsWith('.json'));
}

function write(name: string, text: string): Promise<void> {
  return writeFile(path.join(project, name), text);
}
