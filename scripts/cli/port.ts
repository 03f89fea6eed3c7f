import { createServer } from 'node:net';
import { UsageError } from './command.ts';

/** Throws a UsageError when a port on 127.0.0.1 cannot be had, so that nobody waits for a build to learn it. */
export async function assertPortFree(port: number, option: string): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    throw portError(error, port, option);
  }
  await new Promise((resolve) => probe.close(resolve));
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
