import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/cli/root.ts';

/** A copy of this project in which commands may write what they like. */
export interface ProjectCopy {
  readonly folder: string;
  run(script: string, ...options: string[]): Running;
  remove(): Promise<void>;
}

/** A command that runs. */
export interface Running {
  readonly process: ChildProcess;
  /** Resolves to everything on standard output as soon as it holds the text; rejects when the command ends before. */
  untilOutput(text: string): Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

export async function copyProject(): Promise<ProjectCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'project-'));
  for (const name of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'redocly.yaml',
    'LICENSE',
    'openapi',
    'scripts',
    'generated',
  ]) {
    const filter = (source: string) => !source.includes(path.join('generated', 'docs'));
    await cp(path.join(root, name), path.join(folder, name), { recursive: true, filter }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return {
    folder,
    run: (script, ...options) => run(folder, script, options),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function run(folder: string, script: string, options: readonly string[]): Running {
  const child = spawn(process.execPath, ['scripts/cli/run-bundled.mjs', script, ...options], { cwd: folder });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    process: child,
    ended,
    untilOutput: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stdout.includes(text) && resolve(stdout);
        child.stdout.on('data', look);
        look();
        ended.then(() => reject(new Error(`It ended before it wrote "${text}": ${stderr}`)), reject);
      }),
  };
}
