import { execFile } from 'node:child_process';

/** How a program ended: its exit code (null when it was stopped), and all that it wrote. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** No generator needs a fraction of this; one that hangs must not hang the run. In milliseconds. */
const patience = 10 * 60 * 1000;

/** On Windows npm and what it puts into `.bin` are scripts of the shell. */
const shell = process.platform === 'win32';

/**
 * Runs a program to its end. Failing is an outcome like any other.
 *
 * @throws when the program cannot be started at all
 */
export function execute(program: string, args: readonly string[], folder: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { cwd: folder, shell, timeout: patience, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (!error) resolve({ code: 0, output });
        else if (typeof error.code === 'number') resolve({ code: error.code, output });
        else if (error.killed === true) resolve({ code: null, output });
        else reject(error);
      },
    );
  });
}

/** Whether a program of that name can be started. */
export async function isThere(program: string): Promise<boolean> {
  return execute(program, ['--version'], '.').then(
    () => true,
    () => false,
  );
}
