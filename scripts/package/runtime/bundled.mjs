// Stands in the package in the place of scripts/cli/bundled.mjs: all modules are bundled already.

/** @param {string} entry such as `scripts/contract.ts` */
export function importBundled(entry) {
  const name = entry.replace(/^scripts\/|\.ts$/g, '').replaceAll('/', '-');
  return import(`../../dist/run-${name}.js`);
}
