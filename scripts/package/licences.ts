import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from '../cli/root.ts';

/** The licences of packages whose code is in the bundles, as these ask for. */
export async function collectLicences(folders: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(fromRoot(folder, 'package.json'), 'utf8')) as Record<
        'name' | 'version' | 'license',
        string
      >;
      const file = (await readdir(fromRoot(folder))).find((one) => /^licen[cs]e/i.test(one));
      const text = file ? await readFile(path.join(fromRoot(folder), file), 'utf8') : `Licence: ${license}\n`;
      return `${name} ${version}\n\n${text.trim()}\n`;
    }),
  );
  return `Code of these packages is part of dist/.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
