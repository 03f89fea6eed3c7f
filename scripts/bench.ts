/** `npm run bench`: measures what the project is proud of; sections by name, all of them by default. */

import type { BenchRow } from './bench/client.ts';
import { needChromium } from './cli/chromium.ts';
import { createCommand, exitCode, runCommand, UsageError } from './cli/command.ts';

type Section = (print: (line: string) => void) => Promise<void>;

/** Loaded when they are asked for: a benchmark should not measure another one's imports. */
const sections: Readonly<Record<string, () => Promise<Section>>> = {
  contract: async () => (await import('./bench/contract.ts')).benchContract,
  client: async () => {
    const { benchClient } = await import('./bench/client.ts');
    return async (print) => printRows(await benchClient(), print);
  },
  store: async () => {
    const { benchStore } = await import('./bench/store.ts');
    return async (print) => {
      for (const { name, value, limit, ok } of await benchStore()) {
        print(`${name}: ${value}${limit === undefined ? '' : ` (${limit}${ok ? '' : ', missed'})`}`);
        if (!ok) exceeded = true;
      }
    };
  },
  proxy: async () => {
    const { benchProxy } = await import('./bench/proxy.ts');
    return async (print) => printRows(await benchProxy(), print);
  },
  docs: async () => {
    const { benchDocs } = await import('./bench/docs.ts');
    const chromium = needChromium(process.env['CHROMIUM']);
    return async (print) => printRows(await benchDocs(chromium), print);
  },
};

/** Whether a limit was exceeded; then the command ends with 1. */
let exceeded = false;

function printRows(rows: readonly BenchRow[], print: (line: string) => void): void {
  for (const { name, value, limit, ok } of rows) {
    print(`${name}: ${value}${limit === undefined ? '' : ` (at most ${limit}${ok ? '' : ', exceeded'})`}`);
    if (!ok) exceeded = true;
  }
}

await runCommand(async () => {
  const program = createCommand('bench', `Measures speed and memory. Sections: ${Object.keys(sections).join(', ')}.`)
    .argument('[sections...]', 'what to measure; everything by default')
    .parse();
  const names = program.args.length > 0 ? program.args : Object.keys(sections);
  for (const name of names) {
    if (!Object.hasOwn(sections, name))
      throw new UsageError(`There is no section "${name}"; choose of: ${Object.keys(sections).join(', ')}.`);
  }
  for (const name of names) {
    const section = await sections[name]!();
    await section((line) => process.stdout.write(`${line}\n`));
  }
  return exceeded ? exitCode.findings : exitCode.ok;
});
