import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { fromRoot } from '../cli/root.ts';
import { endImports } from '../generate/emit.ts';
import { subpaths } from './entry-points.ts';

const run = promisify(execFile);

/** Writes the declarations of everything that can be imported, and of what these refer to, and nothing else. */
export async function writeDeclarations(folder: string): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'declarations-'));
  try {
    const config = path.join(work, 'tsconfig.json');
    await writeFile(config, JSON.stringify(settings(work)));
    await run(process.execPath, [fromRoot('node_modules/typescript-7/bin/tsc'), '-p', config]).catch(
      ({ stdout, message }: { stdout?: string; message: string }) => {
        throw new Error(`The declarations of the package could not be made: ${stdout || message}`);
      },
    );
    const left = subpaths.map((name) => `package/entries/${name}.d.ts`);
    const written = new Set<string>();
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      if (written.has(file)) continue;
      written.add(file);
      const source = await readFile(path.join(work, 'out', file), 'utf8');
      left.push(...importsOf(file, source));
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), endImports(source, 'js'));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function settings(work: string): object {
  return {
    extends: fromRoot('tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: fromRoot('scripts'),
      outDir: path.join(work, 'out'),
      typeRoots: [fromRoot('node_modules/@types')],
      paths: {},
    },
    files: subpaths.map((name) => fromRoot('scripts/package/entries', `${name}.ts`)),
    include: [],
  };
}

/** Declarations that one refers to, by where they are written. */
function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name.replace(/\.ts$/, '.d.ts')));
}
