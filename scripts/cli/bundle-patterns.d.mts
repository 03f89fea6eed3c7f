import type { Plugin } from 'esbuild';

/** Makes RE2 part of a bundle; all other packages stay outside. */
export const bundlePatterns: Plugin;
