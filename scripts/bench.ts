/** `npm run bench`: measures what the project is proud of; sections by name, all of them by default. */

import type { BenchRow } from './bench/row.ts';
import { needChromium } from './cli/chromium.ts';
import { createCommand, exitCode, runCommand, UsageError } from './cli/command.ts';

type Print = (line: string) => void;

/** Loaded when they are asked for: a benchmark should not measure another one's imports. That of contracts prints what it finds. */
const sections: Readonly<Record<string, (print: Print) => Promise<readonly BenchRow[] | void>>> = {
  contract: async (print) => (await import('./bench/contract.ts')).benchContract(print),
  client: async () => (await import('./bench/client.ts')).benchClient(),
  store: async () => (await import('./bench/store.ts')).benchStore(),
  proxy: async () => (await import('./bench/proxy.ts')).benchProxy(),
  docs: async () => {
    const chromium = needChromium(process.env['CHROMIUM']);
    return (await import('./bench/docs.ts')).benchDocs(chromium);
  },
};

await runCommand(async () => {
  const program = createCommand('bench', `Measures speed and memory. Sections: ${Object.keys(sections).join(', ')}.`)
    .argument('[sections...]', 'what to measure; everything by default')
    .parse();
  const names = program.args.length > 0 ? program.args : Object.keys(sections);
  for (const name of names) {
    if (!Object.hasOwn(sections, name))
      throw new UsageError(`There is no section "${name}"; choose of: ${Object.keys(sections).join(', ')}.`);
  }
  const print: Print = (line) => process.stdout.write(`${line}\n`);
  let isMissed = false;
  for (const name of names) {
    for (const { name: what, value, limit, ok } of (await sections[name]!(print)) ?? []) {
      print(`${what}: ${value}${limit === undefined ? '' : ` (${limit}${ok ? '' : ', missed'})`}`);
      if (!ok) isMissed = true;
    }
  }
  return isMissed ? exitCode.findings : exitCode.ok;
});
