import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the project root, whatever directory a command is started from. The package `commerce-openapi` has the same
 * layout as a clone, with what its commands need: there it is the folder of the package.
 */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Absolute path of something named relative to the project root. */
export function fromRoot(...segments: string[]): string {
  return path.join(root, ...segments);
}

/** Whether this runs from the package, which brings what was made, and no sources to make it of. */
export const isPackage = !existsSync(fromRoot('scripts/cli/root.ts'));
