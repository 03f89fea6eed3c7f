import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from '../cli/root.ts';
import { bundleModules } from './bundle-modules.ts';
import { writeData } from './data.ts';
import { writeDeclarations } from './declarations.ts';
import { collectLicences } from './licences.ts';
import { createManifest, type ProjectManifest } from './manifest.ts';

/** Where the package is built. */
export const packageFolder = fromRoot('generated/package');

/** Builds the package `commerce-openapi` in a folder, and replaces what was there; it is not packed yet. */
export async function buildPackage(folder: string = packageFolder): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { imported, inlined } = await bundleModules(path.join(folder, 'dist'));
  await writeDeclarations(path.join(folder, 'types'));
  await writeData(folder);

  const project = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as ProjectManifest;
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(createManifest(project, imported), null, 2)}\n`);
  await writeFile(path.join(folder, 'THIRD-PARTY-LICENCES.txt'), await collectLicences(inlined));
  for (const [from, to] of plainFiles) await cp(fromRoot(from), path.join(folder, to));
  await chmod(path.join(folder, 'bin/commerce-openapi.mjs'), 0o755);
}

/** Files that go into the package as they are. */
const plainFiles: readonly (readonly [from: string, to: string])[] = [
  ['LICENSE', 'LICENSE'],
  ['scripts/package/runtime/README.md', 'README.md'],
  ['scripts/package/runtime/commerce-openapi.mjs', 'bin/commerce-openapi.mjs'],
  ['scripts/package/runtime/bundled.mjs', 'scripts/cli/bundled.mjs'],
  ['scripts/cli/run-bundled.mjs', 'scripts/cli/run-bundled.mjs'],
  ['scripts/contract/har/worker-loader.mjs', 'scripts/contract/har/worker-loader.mjs'],
];
