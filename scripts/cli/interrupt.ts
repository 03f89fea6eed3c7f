/**
 * Resolves when the user or the system asks this process to end (Ctrl-C, SIGTERM), so that a server can close first.
 * Further signals are swallowed: npm and tsx both hand on the one Ctrl-C that the terminal has sent already.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

/**
 * Has something done when this process is asked to end before it is through; the process ends by that signal all the same.
 * Returns a function that takes it back.
 */
export function onceInterrupted(cleanUp: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const handle = (signal: NodeJS.Signals): void => {
    forget();
    cleanUp();
    process.kill(process.pid, signal);
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, handle);
  };
  for (const signal of signals) process.on(signal, handle);
  return forget;
}
