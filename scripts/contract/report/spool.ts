/**
 * Keeps findings for the JSON report: a few in memory, many in a file of the system's temporary folder. The file has no name any more
 * once it is open, so that it goes with the process, however that ends.
 */

import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ReportFinding } from './types.ts';

export interface FindingSpool {
  add(finding: ReportFinding): void;
  /** The findings as JSON texts, in the order in which they were added. */
  read(): AsyncGenerator<string>;
  /** Nothing can be read afterwards. */
  close(): void;
}

/** A spool that holds up to `inMemory` findings before it writes them away, so that memory does not grow with the recording. */
export function createFindingSpool(inMemory = 10_000): FindingSpool {
  let lines: string[] = [];
  let descriptor: number | undefined;

  function flush(): void {
    descriptor ??= openNameless();
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
      if (descriptor !== undefined) {
        const input = createReadStream('', { fd: descriptor, start: 0, autoClose: false });
        for await (const line of createInterface({ input, crlfDelay: Infinity })) yield line;
      }
      yield* lines;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
      lines = [];
    },
  };
}

function openNameless(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-findings-'));
  try {
    return openSync(path.join(folder, 'findings.ndjson'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
