/** What the package can run, and what other projects can import from it. */

/** Commands of `commerce-openapi`; each is the script of that name. */
export const commands = ['mock', 'contract', 'docs', 'generate', 'start'] as const;

/** Modules that commands start in a process or thread of its own, through `importBundled`. */
export const started = ['scripts/contract/har/worker.ts', 'scripts/contract/live/writes/guard-process.ts'] as const;

/** Subpaths that are imported (`commerce-openapi/contract`), which are modules in `entries/`. */
export const subpaths = ['contract', 'store', 'matchers', 'vitest', 'record', 'apis'] as const;

/** Modules that make what the package brings ready-made; none of its commands gets to them. */
export const leftOut = [
  'scripts/generate/index.ts',
  'scripts/generate/coverage-table.ts',
  'scripts/docs/build.ts',
  'scripts/docs/picture.ts',
  'scripts/start/refresh.ts',
] as const;

/** Packages that only some users of the package need, and install themselves. */
export const optional: Readonly<Record<string, string>> = {
  vitest: '>=3.2.0',
  // Reads the settings of a project that a client is written into.
  typescript: '>=5.0.0',
  '@redocly/cli': '^2.77.0',
  '@redocly/openapi-core': '^2.64.0',
};

/** Name of a module's file in `dist/`; `runtime/bundled.mjs` makes the same of what it is asked for. */
export function fileOf(entry: string): string {
  const plain = entry.replace(/^scripts\//, '').replace(/\.ts$/, '');
  return plain.startsWith('package/entries/')
    ? plain.slice('package/entries/'.length)
    : `run-${plain.replaceAll('/', '-')}`;
}
