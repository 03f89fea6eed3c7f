/** Keeps a second run with `--writes` from one store: a file that names the process that works on it. */

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface LockOwner {
  readonly run: string;
  readonly pid: number;
}

/** Takes the lock for this run; false when another run that is alive has it. What a dead one left is taken over. */
export function takeLock(file: string, run: string): boolean {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${run}`;
  writeFileSync(own, JSON.stringify({ run, pid: process.pid } satisfies LockOwner), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (link(own, file)) return true;
      const owner = readOwner(file);
      if (owner && isAlive(owner.pid)) return false;
      setAside(file, `${own}.old`, owner?.run);
    }
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Hands the lock of this run to this process, which outlives the one that took it; false when it is the run's no more. */
export function adoptLock(file: string, run: string): boolean {
  if (readOwner(file)?.run !== run) return false;
  const own = `${file}.${run}`;
  writeFileSync(own, JSON.stringify({ run, pid: process.pid } satisfies LockOwner), { mode: 0o600 });
  renameSync(own, file);
  return true;
}

/** Gives it back, unless it has become somebody else's. */
export function releaseLock(file: string, run: string): void {
  if (readOwner(file)?.run === run) rmSync(file, { force: true });
}

export function readOwner(file: string): LockOwner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockOwner;
  } catch {
    // Not there, or not a lock: nobody can be asked.
    return undefined;
  }
}

/** Whether the process is there; its number may have gone to another one since, which only makes the user wait. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whole from the first moment on, and only where nothing is: a file that is created first and written then is neither. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead run's lock away; one that another run has put there in the meantime goes back. */
function setAside(file: string, aside: string, dead: string | undefined): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readOwner(aside)?.run !== dead) link(aside, file);
  rmSync(aside, { force: true });
}
