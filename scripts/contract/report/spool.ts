/** Keeps findings for the JSON report: a few in memory, many in a file of the system's temporary folder. */

import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ReportFinding } from './types.ts';

export interface FindingSpool {
  add(finding: ReportFinding): void;
  /** The findings as JSON texts, in the order in which they were added. */
  read(): AsyncGenerator<string>;
  /** Deletes the file; nothing can be read afterwards. */
  close(): void;
}

/** A spool that holds up to `inMemory` findings before it writes them away, so that memory does not grow with the recording. */
export function createFindingSpool(inMemory = 10_000): FindingSpool {
  let lines: string[] = [];
  let folder: string | undefined;
  let descriptor: number | undefined;

  function flush(): void {
    if (folder === undefined) folder = mkdtempSync(path.join(tmpdir(), 'contract-findings-'));
    descriptor ??= openSync(path.join(folder, 'findings.ndjson'), 'w', 0o600);
    // writeSync may write a part only; the loop goes on with the rest.
    let rest: Buffer = Buffer.from(`${lines.join('\n')}\n`);
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    lines = [];
  }

  return {
    add(finding) {
      lines.push(JSON.stringify(finding));
      if (lines.length >= inMemory) flush();
    },
    async *read() {
      if (folder !== undefined) {
        const input = createReadStream(path.join(folder, 'findings.ndjson'));
        for await (const line of createInterface({ input, crlfDelay: Infinity })) yield line;
      }
      yield* lines;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      descriptor = undefined;
      folder = undefined;
      lines = [];
    },
  };
}
