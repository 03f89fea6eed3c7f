import { createRequire } from 'node:module';

/**
 * What judges values (ajv, RE2, and what they need) is part of every command: in one file it loads in a tenth of the time that its
 * hundred take. All other packages stay outside.
 * @type {import('esbuild').Plugin}
 */
export const bundleJudges = {
  name: 'bundle-judges',
  setup(build) {
    build.onResolve({ filter: /^[a-z@]/ }, ({ path: name, importer }) => {
      const isMeant = /^(?:ajv|ajv-formats|re2js)(?:\/|$)/.test(name) || importer.includes('node_modules');
      return isMeant ? { path: createRequire(importer).resolve(name) } : undefined;
    });
  },
};
