/** `npm run interop`: shows that other people's generators take the finished bundles as they are. Needs the network. */

import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCode, runCommand } from './cli/command.ts';
import { fromRoot } from './cli/root.ts';
import { createProgress } from './cli/progress.ts';
import { parseInteropOptions } from './interop/options.ts';
import { alignColumns, describeErrors, describeRun } from './interop/report.ts';
import { runInterop, type GeneratorRun } from './interop/run.ts';

await runCommand(async () => {
  const { generators, apis, keep } = parseInteropOptions(process.argv.slice(2));
  const progress = await createProgress(process.stderr, 'runs');
  const runs: GeneratorRun[] = [];
  try {
    await runInterop({
      generators,
      apis,
      keep,
      root: fromRoot(),
      cache: path.join(tmpdir(), 'commerce-openapi-interop'),
      onProgress: progress.update,
      onRun: (run) => runs.push(run),
    });
  } finally {
    progress.stop();
  }
  for (const line of alignColumns(runs.map(describeRun))) process.stdout.write(`${line}\n`);
  for (const line of runs.flatMap((run) => describeErrors(run, { keep }))) process.stdout.write(`${line}\n`);
  return runs.some(({ errors }) => errors.length > 0) ? exitCode.findings : exitCode.ok;
});
