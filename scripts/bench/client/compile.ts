import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { fromRoot } from '../../cli/root.ts';

const execute = promisify(execFile);

/** What checking an app costs the compiler. */
export interface Compilation {
  readonly instantiations: number;
  /** Seconds of the whole run, the fastest of some. */
  readonly seconds: number;
}

/** Type-checks one file under \`strict\`. Throws with the compiler's words when it has an error. */
export async function measureCompilation(file: string, times = 3): Promise<Compilation> {
  const config = file.replace(/\.ts$/, '.tsconfig.json');
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
  };
  await writeFile(config, JSON.stringify({ compilerOptions, files: [path.basename(file)] }));
  const compiler = fromRoot('node_modules/typescript/bin/tsc');
  const runs: Compilation[] = [];
  for (let run = 0; run < times; run++) {
    const { stdout } = await execute(process.execPath, [compiler, '-p', config, '--extendedDiagnostics']).catch(
      ({ stdout }: { stdout: string }) => {
        throw new Error(`The app does not compile: ${stdout}`);
      },
    );
    runs.push({ instantiations: read(stdout, 'Instantiations'), seconds: read(stdout, 'Total time') });
  }
  return { instantiations: runs[0]!.instantiations, seconds: Math.min(...runs.map(({ seconds }) => seconds)) };
}

function read(diagnostics: string, name: string): number {
  const value = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(diagnostics)?.[1];
  if (value === undefined) throw new Error(`tsc tells nothing of "${name}".`);
  return Number(value);
}
