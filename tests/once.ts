import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';

/**
 * A folder that is filled once in a test run: whichever test file comes first does it, the others wait and read only. For what
 * takes seconds to make.
 *
 * @param make fills the folder that it is given
 */
export async function once(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = path.join(inject('runFolder'), name);
  const result = `${folder}.result`;
  const isFirst = await mkdir(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (isFirst) {
    const outcome = await make(folder).then(
      () => 'made',
      (error: unknown) => String(error),
    );
    await writeFile(result, outcome);
  }
  for (;;) {
    const outcome = await readFile(result, 'utf8').catch(() => '');
    if (outcome === 'made') return folder;
    if (outcome !== '') throw new Error(`${name} could not be made: ${outcome}`);
    await wait(50);
  }
}
