// Loads a TypeScript module of this project in a fraction of the time that tsx takes to load its modules one by one: esbuild puts
// them into a few files, which are kept below node_modules/.cache until a source file changes. Plain JavaScript, since it is what
// loads TypeScript. Where nothing can be kept there, tsx loads the module after all.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundlePatterns } from './bundle-patterns.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * Imports a module, given relative to the project root.
 * @param {string} entry such as `scripts/contract.ts`
 * @param {string} [base] the project root
 * @returns {Promise<unknown>} what the module exports
 */
export async function importBundled(entry, base = root) {
  const cache = path.join(base, 'node_modules/.cache/commerce-openapi', entry.replaceAll('/', '-'));
  let file = findBundle(cache, base);
  if (!file) {
    try {
      file = await makeBundle(entry, cache, base);
    } catch (error) {
      // Mistakes in the source are no mistakes of the file system, and would be there with tsx as well.
      if (error.syscall === undefined) throw error;
      const { register } = await import('tsx/esm/api');
      register();
      file = path.join(base, entry);
    }
  }
  return import(pathToFileURL(file).href);
}

/** The bundle that was made last, when it is still made of the same files; their dates and sizes tell. */
function findBundle(cache, base) {
  try {
    const { stamp, inputs, file } = JSON.parse(readFileSync(path.join(cache, 'latest.json'), 'utf8'));
    return stampOf(inputs, base) === stamp && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** What decides how a bundle is made. */
const makers = ['bundled.mjs', 'bundle-patterns.mjs'].map((name) => fileURLToPath(new URL(name, import.meta.url)));

function stampOf(inputs, base) {
  // Addresses of this folder are written into the bundle, and two folders may share their packages.
  const hash = createHash('sha256').update(`${base}\n`);
  for (const input of [...inputs, 'package.json', ...makers]) {
    const { mtimeMs, size } = statSync(path.resolve(base, input));
    hash.update(`${input} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** Several processes may do this at once: each writes a folder of its own, and one of them is put into place. */
async function makeBundle(entry, cache, base) {
  const draft = path.join(cache, `draft-${process.pid}-${Date.now()}`);
  mkdirSync(draft, { recursive: true });
  try {
    const { build } = await import('esbuild');
    const { metafile } = await build({
      entryPoints: { main: entry },
      absWorkingDir: base,
      outdir: draft,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      packages: 'external',
      metafile: true,
      logLevel: 'silent',
      plugins: [keepAddresses, bundlePatterns],
    });
    const inputs = Object.keys(metafile.inputs);
    const stamp = stampOf(inputs, base);
    const folder = path.join(cache, stamp.slice(0, 16));
    try {
      renameSync(draft, folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    }
    const file = path.join(folder, 'main.mjs');
    const latest = path.join(cache, `latest-${process.pid}.json`);
    writeFileSync(latest, JSON.stringify({ stamp, inputs, file }));
    renameSync(latest, path.join(cache, 'latest.json'));
    removeOld(cache, folder);
    return file;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const hour = 3_600_000;

/** Bundles that were made an hour and more ago; a younger one may be in use. */
function removeOld(cache, current) {
  for (const name of readdirSync(cache)) {
    const folder = path.join(cache, name);
    if (folder === current || name === 'latest.json') continue;
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > hour)
      rmSync(folder, { recursive: true, force: true });
  }
}

/** Modules find files beside them by `import.meta.url`, which must go on naming their source. */
const keepAddresses = {
  name: 'keep-addresses',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), loader: 'ts' };
    });
  },
};
