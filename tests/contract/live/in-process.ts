import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../../../scripts/cli/command.ts';
import { runLiveMode } from '../../../scripts/contract/cli/live-mode.ts';
import { runHarMode } from '../../../scripts/contract/cli/modes.ts';
import { createContractProgram } from '../../../scripts/contract/cli/program.ts';
import { token, type CommandEnd } from './run-command.ts';

/** Runs the command in this process, which saves its start; an error ends as `UsageError` does in the command. */
export async function runInProcess(args: readonly string[], env: Record<string, string> = {}): Promise<CommandEnd> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const said = Promise.all([text(stdout), text(stderr)]);
  const state = mkdtempSync(path.join(tmpdir(), 'contract-state-'));
  const io = {
    stdin: () => process.stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    env: { CONTRACT_TOKEN: token, XDG_STATE_HOME: state, ...env },
  };
  let code: number | null = null;
  const program = createContractProgram({
    mock: () => Promise.reject(new Error('The mock is not run in here.')),
    live: async (settings) => void (code = await runLiveMode(settings, io, new AbortController().signal)),
    har: async (file, settings) => void (code = await runHarMode(file, settings, io)),
  });
  try {
    await program.parseAsync(['node', 'contract', ...args]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`${error.message}\n`);
    code = 2;
  } finally {
    stdout.end();
    stderr.end();
    await rm(state, { recursive: true, force: true });
  }
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
