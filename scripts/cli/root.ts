import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project root, whatever directory a command is started from. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Absolute path of something named relative to the project root. */
export function fromRoot(...segments: string[]): string {
  return path.join(root, ...segments);
}
