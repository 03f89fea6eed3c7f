import { oneLine } from './plain-text.ts';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { apis, findApi, type Api } from '../apis.ts';
import { isPackage } from './root.ts';

/** Exit codes that every command shares; see the README. */
export const exitCode = { ok: 0, findings: 1, usage: 2, unreachable: 3 } as const;

/** Something the person who called the command can mend: one clear sentence on stderr, exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * A commander command whose mistakes end as one sentence and exit 2 instead of commander's own exit 1.
 * @param name of the npm script; help calls it as it is called here, from a clone or from the package
 */
export function createCommand(name: string, description: string): Command {
  const inClone = name === 'start' ? 'npm start --' : `npm run ${name} --`;
  return new Command(isPackage ? `npx commerce-openapi ${name}` : inClone)
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

/** The port that `--<api>-port` gives an API, of options as commander names them (`ecwidInstantSitePort`). */
export function portOf(options: Readonly<Record<string, unknown>>, { name, mockPort }: Api): number {
  const option = `${name}-port`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (options[option] as number | undefined) ?? mockPort;
}

/** The APIs that a command works on: the one that was named, else all of them. */
export function selectApis(api: Api | undefined): readonly Api[] {
  return api ? [api] : apis;
}

/**
 * Runs a command file's main function and turns its outcome into the exit code.
 * A returned number is the exit code. Everything else ends as one sentence and exit 2: a {@link UsageError}, a commander mistake,
 * what the system refused (a full disk, a closed pipe), and a defect of ours, which says where it is.
 */
export async function runCommand(main: () => Promise<number | void>): Promise<void> {
  let failed = false;
  const fail = (error: unknown): void => {
    if (!failed) process.stderr.write(`${oneLine(sentence(describeFailure(error)))}\n`);
    failed = true;
    process.exitCode = exitCode.usage;
  };
  // `command | head` closes the pipe; nobody is left to be told when it is stderr's.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    fail(new UsageError(`Standard output cannot be written to (${code}).`)),
  );
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit();
  });
  try {
    const code = (await main()) ?? exitCode.ok;
    if (!failed) process.exitCode = code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    fail(error);
  }
}

/** One line for whatever was thrown. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `The command failed: ${String(error)}`;
  if (error instanceof UsageError || error instanceof CommanderError) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return `The system refused something that the command needs: ${error.message}`;
  if (error instanceof RangeError && /call stack/.test(error.message))
    return 'The input is nested too deeply to be read';
  if (code === 'ERR_STRING_TOO_LONG') return 'The input is too long to be read';
  const [, where = ''] = error.stack?.split(/\n\s+/) ?? [];
  return `The command failed, which is a defect of it: ${error.message.split('\n')[0]} (${where})`;
}

function sentence(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\n\((Did you mean [^\n]*)\)$/, '. $1')
    .trim();
  const capitalised = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`;
}
