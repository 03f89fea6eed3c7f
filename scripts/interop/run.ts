import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { listOperations, type OpenApiDocument } from '../description/document.ts';
import { compileErrors, compilers, findMissing } from './check.ts';
import { execute, isThere } from './execute.ts';
import type { Generator } from './generators.ts';
import { install } from './install.ts';
import { findBadNames } from './names.ts';

/** What came of one generator and one description. */
export interface GeneratorRun {
  readonly generator: Pick<Generator, 'name' | 'version'>;
  /** The description, relative to the project root. */
  readonly input: string;
  /** The program that is missing here, when it could not be run for that. */
  readonly skipped?: string;
  /** How many operations the description has. */
  readonly operations: number;
  /** How many files it wrote. */
  readonly files: number;
  /** What it or the compiler said against its output, one line each; empty when all is well. */
  readonly errors: readonly string[];
  /** The compiler of its language, when it is not here, so that only operations and names were checked. */
  readonly uncompiled?: string;
  /** Time of generating and checking, without installation. */
  readonly seconds: number;
  /** Absolute path of what it wrote. */
  readonly out?: string;
}

interface InteropSettings {
  readonly generators: readonly Generator[];
  readonly apis: readonly Pick<Api, 'generated'>[];
  readonly keep: boolean;
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that generators are installed in. */
  readonly cache: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly onRun: (run: GeneratorRun) => void;
}

/** Runs each generator on each API, one after the other, and tells of each run when it ends. */
export async function runInterop(settings: InteropSettings): Promise<void> {
  const total = settings.generators.length * settings.apis.length;
  let done = 0;
  settings.onProgress(done, total);
  for (const generator of settings.generators) {
    const missing = await findMissingProgram(generator);
    for (const { generated } of settings.apis) {
      const input = path.posix.join(generated, generator.description);
      settings.onRun(
        missing === undefined ? await runGenerator(generator, input, settings) : skip(generator, input, missing),
      );
      settings.onProgress((done += 1), total);
    }
  }
}

/**
 * Installs the generator, runs it on one description, and checks what it wrote.
 *
 * @param input the description, relative to the project root
 */
export async function runGenerator(
  generator: Generator,
  input: string,
  settings: Pick<InteropSettings, 'root' | 'cache' | 'keep'>,
): Promise<GeneratorRun> {
  const operations = listOperations(await readDescription(path.join(settings.root, input), input)).flatMap(
    ({ operation }) => operation.operationId ?? [],
  );
  const run = { generator, input, operations: operations.length };
  let folder: string;
  try {
    folder = await install(generator, settings.cache);
  } catch (error) {
    return { ...run, files: 0, errors: [(error as Error).message], seconds: 0 };
  }

  // Below the installation, so that what the output imports is found.
  await mkdir(path.join(folder, 'out'), { recursive: true });
  const out = await mkdtemp(path.join(folder, 'out', 'run-'));
  try {
    const started = performance.now();
    const bin = path.join(folder, 'node_modules', '.bin', generator.bin);
    const config = generator.config?.(path.join(settings.root, input), out);
    if (config) await writeFile(path.join(folder, config[0]), config[1]);
    const { code, output } = await execute(bin, generator.args(path.join(settings.root, input), out), folder);
    const files = await listFiles(out);
    const errors = code === 0 ? [] : [`It failed with exit code ${code ?? 'none'}. ${lastLines(output)}`];
    let uncompiled: string | undefined;
    if (errors.length === 0) {
      const compiler = compilers[generator.language];
      if (await isThere(compiler.program)) errors.push(...(await compileErrors(generator.language, out, files)));
      else uncompiled = compiler.program;
      const missing = await findMissing(operations, out, files);
      errors.push(...missing.map((operation) => `The operation ${operation} is missing.`));
      errors.push(...(await findBadNames(out, files)));
    }
    const seconds = (performance.now() - started) / 1000;
    return {
      ...run,
      files: files.length,
      errors,
      seconds,
      ...(uncompiled && { uncompiled }),
      ...(settings.keep && { out }),
    };
  } finally {
    if (!settings.keep) await rm(out, { recursive: true, force: true });
  }
}

/** The end of what a program wrote, where it says why it failed; some write thousands of lines before. */
function lastLines(output: string): string {
  return output.trim().split('\n').slice(-30).join('\n');
}

async function readDescription(file: string, name: string): Promise<OpenApiDocument> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no ${name}; npm run generate makes it.`);
  });
  return JSON.parse(text) as OpenApiDocument;
}

async function findMissingProgram({ needs }: Generator): Promise<string | undefined> {
  for (const program of needs) if (!(await isThere(program))) return program;
  return undefined;
}

function skip(generator: Generator, input: string, skipped: string): GeneratorRun {
  return { generator, input, skipped, operations: 0, files: 0, errors: [], seconds: 0 };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
