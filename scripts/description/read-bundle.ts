import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { fromRoot } from '../cli/root.ts';

type Bundle = Record<string, unknown>;

/** The bundled description of an API, as `npm run generate` wrote it. Throws {@link UsageError} when there is none. */
export async function readBundle(api: Api): Promise<Bundle> {
  try {
    return JSON.parse(await readFile(fromRoot(fileOf(api)), 'utf8')) as Bundle;
  } catch (error) {
    throw unreadable(api, error);
  }
}

/** The same at once, for where nobody can wait. */
export function readBundleSync(api: Api): Bundle {
  try {
    return JSON.parse(readFileSync(fromRoot(fileOf(api)), 'utf8')) as Bundle;
  } catch (error) {
    throw unreadable(api, error);
  }
}

function fileOf(api: Api): string {
  return `${api.generated}/openapi.json`;
}

function unreadable(api: Api, error: unknown): UsageError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new UsageError(
    missing
      ? `There is no ${fileOf(api)}; make it with: npm run generate`
      : `What ${fileOf(api)} holds is no JSON (${(error as Error).message}); make it anew with: npm run generate`,
    { cause: error },
  );
}
