import { appendFile } from 'node:fs/promises';
import { apis } from './apis.ts';
import { collectChanges } from './changes/index.ts';
import { formatChange, renderMarkdown, summarise, unannounced } from './changes/report.ts';
import { createCommand, exitCode, runCommand } from './cli/command.ts';
import { root } from './cli/root.ts';

interface Options {
  base?: string;
  all?: true;
  report?: string;
}

await runCommand(async () => {
  const command = createCommand(
    'changes',
    'Says how the descriptions differ from those of the last release: patch, minor or major. Exits 1 on a breaking change that CHANGELOG.md does not announce.',
  )
    .option('--base <commit>', 'compare with this commit, tag or branch instead of the newest tag v*')
    .option('--all', 'list every change, not only those that break')
    .option('--report <file>', 'also append all changes to this file, as Markdown')
    .parse();
  const { base, all, report } = command.opts<Options>();
  const { since, apis: changed, added } = await collectChanges(root, apis, base);
  if (since === undefined) {
    process.stdout.write('Nothing is released yet (there is no tag v*), so there is nothing to compare with.\n');
    return exitCode.ok;
  }

  for (const title of added) process.stdout.write(`${title}: minor, it is not in ${since}.\n`);
  for (const api of changed) {
    process.stdout.write(`${summarise(api, since)}\n`);
    for (const change of api.changes.filter(({ impact }) => all || impact === 'major'))
      process.stdout.write(`  ${formatChange(change)}\n`);
  }
  if (report !== undefined) await appendFile(report, changed.map((api) => renderMarkdown(api, since)).join('\n'));

  const missing = changed.flatMap(unannounced);
  if (missing.length === 0) return exitCode.ok;
  const names = [...new Set(missing.map(({ names: [name] }) => `\`${name}\``))];
  process.stderr.write(
    `CHANGELOG.md announces no breaking change of ${names.join(', ')}. Add an entry to its section Unreleased that begins with **Breaking:** and names what changed in backticks.\n`,
  );
  return exitCode.findings;
});
