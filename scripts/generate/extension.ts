import path from 'node:path';
import ts from 'typescript';
import type { Extension } from './emit.ts';

/**
 * How imports have to end in a folder, by the settings of the project that it belongs to: bundlers such as that of Next.js
 * find no `.ts` file by a name in `.js`, while Node's own resolution needs an ending. Without settings it is `js`,
 * which every setting of TypeScript resolves.
 */
export function detectExtension(folder: string): Extension {
  const file = ts.findConfigFile(path.resolve(folder), ts.sys.fileExists);
  if (!file) return 'js';
  const config = ts.readConfigFile(file, ts.sys.readFile).config as unknown;
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, path.dirname(file));
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return 'ts';
  const { moduleResolution = ts.ModuleResolutionKind.Classic, module = ts.ModuleKind.CommonJS } = options;
  const isBundled =
    moduleResolution === ts.ModuleResolutionKind.Bundler ||
    (!options.moduleResolution && module === ts.ModuleKind.Preserve);
  return isBundled ? 'none' : 'js';
}
