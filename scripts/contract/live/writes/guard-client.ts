/** Starts the guard as a process of its own and talks to it. */

import { fork } from 'node:child_process';
import { fromRoot } from '../../../cli/root.ts';
import type { GuardEnd, GuardEvent } from './guard.ts';
import type { FromGuard, GuardSettings, ToGuard } from './guard-messages.ts';

export interface GuardClient {
  /** Where workflows find the API. */
  readonly url: string;
  /** Ends the guard; resolves when everything that was made is deleted, or cannot be. */
  finish(): Promise<GuardEnd>;
}

/**
 * Resolves when the guard listens; rejects when it cannot. It is a process group of its own (`detached`): neither Ctrl-C
 * nor killing the command's group ends it before it has cleaned up.
 */
export async function startGuardProcess(
  settings: GuardSettings,
  onEvent: (event: GuardEvent) => void,
): Promise<GuardClient> {
  const child = fork(fromRoot('scripts/cli/run-bundled.mjs'), ['scripts/contract/live/writes/guard-process.ts'], {
    execArgv: [],
    // It is told what it needs, and has no use for the environment beyond what Node itself looks at.
    env: { NODE_ENV: 'production' },
    detached: true,
    serialization: 'advanced',
    stdio: 'ignore',
  });
  let ended: (end: GuardEnd) => void;
  let failed: (error: Error) => void;
  const end = new Promise<GuardEnd>((resolve, reject) => {
    ended = resolve;
    failed = reject;
  });
  // Whoever waits for the end is told; nobody else has to be.
  end.catch(() => undefined);

  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromGuard) => {
      if (message.kind === 'ready') resolve(message.url);
      else if (message.kind === 'failed') reject(new Error(message.message));
      else if (message.kind === 'event') onEvent(message.event);
      else ended(message.end);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const error = new Error(`The guard process ended (${signal ?? code}) before it had cleaned up.`);
      reject(error);
      failed(error);
    });
    tell({ kind: 'start', settings });
  });

  function tell(message: ToGuard): void {
    child.send(message);
  }

  return {
    url,
    finish() {
      if (child.connected) tell({ kind: 'finish' });
      return end;
    },
  };
}
