import type { Api } from '../apis.ts';
import { assertPortFree, portError } from '../cli/port.ts';
import { readBundle } from '../description/read-bundle.ts';
import type { Mock } from './server.ts';

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
    return await startMock({ description, port, basePath: api.mockBasePath, errorShape: api.errorShape });
  } catch (error) {
    throw portError(error, port, option);
  }
}
