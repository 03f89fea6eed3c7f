import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { redoclyCommand, redoclyEnvironment } from '../cli/redocly.ts';

/** What a change asks of those who use a description: nothing, less than they have, or work. */
export type Impact = 'patch' | 'minor' | 'major';

/** A place in one of the two documents; `pointer` is a URI fragment (`#/components/schemas/Product`). */
interface Place {
  readonly pointer: string;
  readonly value?: unknown;
}

/** A change as Redocly reports it. A shared schema that changed is reported once, at its first use. */
export interface Change {
  /** Where, from the operation that uses it: `#/paths/~1products/get/...`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'modified';
  readonly impact: Impact;
  readonly property?: string;
  readonly verdicts: readonly { readonly message: string }[];
  readonly base?: Place;
  readonly revision?: Place;
}

export interface Comparison {
  /** The greatest impact of all changes; undefined when nothing changed. */
  readonly bump?: Impact;
  readonly summary: Readonly<Record<Impact, number>>;
  readonly changes: readonly Change[];
}

/**
 * Compares two bundled descriptions with `redocly diff`.
 *
 * @param base text of the older document, `revision` that of the newer one
 * @throws when Redocly cannot compare them; the message is Redocly's
 */
export async function compareDescriptions(base: string, revision: string): Promise<Comparison> {
  const folder = await mkdtemp(path.join(tmpdir(), 'changes-'));
  try {
    await writeFile(path.join(folder, 'base.json'), base);
    await writeFile(path.join(folder, 'revision.json'), revision);
    const options = ['--format', 'json', '--fail-on', 'none', '--output', 'report.json'];
    await run(process.execPath, [redoclyCommand(), 'diff', 'base.json', 'revision.json', ...options], {
      cwd: folder,
      env: redoclyEnvironment,
    });
    return JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as Comparison;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const run = promisify(execFile);
