/**
 * Resolves when the user or the system asks this process to end (Ctrl-C, SIGTERM), so that a server can close first.
 * Further signals are swallowed: npm and tsx both hand on the one Ctrl-C that the terminal has sent already.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}
