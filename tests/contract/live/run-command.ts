import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromRoot } from '../../../scripts/cli/root.ts';
import { shopFile, workflowsFolder } from '../fixtures/shop.ts';

export const token = 'secret_Tok3nThatMustNotLeak';

export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly end: Promise<CommandEnd>;
}

/** Starts `npm run contract` as a process of its own; `state` is where it keeps its journal. */
export function startCommand(args: readonly string[], state = tmpdir()): RunningCommand {
  const child = spawn(process.execPath, ['scripts/cli/run-bundled.mjs', 'scripts/contract.ts', ...args], {
    cwd: fromRoot(),
    env: { PATH: process.env.PATH, HOME: tmpdir(), CONTRACT_TOKEN: token, XDG_STATE_HOME: state },
  });
  return { child, end: endOf(child) };
}

/** What a process has said when it has ended. */
export function endOf(child: ChildProcessWithoutNullStreams): Promise<CommandEnd> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

export function liveArguments(baseUrl: string, writes = false): string[] {
  const base = ['live', '--description', shopFile, '--base-url', `${baseUrl}/api/v3/1003`];
  return writes ? [...base, '--writes', '--workflows', workflowsFolder] : base;
}

/** A folder for journals that is deleted afterwards. */
export async function withStateFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-state-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names of the journals in a state folder. */
export async function journalsIn(folder: string): Promise<string[]> {
  return readdir(path.join(folder, 'commerce-openapi')).catch(() => []);
}
