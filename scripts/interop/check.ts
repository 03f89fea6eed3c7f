/** Checks of generated code: does it compile, and does it know every operation? */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execute } from './execute.ts';
import type { Generator } from './generators.ts';

/** Strict, as a new project would have it. The generators' runtimes bring types of their own, which are not judged. */
const compilerOptions = [
  ...['--noEmit', '--strict', '--skipLibCheck', '--pretty', 'false'],
  ...['--target', 'ES2022', '--module', 'ESNext', '--moduleResolution', 'bundler'],
  ...['--lib', 'ES2023,DOM,DOM.Iterable'],
];

/**
 * What the language's own compiler says against generated files; empty when they compile.
 *
 * @param out absolute path of the folder that they are in; modules are found from there upwards
 * @param files their paths relative to it
 * @param tsc absolute path of the TypeScript compiler
 */
export async function compileErrors(
  language: Generator['language'],
  out: string,
  files: readonly string[],
  tsc: string,
): Promise<string[]> {
  const sources = files.filter((file) => file.endsWith(language === 'python' ? '.py' : '.ts'));
  if (sources.length === 0) return [`It wrote no ${language} file.`];
  const { code, output } =
    language === 'python'
      ? await execute('python3', ['-m', 'compileall', '-q', '.'], out)
      : await execute(process.execPath, [tsc, ...compilerOptions, ...sources], out);
  const mark = language === 'python' ? /^\*\*\* / : /: error TS\d+|^error TS\d+/;
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
