import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The site's style, icon and scripts: path in the site to contents. Scripts are classic ones, for pages from a disk. */
export async function loadAssets(): Promise<[string, string][]> {
  const [{ outputFiles }, ...texts] = await Promise.all([
    build({
      entryPoints: ['color', 'site', 'search'].map((name) => own(`browser/${name}.ts`)),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      write: false,
      outdir: 'assets',
    }),
    ...['frame.css', 'content.css', 'code.css', 'search.css', 'print.css'].map((name) =>
      readFile(own(`assets/${name}`), 'utf8'),
    ),
    readFile(own('assets/icon.svg'), 'utf8'),
  ]);
  const icon = texts.pop()!;
  return [
    ['assets/site.css', texts.join('\n')],
    ['assets/icon.svg', icon],
    ...outputFiles.map(({ path, text }): [string, string] => [`assets/${/[^/\\]+$/.exec(path)![0]}`, text]),
  ];
}
