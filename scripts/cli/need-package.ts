import { createRequire } from 'node:module';
import { UsageError } from './command.ts';

/** Throws a UsageError when a package is not installed that only this option needs; `commerce-openapi` brings none of these. */
export function needPackage(name: string, option: string): void {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A package need not show its manifest; then it is there all the same.
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return;
    if (code !== 'MODULE_NOT_FOUND') throw error;
    throw new UsageError(`${option} needs the package ${name}; install it with: npm i -D ${name}`, { cause: error });
  }
}
