import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fromRoot } from '../../scripts/cli/root.ts';
import { once } from '../once.ts';

export const execute = promisify(execFile);

/** An empty project of somebody else, in which nothing is installed but what is named. */
export async function createProject(installed: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'consumer-'));
  await writeFile(path.join(folder, 'package.json'), '{ "name": "consumer", "type": "module", "private": true }\n');
  await mkdir(path.join(folder, 'node_modules'));
  for (const name of installed) {
    const target = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(target), { recursive: true });
    await symlink(fromRoot('node_modules', name), target);
  }
  return folder;
}

/** Settings of TypeScript that the strictest projects have. */
const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  // What packages declare is checked as well, but not what TypeScript itself brings.
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  declaration: true,
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: [],
  resolveJsonModule: true,
};

/**
 * Compiles `src/` of a project; resolves to what TypeScript complains about, empty when it does not.
 *
 * @param compiler the current TypeScript, which takes a fifth of the time, or that of projects that have not moved yet
 */
export async function compile(
  folder: string,
  moduleResolution: 'node16' | 'nodenext' | 'bundler',
  compiler: 'typescript-7' | 'typescript' = 'typescript-7',
): Promise<string> {
  const module = moduleResolution === 'bundler' ? 'esnext' : moduleResolution;
  return check(
    folder,
    { ...strict, module, moduleResolution, rootDir: 'src', outDir: `dist-${moduleResolution}` },
    compiler,
  );
}

/** Compiles `src/` of a project with options of TypeScript; resolves to what it complains about. */
export async function check(
  folder: string,
  compilerOptions: object,
  compiler: 'typescript-7' | 'typescript' = 'typescript-7',
): Promise<string> {
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  return execute(process.execPath, [fromRoot('node_modules', compiler, 'bin/tsc'), '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

/** Writes a module of a project. */
export async function writeSource(folder: string, name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

/** What came of a command. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run generate -- PARAMETERS` without npm. */
export async function generate(...parameters: string[]): Promise<Outcome> {
  const command = ['scripts/cli/run-bundled.mjs', 'scripts/generate.ts', ...parameters];
  return execute(process.execPath, command, { cwd: fromRoot() }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr }),
  );
}

/** The client of Ecwid as another project gets it, in the folder, and what the command said. */
export async function generateEcwid(): Promise<{ readonly folder: string; readonly outcome: Outcome }> {
  const shared = await once('source-of-ecwid', async (folder) => {
    const outcome = await generate('--api', 'ecwid', '--out', path.join(folder, 'src/ecwid'));
    await writeFile(path.join(folder, 'outcome.json'), JSON.stringify(outcome));
  });
  const outcome = JSON.parse(await readFile(path.join(shared, 'outcome.json'), 'utf8')) as Outcome;
  return { folder: path.join(shared, 'src/ecwid'), outcome };
}

/** Packs a generated package as `npm publish` would, and returns the path of the archive. */
export async function pack(folder: string): Promise<string> {
  const target = await once(`packed-${path.basename(folder)}`, (destination) =>
    execute('npm', ['pack', '--pack-destination', destination], { cwd: folder }),
  );
  const [archive = ''] = await readdir(target);
  return path.join(target, archive);
}

/** Puts a packed package into a project, as an install without a registry. */
export async function install(archive: string, name: string, folder: string): Promise<void> {
  const unpacked = await mkdtemp(path.join(tmpdir(), 'unpack-'));
  await execute('tar', ['-xzf', archive, '-C', unpacked]);
  const target = path.join(folder, 'node_modules', name);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(path.join(unpacked, 'package'), target, { recursive: true });
}
