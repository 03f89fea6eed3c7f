import { existsSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import type { Api } from './apis.ts';
import { createCommand, exitCode, parseApi, runCommand, selectApis, UsageError } from './cli/command.ts';
import { fromRoot } from './cli/root.ts';
import type { Extension } from './generate/emit.ts';
import type { Difference } from './generate/files.ts';
import type { CoveredApi } from './generate/coverage-table.ts';

interface Options {
  api?: Api;
  out?: string;
  check?: true;
  documentedOnly?: true;
  extensions?: Extension;
}

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
  const missing = selected.find(({ source }) => !existsSync(fromRoot(source)));
  if (missing) throw new UsageError(`There is no ${missing.source}; write the entry document of the API first.`);

  // Compilers and the bundler take seconds to load: not before it is clear that they are needed.
  const { compareFiles, writeFiles } = await import('./generate/files.ts');
  const { detectExtension } = await import('./generate/extension.ts');
  const { generatePackage, generateSources } = await import('./generate/index.ts');
  const { measureCoverage } = await import('./description/coverage.ts');
  const { refreshCoverage } = await import('./generate/coverage-table.ts');
  const { readSourcePages } = await import('./description/source-pages.ts');
  const covered: CoveredApi[] = [];
  let stale = 0;
  for (const one of selected) {
    const folder = out === undefined ? fromRoot(one.generated) : path.resolve(out);
    const { files, document, operations } = await (out === undefined
      ? generatePackage(one)
      : generateSources(one, { documentedOnly, extensions: extensions ?? detectExtension(folder) }));
    const difference = await (check
      ? compareFiles(folder, files)
      : writeFiles(folder, files, { guard: out !== undefined }));
    const name = path.relative(process.cwd(), folder) || '.';
    process.stdout.write(`${name}: ${operations} operations, ${files.length} files, ${summarise(difference, check)}\n`);
    stale += difference.changed.length + difference.obsolete.length;
    covered.push({ api: one, coverage: measureCoverage(document, await readSourcePages(one)) });
  }
  // The table is about all APIs; whoever asks for one of them gets that one only.
  if (!api) {
    const wasStale = await refreshCoverage(fromRoot('README.md'), covered, { check: check ?? false });
    process.stdout.write(`README.md: table of what is covered, ${summariseTable(wasStale, check)}\n`);
    if (wasStale) stale += 1;
  }
  if (!check || stale === 0) return exitCode.ok;
  process.stderr.write(
    `Generated files are stale; mend it with: npm run generate${out ? ` -- --api ${api?.name} --out ${out}${extensions ? ` --extensions ${extensions}` : ''}` : ''}\n`,
  );
  return exitCode.findings;
});

function summariseTable(wasStale: boolean, check: boolean | undefined): string {
  if (!wasStale) return 'up to date';
  return check ? 'stale' : 'written';
}

function summarise({ changed, obsolete }: Difference, check: boolean | undefined): string {
  if (changed.length + obsolete.length === 0) return 'all up to date';
  if (check) return `stale: ${[...changed, ...obsolete].join(', ')}`;
  return [`${changed.length} written`, obsolete.length > 0 && `${obsolete.length} deleted`].filter(Boolean).join(', ');
}
