import { InvalidArgumentError } from 'commander';
import type { Api } from '../apis.ts';
import { createCommand, parseApi, selectApis } from '../cli/command.ts';
import { generators, type Generator } from './generators.ts';

interface InteropOptions {
  readonly generators: readonly Generator[];
  readonly apis: readonly Api[];
  /** Leave what was generated where it is, and say where. */
  readonly keep: boolean;
}

/**
 * The options of `npm run interop`.
 *
 * @param args what follows the name of the command
 * @throws {import('commander').CommanderError} that says in one sentence what is wrong
 */
export function parseInteropOptions(args: readonly string[]): InteropOptions {
  const command = createCommand('interop', "Runs other people's generators on the bundles and checks what they write.")
    .option('--tool <name>', 'only this generator', parseGenerator)
    .option('--api <name>', 'only this API', parseApi)
    .option('--keep', 'leave what was generated, and say where it is')
    .parse([...args], { from: 'user' });
  const { tool, api, keep = false } = command.opts<{ tool?: Generator; api?: Api; keep?: true }>();
  return { generators: tool ? [tool] : generators, apis: selectApis(api), keep };
}

function parseGenerator(value: string): Generator {
  const generator = generators.find(({ name }) => name === value);
  if (!generator)
    throw new InvalidArgumentError(
      `There is no generator "${value}"; choose one of: ${generators.map(({ name }) => name).join(', ')}.`,
    );
  return generator;
}
