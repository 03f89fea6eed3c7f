import { PassThrough } from 'node:stream';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../../../scripts/cli/command.ts';
import { oneLine } from '../../../scripts/cli/plain-text.ts';
import { runLiveMode } from '../../../scripts/contract/cli/live-mode.ts';
import { runHarMode } from '../../../scripts/contract/cli/modes.ts';
import { createContractProgram } from '../../../scripts/contract/cli/program.ts';
import { runProxyMode } from '../../../scripts/contract/cli/proxy-mode.ts';
import { token, type CommandEnd } from './run-command.ts';

export interface InProcess {
  /** What was written to standard error so far. */
  readonly said: () => string;
  readonly end: Promise<CommandEnd>;
}

/** Runs the command in this process, which saves its start; an error ends as `UsageError` does in the command. */
export async function runInProcess(args: readonly string[], env: Record<string, string> = {}): Promise<CommandEnd> {
  return startInProcess(args, env).end;
}

/** @param interrupted stands for Ctrl-C, to a proxy */
export function startInProcess(
  args: readonly string[],
  env: Record<string, string> = {},
  interrupted: Promise<void> = Promise.resolve(),
): InProcess {
  const [stdout, out] = collect();
  const [stderr, err] = collect();
  const state = mkdtempSync(path.join(tmpdir(), 'contract-state-'));
  const io = {
    stdin: () => process.stdin,
    stdout,
    stderr,
    env: { CONTRACT_TOKEN: token, XDG_STATE_HOME: state, ...env },
  };
  let code: number | null = null;
  const program = createContractProgram({
    mock: () => Promise.reject(new Error('The mock is not run in here.')),
    live: async (settings) => void (code = await runLiveMode(settings, io, new AbortController().signal)),
    har: async (file, settings) => void (code = await runHarMode(file, settings, io)),
    proxy: async (settings) => void (code = await runProxyMode(settings, io, interrupted)),
  });
  const run = async (): Promise<CommandEnd> => {
    try {
      await program.parseAsync(['node', 'contract', ...args]);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      stderr.write(`${oneLine(error.message)}\n`);
      code = 2;
    } finally {
      await rm(state, { recursive: true, force: true });
    }
    return { code, stdout: out(), stderr: err() };
  };
  return { said: err, end: run() };
}

function collect(): [stream: NodeJS.WriteStream, text: () => string] {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return [stream as unknown as NodeJS.WriteStream, () => text];
}
