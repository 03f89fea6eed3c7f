import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { adoptLock, releaseLock, takeLock } from '../../../scripts/contract/live/writes/lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'contract-lock-'));
const file = path.join(folder, 'store.lock');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(file, { force: true }));

describe('the lock of a store', () => {
  it('is held by one run, until that gives it back', () => {
    expect([takeLock(file, 'a'), takeLock(file, 'b')]).toEqual([true, false]);
    releaseLock(file, 'b');
    expect(takeLock(file, 'b')).toBe(false);
    releaseLock(file, 'a');
    expect(takeLock(file, 'b')).toBe(true);
  });

  it('is readable by nobody else', () => {
    takeLock(file, 'a');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('is taken over from a process that has ended', () => {
    writeFileSync(file, JSON.stringify({ run: 'dead', pid: 2 ** 30 }));
    expect(takeLock(file, 'b')).toBe(true);
    expect(adoptLock(file, 'dead')).toBe(false);
    expect(adoptLock(file, 'b')).toBe(true);
  });
});
