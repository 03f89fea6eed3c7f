import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { assertPortFree, portError } from '../cli/port.ts';
import { fromRoot } from '../cli/root.ts';
import type { Mock } from './server.ts';

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

/**
 * Starts the mock of an API on 127.0.0.1. Throws {@link UsageError} when the port is taken or may not be used;
 * `option` is the command line option that chooses another one.
 */
export async function startApiMock(api: Api, port: number, option: string): Promise<Mock> {
  await assertPortFree(port, option);
  const description = await readBundle(api);
  // Prism takes seconds to load; a command that is called wrong says so at once.
  const { startMock } = await import('./server.ts');
  try {
    return await startMock({ description, port, basePath: api.mockBasePath, errorShape: api.name });
  } catch (error) {
    throw portError(error, port, option);
  }
}
