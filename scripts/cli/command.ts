import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { apis, findApi, type Api } from '../apis.ts';

/** Exit codes that every command shares; see the README. */
export const exitCode = { ok: 0, findings: 1, usage: 2, unreachable: 3 } as const;

/** Something the person who called the command can mend: one clear sentence on stderr, exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A commander command whose mistakes end as one sentence and exit 2 instead of commander's own exit 1. */
export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .helpCommand(false);
}

/** Commander parser of `--api NAME`. */
export function parseApi(value: string): Api {
  try {
    return findApi(value);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Commander parser of a TCP port; 0 asks the system for a free one. */
export function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535)
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

/** The APIs that a command works on: the one that was named, else all of them. */
export function selectApis(api: Api | undefined): readonly Api[] {
  return api ? [api] : apis;
}

/**
 * Runs a command file's main function and turns its outcome into the exit code.
 * A returned number is the exit code; a {@link UsageError} or a commander mistake is printed as one sentence and exits 2.
 * Anything else is a defect of ours: it is thrown on, with its stack.
 */
export async function runCommand(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? exitCode.ok;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    if (error instanceof UsageError || error instanceof CommanderError) {
      process.stderr.write(`${sentence(error.message)}\n`);
      process.exitCode = exitCode.usage;
      return;
    }
    throw error;
  }
}

function sentence(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\n\((Did you mean [^\n]*)\)$/, '. $1')
    .trim();
  const capitalised = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`;
}
