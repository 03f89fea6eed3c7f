/** Checks of generated code: does it compile, and does it know every operation? */

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from '../cli/root.ts';
import { execute } from './execute.ts';
import type { Generator } from './generators.ts';

/** Strict, as a new project would have it. The generators' runtimes bring types of their own, which are not judged. */
const compilerOptions = [
  ...['--noEmit', '--strict', '--skipLibCheck', '--pretty', 'false'],
  ...['--target', 'ES2022', '--module', 'ESNext', '--moduleResolution', 'bundler'],
  ...['--lib', 'ES2023,DOM,DOM.Iterable'],
];

interface Compiler {
  /** Program that it takes, which npm does not bring. */
  readonly program: string;
  readonly ending: string;
  /** How it is called for files, below the folder that it is called in. */
  readonly args: (files: readonly string[]) => readonly string[];
  /** What a line begins with that tells of an error. */
  readonly mark: RegExp;
  /** A file that it needs beside them. */
  readonly beside?: readonly [name: string, text: string];
}

export const compilers: Readonly<Record<Generator['language'], Compiler>> = {
  typescript: {
    program: process.execPath,
    ending: '.ts',
    args: (files) => [fromRoot('node_modules/typescript/bin/tsc'), ...compilerOptions, ...files],
    mark: /: error TS\d+|^error TS\d+/,
  },
  python: { program: 'python3', ending: '.py', args: () => ['-m', 'compileall', '-q', '.'], mark: /^\*\*\* / },
  go: {
    program: 'go',
    ending: '.go',
    args: () => ['vet', './...'],
    mark: /\.go:\d+/,
    beside: ['go.mod', 'module client\n\ngo 1.22\n'],
  },
  php: { program: 'php', ending: '.php', args: (files) => ['-l', ...files], mark: /^(PHP )?(Parse|Fatal) error/ },
  java: { program: 'javac', ending: '.java', args: (files) => ['-d', '.', ...files], mark: /: error: / },
};

/**
 * What the language's own compiler says against generated files; empty when they compile.
 *
 * @param out absolute path of the folder that they are in; modules are found from there upwards
 * @param files their paths relative to it
 */
export async function compileErrors(
  language: Generator['language'],
  out: string,
  files: readonly string[],
): Promise<string[]> {
  const { program, ending, args, mark, beside } = compilers[language];
  const sources = files.filter((file) => file.endsWith(ending));
  if (sources.length === 0) return [`It wrote no ${language} file.`];
  if (beside) await writeFile(path.join(out, beside[0]), beside[1]);
  const { code, output } = await execute(program, args(sources), out);
  const errors = output.split('\n').filter((line) => mark.test(line));
  return code === 0 || errors.length > 0 ? errors : [`The compiler failed. ${output.trim()}`];
}

/** Those operationIds that stand nowhere in the files as a name of their own, whatever case the generator writes. */
export async function findMissing(
  operations: readonly string[],
  out: string,
  files: readonly string[],
): Promise<string[]> {
  const names = new Set<string>();
  for (const file of files) {
    const text = await readFile(path.join(out, file), 'utf8');
    for (const [name] of text.matchAll(/\w+/g)) names.add(plain(name));
  }
  return operations.filter((operation) => !names.has(plain(operation)));
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
