import { createServer } from 'node:net';
import { portError } from '../mock/api-mock.ts';

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
