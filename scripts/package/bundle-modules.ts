import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundlePatterns } from '../cli/bundle-patterns.mjs';
import { root } from '../cli/root.ts';
import { commands, fileOf, leftOut, started, subpaths } from './entry-points.ts';

interface Bundled {
  /** Names of packages that the modules import. */
  readonly imported: readonly string[];
  /** Folders of packages whose code became part of the modules, relative to the root. */
  readonly inlined: readonly string[];
}

/** Puts everything that the package runs into a few files; what is loaded late stays in files of its own. */
export async function bundleModules(folder: string): Promise<Bundled> {
  const entries = [
    ...commands.map((name) => `scripts/${name}.ts`),
    ...started,
    ...subpaths.map((name) => `scripts/package/entries/${name}.ts`),
  ];
  const { metafile } = await build({
    entryPoints: Object.fromEntries(entries.map((entry) => [fileOf(entry), entry])),
    absWorkingDir: root,
    // Flat: addresses in the modules are relative to it.
    outdir: folder,
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    packages: 'external',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [leaveOut, keepAddresses, bundlePatterns],
  });
  const names = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map((one) => one.path),
  );
  const required = [...(await requiredIn(Object.keys(metafile.inputs)))];
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [],
  );
  return {
    imported: [...new Set([...names.filter((name) => !/^node:/.test(name)).map(packageOf), ...required])].sort(),
    inlined: [...new Set(folders)].sort(),
  };
}

/** What modules of this project load through `createRequire`, which the bundler does not see. */
async function requiredIn(files: readonly string[]): Promise<Set<string>> {
  const own = files.filter((file) => file.startsWith('scripts/') && !isLeftOut(file));
  const texts = await Promise.all(own.map((file) => readFile(path.join(root, file), 'utf8')));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\brequire\('([^'.][^']*)'\)/g)].map(([, name = '']) => name),
  );
  return new Set(found.map(packageOf));
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function isLeftOut(file: string): boolean {
  return leftOut.some((name) => name === file);
}

const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const name = path.relative(root, file).replaceAll(path.sep, '/');
      if (!isLeftOut(name)) return undefined;
      return { contents: `throw new Error(${JSON.stringify(`${name} is not part of the package.`)});` };
    });
  },
};

/** In parts, since commands of a clone run from a bundle in which this very text is replaced. */
const ownAddress = ['import', 'meta', 'url'].join('.');

/** Modules find files by where their source is in a clone, and the package has these files in the same places. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /scripts\/.*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes(ownAddress)) return undefined;
      const name = path.relative(root, file).replaceAll(path.sep, '/');
      const address = `new URL(${JSON.stringify(`../${name}`)}, ${ownAddress}).href`;
      return { contents: text.replaceAll(ownAddress, address), loader: 'ts' };
    });
  },
};
