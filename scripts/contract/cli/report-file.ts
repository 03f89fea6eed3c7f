/** Writes a report to a file: whole or not at all, and never over what the report is about. */

import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, realpath, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../../cli/command.ts';
import { onceInterrupted } from '../../cli/interrupt.ts';

/** Throws {@link UsageError} when something would be written over one of the files that the command reads. */
export async function assertNoInput(output: string, inputs: readonly string[], option = '--output'): Promise<void> {
  const target = await stat(output).catch(() => undefined);
  if (!target?.isFile()) return;
  for (const input of inputs) {
    const { dev, ino } = (await stat(input).catch(() => undefined)) ?? {};
    if (dev === target.dev && ino === target.ino)
      throw new UsageError(`${option} names ${input}, which the command reads; choose another file.`);
  }
}

/**
 * Writes beside the file and puts that in its place when it is complete; what is no plain file (`/dev/null`, a pipe) is written
 * to as it is. Throws {@link UsageError} when that is not possible.
 */
export async function writeReportFile(output: string, text: AsyncIterable<string>): Promise<void> {
  try {
    await mkdir(path.dirname(path.resolve(output)), { recursive: true });
    const existing = await stat(output).catch(() => undefined);
    if (existing && !existing.isFile()) return await pipeline(Readable.from(text), createWriteStream(output));
    // A link stays one: what it leads to is replaced.
    const target = existing ? await realpath(output) : path.resolve(output);
    await replace(target, text, existing?.mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`The report cannot be written to ${output} (${code}).`, { cause: error });
  }
}

async function replace(target: string, text: AsyncIterable<string>, mode: number | undefined): Promise<void> {
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}`);
  const removeDraft = (): void => rmSync(draft, { force: true });
  const forget = onceInterrupted(removeDraft);
  try {
    await pipeline(Readable.from(text), createWriteStream(draft, { flags: 'wx', ...(mode !== undefined && { mode }) }));
    await rename(draft, target);
  } catch (error) {
    removeDraft();
    throw error;
  } finally {
    forget();
  }
}
