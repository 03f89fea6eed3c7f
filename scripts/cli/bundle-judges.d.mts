import type { Plugin } from 'esbuild';

/** Makes what judges values part of a bundle; all other packages stay outside. */
export const bundleJudges: Plugin;
