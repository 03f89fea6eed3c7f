import { existsSync } from 'node:fs';
import type { Api } from './apis.ts';
import { createCommand, exitCode, parseApi, runCommand, selectApis, UsageError } from './cli/command.ts';
import { fromRoot, root } from './cli/root.ts';
import type { Section } from './lint/layout/operations.ts';
import type { Description } from './lint/layout/read.ts';
import { lintApi } from './lint/index.ts';
import { loadRules } from './lint/redocly.ts';
import { printProblems, type Problem } from './description/problem.ts';
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
  const descriptions: Description[] = [];
  let count = 0;
  const print = (about: string, all: readonly Problem[], rest = ''): void => {
    const problems = all.filter(({ file }) => file.includes(only));
    printProblems(problems, process.stdout);
    count += problems.length;
    process.stderr.write(`${about}${problems.length === 1 ? '1 problem' : `${problems.length} problems`}${rest}\n`);
  };
  for (const api of selected) {
    const { description, problems, pending } = await lintApi(api, rules);
    descriptions.push(description);
    const inSection = (wanted: Section) => description.operations.filter(({ section }) => section === wanted).length;
    const webhooks = inSection('webhooks');
    print(
      `${api.name}: ${inSection('paths')} operations${webhooks > 0 ? ` and ${webhooks} webhooks` : ''} in ${description.files.size} files, `,
      problems,
      pending.length === 0 ? '' : `, ${pending.length} documented operations not described yet`,
    );
  }
  // Guides, README and changelog are about all APIs; whoever asks for one of them gets that one only.
  print('prose: ', await lintProse(root, descriptions, !named));
  return count === 0 ? exitCode.ok : exitCode.findings;
});
