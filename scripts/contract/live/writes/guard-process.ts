/**
 * The guard in a process of its own, so that it outlives the command: when that is killed, the channel between the two
 * closes, and the guard deletes what was made before it ends. Started by {@link file://./guard-client.ts}.
 */

import { createContract } from '../../../engine/contract.ts';
import { readOperations } from '../../plan/description.ts';
import { createAuthorize, maskToken } from '../authorization.ts';
import { createPacer } from '../pacer.ts';
import { createRefusals } from '../refusals.ts';
import { startGuard, type Guard, type GuardEvent } from './guard.ts';
import type { FromGuard, ToGuard } from './guard-messages.ts';
import { openJournal } from './journal.ts';
import { adoptLock, releaseLock } from './lock.ts';

let guard: Promise<Guard> | undefined;
let release = (): void => undefined;

process.on('message', (message: ToGuard) => {
  if (message.kind === 'finish') void finish();
  else guard ??= start(message);
});

// The command has ended, by itself or by force: nobody waits for an answer, and nothing may be left.
process.on('disconnect', () => void finish());

// Ctrl-C in a terminal reaches every process of the group; this one has to stay until everything is deleted.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

async function start({ settings }: Extract<ToGuard, { kind: 'start' }>): Promise<Guard> {
  const { description, baseUrl, token, journalFile, lockFile, runId, pace, send, patienceMs, leftBefore } = settings;
  if (!adoptLock(lockFile, runId)) {
    tell({ kind: 'failed', message: 'Another run with --writes has taken over the store.' });
    throw new Error('The lock is held by another run.');
  }
  release = () => releaseLock(lockFile, runId);
  const contract = createContract(description, { serverBases: [baseUrl] });
  const operations = readOperations(description, contract.operations);
  const journal = openJournal(journalFile, runId);
  journal.append({ event: 'run', run: runId, baseUrl, pid: process.pid, at: new Date().toISOString() });
  for (const [index, target] of leftBefore.entries()) journal.append({ event: 'made', id: -1 - index, target });
  try {
    const started = await startGuard({
      baseUrl,
      contract,
      operations,
      authorize: createAuthorize(description, token),
      journal,
      send: { ...send, pacer: createPacer(pace), refuses: createRefusals(baseUrl, operations) },
      patienceMs,
      leftBefore,
      onEvent: (event) => tell({ kind: 'event', event: withMaskedToken(event, token) }),
    });
    tell({ kind: 'ready', url: started.url });
    return started;
  } catch (error) {
    tell({ kind: 'failed', message: (error as Error).message });
    throw error;
  }
}

/** A public token gets cut-down answers, which the checker has to know; the token itself it need not. */
function withMaskedToken(event: GuardEvent, token: string | undefined): GuardEvent {
  if (event.kind !== 'exchange' || token === undefined) return event;
  const headers = [...event.request.headers, ['Authorization', `Bearer ${maskToken(token)}`] as const];
  return { ...event, request: { ...event.request, headers } };
}

async function finish(): Promise<void> {
  const end = await (await guard)?.finish();
  release();
  if (end) tell({ kind: 'end', end });
  process.exit();
}

function tell(message: FromGuard): void {
  if (process.connected) process.send?.(message);
}
