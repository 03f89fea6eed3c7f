/** `--writes`: where the workflows and the journal are, and what an earlier run left in the store. */

import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../../cli/command.ts';
import { needPackage } from '../../cli/need-package.ts';
import { fromRoot } from '../../cli/root.ts';
import { defaultPace } from '../live/pacer.ts';
import type { Patience } from '../live/patience.ts';
import type { SendLimits } from '../live/send.ts';
import { readJournal, type JournalState } from '../live/writes/journal.ts';
import { isAlive, readOwner, releaseLock, takeLock } from '../live/writes/lock.ts';
import type { LiveSettings } from './program.ts';
import type { CommandIo, Session } from './session.ts';

export interface WritesPlan {
  readonly run: (session: Session, token: string | undefined, send: SendLimits, patience: Patience) => Promise<void>;
  /** Lets other runs with --writes at the store again. */
  readonly release: () => void;
}

/** Looks for the workflows and for the journal of an earlier run; throws {@link UsageError} when the run cannot be. */
export async function prepareWrites(settings: LiveSettings, baseUrl: string, io: CommandIo): Promise<WritesPlan> {
  needPackage('@redocly/cli', '--writes');
  const { api } = settings;
  const folder = settings.workflows ?? (api && fromRoot('openapi', api.name, 'workflows'));
  if (folder === undefined)
    throw new UsageError('With --description, --writes needs --workflows: a folder with *.arazzo.yaml.');
  const names = await readdir(folder).catch(() => []);
  if (!names.some((name) => name.endsWith('.arazzo.yaml')))
    throw new UsageError(`There are no workflows (*.arazzo.yaml) in ${folder}.`);

  const journalFile = journalFileOf(baseUrl, io);
  const lockFile = `${journalFile}.lock`;
  const runId = randomUUID();
  // Held from before the first request until the guard has cleaned up.
  if (!takeLock(lockFile, runId))
    throw new UsageError(
      `Another run with --writes works on ${baseUrl}, or is cleaning up after itself; wait for its end.`,
    );
  const earlier = readJournal(journalFile);
  if (earlier && earlier.made.length > 0)
    io.stderr.write(`An earlier run left ${list(earlier.made)} behind; that is deleted first.\n`);
  warnOfUncertain(earlier, io);

  return {
    release: () => releaseLock(lockFile, runId),
    async run({ subjects, collector, say }, token, send, patience) {
      const { runWrites } = await import('../live/writes/run.ts');
      const { contract, description } = subjects[0]!;
      const { leftBehind, deleted } = await runWrites({
        contract,
        collector,
        workflowsFolder: folder,
        guard: {
          description,
          baseUrl,
          token,
          journalFile,
          lockFile,
          runId,
          pace: defaultPace,
          send,
          patienceMs: settings.budget * 1000,
          leftBefore: earlier?.made ?? [],
        },
        signal: patience.signal,
        onAnswer: patience.progress,
      });
      if (deleted > 0)
        io.stderr.write(`Deleted ${deleted} ${deleted === 1 ? 'thing' : 'things'} that the workflows had left.\n`);
      for (const sentence of leftBehind) io.stderr.write(`${say(sentence)}\n`);
    },
  };
}

/** Without --writes nothing is deleted, not even what an earlier run left; but it is said. */
export function noteEarlierRun(baseUrl: string, io: CommandIo): void {
  const journalFile = journalFileOf(baseUrl, io);
  const owner = readOwner(`${journalFile}.lock`);
  if (owner && isAlive(owner.pid)) return;
  const earlier = readJournal(journalFile);
  if (earlier && earlier.made.length > 0)
    io.stderr.write(
      `An earlier run left ${list(earlier.made)} in this store; a run with --writes deletes that first.\n`,
    );
  warnOfUncertain(earlier, io);
}

function warnOfUncertain(earlier: JournalState | undefined, io: CommandIo): void {
  for (const what of earlier?.uncertain ?? [])
    io.stderr.write(`An earlier run ended before ${what} was answered; look for what it may have made.\n`);
}

/** One journal per store, where programs keep their state (XDG base directories). */
function journalFileOf(baseUrl: string, io: CommandIo): string {
  const { XDG_STATE_HOME } = io.env;
  const folder = XDG_STATE_HOME || path.join(homedir(), '.local', 'state');
  const name = createHash('sha256').update(baseUrl).digest('hex').slice(0, 16);
  return path.join(folder, 'commerce-openapi', `writes-${name}.ndjson`);
}

function list(items: readonly string[]): string {
  return items.length > 5 ? `${items.slice(0, 5).join(', ')} and ${items.length - 5} more` : items.join(', ');
}
