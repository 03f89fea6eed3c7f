import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { fromRoot } from '../cli/root.ts';
import type { OpenApiDocument } from './document.ts';

type Form = 'openapi.json' | 'openapi-3.0.json';

/** The bundled description of an API, as `npm run generate` wrote it. Throws {@link UsageError} when there is none. */
export async function readBundle(api: Api, form: Form = 'openapi.json'): Promise<OpenApiDocument> {
  const file = `${api.generated}/${form}`;
  try {
    return JSON.parse(await readFile(fromRoot(file), 'utf8')) as OpenApiDocument;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The same at once, for where nobody can wait. */
export function readBundleSync(api: Api): OpenApiDocument {
  const file = `${api.generated}/openapi.json`;
  try {
    return JSON.parse(readFileSync(fromRoot(file), 'utf8')) as OpenApiDocument;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new UsageError(
    missing
      ? `There is no ${file}; make it with: npm run generate`
      : `What ${file} holds is no JSON (${(error as Error).message}); make it anew with: npm run generate`,
    { cause: error },
  );
}
