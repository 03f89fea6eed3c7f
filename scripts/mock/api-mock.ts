import { readFile } from 'node:fs/promises';
import type { Api } from '../apis.ts';
import { UsageError } from '../cli/command.ts';
import { fromRoot } from '../cli/root.ts';
import { startMock, type Mock } from './server.ts';

/** The bundled description of an API, as `npm run generate` wrote it. Throws {@link UsageError} when there is none. */
export async function readBundle(api: Api): Promise<Record<string, unknown>> {
  const file = `${api.generated}/openapi.json`;
  try {
    return JSON.parse(await readFile(fromRoot(file), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(
      `${file} ${missing ? 'does not exist' : `cannot be read (${(error as Error).message})`}; run: npm run generate`,
      { cause: error },
    );
  }
}

/**
 * Starts the mock of an API on 127.0.0.1. Throws {@link UsageError} when the port is taken or may not be used;
 * `option` is the command line option that chooses another one.
 */
export async function startApiMock(api: Api, port: number, option: string): Promise<Mock> {
  const description = await readBundle(api);
  try {
    return await startMock({ description, port, basePath: api.mockBasePath, errorShape: api.name });
  } catch (error) {
    throw portError(error, port, option);
  }
}

/** A clear sentence for a port that cannot be had; any other error comes back as it is. */
export function portError(error: unknown, port: number, option: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = code === 'EADDRINUSE' ? 'is in use' : code === 'EACCES' ? 'may not be used by you' : undefined;
  if (!reason) return error;
  return new UsageError(
    `Port ${port} ${reason}; choose another one with ${option}, or let ${option} 0 find a free one.`,
  );
}
