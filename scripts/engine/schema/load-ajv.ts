import type { createAjv } from './ajv.ts';

let create: typeof createAjv | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads ajv when it is first of use: most short runs never need it, and it takes longer to load than everything else here.
 * Where it cannot be loaded (it is not installed beside a client), all schemas go on being judged by `explain`.
 */
export function loadAjv(): Promise<void> {
  loading ??= import('./ajv.ts').then(
    (module) => void (create = module.createAjv),
    () => undefined,
  );
  return loading;
}

/** `undefined` until it is loaded. */
export function loadedAjv(): typeof createAjv | undefined {
  return create;
}
