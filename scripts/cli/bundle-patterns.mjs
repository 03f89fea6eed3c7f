import { createRequire } from 'node:module';

/**
 * RE2, which tries patterns, is part of every command: in one file it loads in a tenth of the time that its own take. All other packages
 * stay outside.
 * @type {import('esbuild').Plugin}
 */
export const bundlePatterns = {
  name: 'bundle-patterns',
  setup(build) {
    build.onResolve({ filter: /^[a-z@]/ }, ({ path: name, importer }) => {
      const isMeant = name === 're2js' || importer.includes('node_modules');
      return isMeant ? { path: createRequire(importer).resolve(name) } : undefined;
    });
  },
};
