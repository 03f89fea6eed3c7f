import { existsSync } from 'node:fs';
import type { Api } from './apis.ts';
import { createCommand, exitCode, parseApi, runCommand, selectApis, UsageError } from './cli/command.ts';
import { fromRoot, root } from './cli/root.ts';
import { readDescription } from './lint/layout/read.ts';
import { lintApi } from './lint/index.ts';
import { loadRules } from './lint/redocly.ts';
import { printProblems } from './description/problem.ts';
import { lintProse } from './lint/prose/index.ts';

await runCommand(async () => {
  const command = createCommand(
    'lint',
    'Checks the descriptions: the rules of redocly.yaml on source and bundle, the layout check, and prose.',
  )
    .option('--api <name>', 'only this API', parseApi)
    .option('--only <text>', 'print only problems of files whose path contains this text')
    .parse();
  const { api: named, only = '' } = command.opts<{ api?: Api; only?: string }>();
  const selected = selectApis(named);
  const missing = selected.find((api) => !existsSync(fromRoot(api.source)));
  if (missing) throw new UsageError(`There is no ${missing.source}; write the entry document of the API first.`);

  const rules = await loadRules();
  let count = 0;
  for (const api of selected) {
    const { problems: all, operations, webhooks, files, pending } = await lintApi(api, rules);
    const problems = all.filter(({ file }) => file.includes(only));
    printProblems(problems, process.stdout);
    count += problems.length;
    const open = pending.length === 0 ? '' : `, ${pending.length} documented operations not described yet`;
    process.stderr.write(
      `${api.name}: ${operations} operations${webhooks > 0 ? ` and ${webhooks} webhooks` : ''} in ${files} files, ${plural(problems.length)}${open}\n`,
    );
  }

  // Guides, README and changelog are about all APIs; whoever asks for one of them gets that one only.
  const descriptions = await Promise.all(selected.map((api) => readDescription(api, root)));
  const prose = (await lintProse(root, descriptions, !named)).filter(({ file }) => file.includes(only));
  printProblems(prose, process.stdout);
  count += prose.length;
  process.stderr.write(`prose: ${plural(prose.length)}\n`);
  return count === 0 ? exitCode.ok : exitCode.findings;
});

function plural(count: number): string {
  return count === 1 ? '1 problem' : `${count} problems`;
}
