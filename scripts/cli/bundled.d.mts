/** Imports a module, given relative to the project root (`scripts/contract.ts`), from a bundle that is kept up to date. */
export function importBundled(entry: string, base?: string): Promise<unknown>;
