import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { fromRoot } from '../cli/root.ts';

/** The bundled description of an API, as `npm run generate` wrote it. Throws {@link UsageError} when there is none. */
export async function readBundle(api: Api): Promise<Record<string, unknown>> {
  const file = `${api.generated}/openapi.json`;
  try {
    return JSON.parse(await readFile(fromRoot(file), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(
      missing
        ? `There is no ${file}; make it with: npm run generate`
        : `What ${file} holds is no JSON (${(error as Error).message}); make it anew with: npm run generate`,
      { cause: error },
    );
  }
}
