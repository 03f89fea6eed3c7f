import { createRequire } from 'node:module';
import path from 'node:path';

/** Absolute path of the installed Redocly CLI. */
export function redoclyFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));
}

/** Absolute path of its command, to be run with Node. */
export function redoclyCommand(): string {
  return path.join(redoclyFolder(), 'bin/cli.js');
}

/** All that it gets of an environment: nobody is told that it runs, and nothing of ours, such as a token, comes along. */
export const redoclyEnvironment = {
  CI: 'true',
  NO_COLOR: '1',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
} as const;
