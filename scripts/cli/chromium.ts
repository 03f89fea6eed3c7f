import { existsSync } from 'node:fs';
import { UsageError } from './command.ts';

/** Where distributions put Chromium; the one without windows, which takes less time, comes first. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** In a container there is no user to sandbox for; the pages are our own. */
export const chromiumArguments = ['--no-sandbox', '--disable-dev-shm-usage'];

/**
 * Path of a Chromium on this machine; undefined when there is none.
 *
 * @param named the one that the environment names, if any (`CHROMIUM`)
 */
export function findChromium(named: string | undefined): string | undefined {
  return [named, ...places].find((place) => place && existsSync(place));
}

/** Path of a Chromium. Throws a UsageError when there is none. */
export function needChromium(named: string | undefined): string {
  const found = findChromium(named);
  if (!found) throw new UsageError('There is no Chromium; install it (apt-get install chromium), or set CHROMIUM.');
  return found;
}
