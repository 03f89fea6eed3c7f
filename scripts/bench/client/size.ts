import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes of an app with all that it imports, minified and gzipped, as a bundler for browsers makes it. */
export async function measureSize(file: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
