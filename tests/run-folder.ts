import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** For what the test files of one run share (see `once.ts`). */
    runFolder: string;
  }
}

/** Makes the folder of a test run, and deletes it afterwards. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'test-run-'));
  provide('runFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
