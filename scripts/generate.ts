import { existsSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import type { Api } from './apis.ts';
import { createCommand, exitCode, parseApi, runCommand, selectApis, UsageError } from './cli/command.ts';
import { fromRoot, isPackage } from './cli/root.ts';
import type { Extension } from './generate/emit.ts';
import type { Difference } from './generate/files.ts';
import type { OpenApiDocument } from './description/document.ts';
import type { CoveredApi } from './generate/coverage-table.ts';
import type { Generated } from './generate/index.ts';

interface Options {
  api?: Api;
  out?: string;
  check?: true;
  documentedOnly?: true;
  extensions?: Extension;
}

/** What an API's files are made of is not known of those that were made before. */
type Made = Omit<Generated, 'document'> & Partial<Pick<Generated, 'document'>>;

await runCommand(async () => {
  const command = createCommand(
    'generate',
    'Makes descriptions in one file, types and clients of the descriptions in openapi/.',
  )
    .option('--api <name>', 'only this API', parseApi)
    .option('--out <folder>', 'write the client of one API as TypeScript into another project')
    .option('--check', 'write nothing; exit 1 when something is stale')
    .addOption(
      new Option(
        '--extensions <kind>',
        'with --out: how imports end, as the settings of the project need it by default',
      ).choices(['js', 'ts', 'none']),
    )
    .option('--documented-only', 'with --out: leave out what no page of the vendor documents')
    .parse();
  const { api, out, check, documentedOnly, extensions } = command.opts<Options>();
  if (out !== undefined && !api) throw new UsageError('--out needs --api with the name of an API.');
  if (documentedOnly && out === undefined) throw new UsageError('--documented-only needs --out with a folder.');
  if (extensions && out === undefined) throw new UsageError('--extensions needs --out with a folder.');
  const selected = selectApis(api);
  if (isPackage && out === undefined)
    throw new UsageError('Say which client is written, and where to: --api ecwid --out src/ecwid.');
  const missing = !isPackage && selected.find(({ source }) => !existsSync(fromRoot(source)));
  if (missing) throw new UsageError(`There is no ${missing.source}; write the entry document of the API first.`);

  // Compilers and the bundler take seconds to load: not before it is clear that they are needed.
  const { compareFiles, writeFiles } = await import('./generate/files.ts');
  const make = await maker(out !== undefined, {
    documentedOnly,
    extensions: extensions ?? (out === undefined ? 'js' : await detect(path.resolve(out))),
  });
  const made: { api: Api; document: OpenApiDocument }[] = [];
  let stale = 0;
  for (const one of selected) {
    const folder = out === undefined ? fromRoot(one.generated) : path.resolve(out);
    const { files, document, operations } = await make(one);
    const difference = await (check
      ? compareFiles(folder, files)
      : writeFiles(folder, files, { guard: out !== undefined }));
    const name = path.relative(process.cwd(), folder) || '.';
    process.stdout.write(`${name}: ${operations} operations, ${files.length} files, ${summarise(difference, check)}\n`);
    stale += difference.changed.length + difference.obsolete.length;
    if (document) made.push({ api: one, document });
  }
  // The table is about all APIs; whoever asks for one of them gets that one only.
  if (!api) {
    const { refreshCoverage } = await import('./generate/coverage-table.ts');
    const wasStale = await refreshCoverage(fromRoot('README.md'), await measure(made), { check: check ?? false });
    process.stdout.write(`README.md: table of what is covered, ${summariseTable(wasStale, check)}\n`);
    if (wasStale) stale += 1;
  }
  if (!check || stale === 0) return exitCode.ok;
  process.stderr.write(
    `Generated files are stale; mend it with: npm run generate${out ? ` -- --api ${api?.name} --out ${out}${extensions ? ` --extensions ${extensions}` : ''}` : ''}\n`,
  );
  return exitCode.findings;
});

/** How imports end in a project; `js`, which suits every setting, where the package finds no TypeScript to read settings with. */
async function detect(folder: string): Promise<Extension> {
  try {
    return (await import('./generate/extension.ts')).detectExtension(folder);
  } catch (error) {
    if (isPackage && (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return 'js';
    throw error;
  }
}

/** What makes the files of an API: its package, or sources for another project. */
async function maker(
  forOthers: boolean,
  options: { documentedOnly: boolean | undefined; extensions: Extension },
): Promise<(api: Api) => Promise<Made>> {
  if (isPackage) {
    const { readMadeSources } = await import('./generate/made-sources.ts');
    return (api) => readMadeSources(api, options);
  }
  const { generatePackage, generateSources } = await import('./generate/index.ts');
  return forOthers ? (api) => generateSources(api, options) : (api) => generatePackage(api);
}

async function measure(made: readonly { api: Api; document: OpenApiDocument }[]): Promise<CoveredApi[]> {
  const { measureCoverage } = await import('./description/coverage.ts');
  const { readSources } = await import('./description/source-pages.ts');
  return Promise.all(
    made.map(async ({ api, document }) => ({
      api,
      coverage: measureCoverage(document, (await readSources(api)).pages),
    })),
  );
}

function summariseTable(wasStale: boolean, check: boolean | undefined): string {
  if (!wasStale) return 'up to date';
  return check ? 'stale' : 'written';
}

function summarise({ changed, obsolete }: Difference, check: boolean | undefined): string {
  if (changed.length + obsolete.length === 0) return 'all up to date';
  if (check) return `stale: ${[...changed, ...obsolete].join(', ')}`;
  return [`${changed.length} written`, obsolete.length > 0 && `${obsolete.length} deleted`].filter(Boolean).join(', ');
}
