import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { fromRoot } from '../../cli/root.ts';

const execute = promisify(execFile);

/** What checking an app costs the compiler. */
export interface Compilation {
  readonly instantiations: number;
  /** Seconds of processor time of the whole run: other work on the machine hardly shows in it. */
  readonly seconds: number;
}

/** The compiler tells only how long it took by the clock. */
const tellProcessorTime = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(1, 'Processor time: ' + (user + system) / 1e6 + 's\\n');
  });
`)}`;

/** Type-checks one file under `strict`. Throws with the compiler's words when it has an error. */
export async function measureCompilation(file: string): Promise<Compilation> {
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
  const program = ['--import', tellProcessorTime, compiler, '-p', config, '--extendedDiagnostics'];
  const { stdout } = await execute(process.execPath, program).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`The app does not compile: ${stdout}`);
  });
  return { instantiations: read(stdout, 'Instantiations'), seconds: read(stdout, 'Processor time') };
}

function read(diagnostics: string, name: string): number {
  const value = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(diagnostics)?.[1];
  if (value === undefined) throw new Error(`tsc tells nothing of "${name}".`);
  return Number(value);
}
