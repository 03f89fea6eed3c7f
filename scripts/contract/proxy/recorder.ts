/** Writes what passes to a file, an entry on each line, without what must not be kept: what `contract har` reads. */

import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { UsageError } from '../../cli/command.ts';
import { entryLine, type EntryOptions, type Recorded } from '../record/entry.ts';

export interface Recorder {
  write(recorded: Recorded): void;
  /** Resolves when everything is written; to a sentence when that was not possible. */
  close(): Promise<string | undefined>;
}

/** Adds to the file, which nobody else may read when it is new. Throws {@link UsageError} when it cannot be written to. */
export async function openRecorder(file: string, options: EntryOptions): Promise<Recorder> {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  let failure: NodeJS.ErrnoException | undefined;
  const sentence = (): string => `The recording cannot be written to ${file} (${failure?.code}).`;
  stream.on('error', (error) => (failure ??= error));
  await once(stream, 'open').catch((error: unknown) => {
    throw new UsageError(sentence(), { cause: error });
  });
  return {
    write(recorded) {
      if (!failure) stream.write(`${entryLine(recorded, options)}\n`);
    },
    async close() {
      if (!failure) await new Promise<void>((resolve) => stream.once('close', resolve).end());
      return failure && sentence();
    },
  };
}
