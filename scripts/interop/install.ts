import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execute } from './execute.ts';
import type { Generator } from './generators.ts';

/**
 * Installs a generator and what its output imports, once: a folder below `cache` that is there is complete.
 * Install scripts do not run.
 *
 * @returns absolute path of the folder with `node_modules`
 * @throws an error whose message is npm's own
 */
export async function install(generator: Generator, cache: string): Promise<string> {
  // Several may be of one package.
  const [name = ''] = Object.keys(generator.packages);
  const folder = path.join(cache, `${name.replaceAll('/', '+')}@${generator.version}`);
  if (await isComplete(folder, generator)) return folder;

  // Installed beside its place and moved there at the end, so that an interrupted installation never counts as one.
  const partial = `${folder}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const manifest = { private: true, type: 'module', dependencies: generator.packages };
  await writeFile(path.join(partial, 'package.json'), JSON.stringify(manifest, null, 2));
  const args = ['install', '--prefix', partial, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await execute('npm', args, partial);
  if (code !== 0) {
    await rm(partial, { recursive: true, force: true });
    throw new Error(`npm could not install it. ${output.trim()}`);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
  return folder;
}

async function isComplete(folder: string, { packages }: Generator): Promise<boolean> {
  const found = await Promise.all(
    Object.keys(packages).map((name) =>
      stat(path.join(folder, 'node_modules', name, 'package.json')).catch(() => undefined),
    ),
  );
  return found.every((file) => file !== undefined);
}
