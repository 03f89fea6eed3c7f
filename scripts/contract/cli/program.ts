/** The command line of `npm run contract`: what can be asked for, in words. */

import { InvalidArgumentError, Option, type Command } from 'commander';
import { apis, type Api } from '../../apis.ts';
import { createCommand, parseApi, parsePort, UsageError } from '../../cli/command.ts';
import { failOnLevels, reporters, type FailOn, type Reporter } from '../report/render.ts';

export interface ReportSettings {
  readonly reporter: Reporter;
  readonly output?: string;
  readonly failOn: FailOn;
  readonly operation?: readonly string[];
  /** Names below which no value is shown, beside those that say so themselves. */
  readonly hide?: readonly string[];
  readonly showValues?: boolean;
}

/** What is checked. */
export interface SubjectSettings {
  readonly api?: Api;
  readonly description?: string;
  readonly allowFiles?: boolean;
}

export type MockSettings = ReportSettings & SubjectSettings;

export interface LiveSettings extends ReportSettings, SubjectSettings {
  readonly baseUrl: string;
  readonly writes: boolean;
  readonly workflows?: string;
  /** Seconds that one request may take. */
  readonly timeout: number;
  /** Seconds without progress after which the run ends. */
  readonly budget: number;
}

export interface ProxySettings extends ReportSettings, SubjectSettings {
  readonly upstream: string;
  readonly port: number;
  readonly host?: string;
  readonly writes: boolean;
  readonly record?: string;
  /** Seconds that the API may be silent. */
  readonly timeout: number;
}

export interface HarSettings extends ReportSettings, SubjectSettings {
  readonly serverBase?: string;
  readonly webhooks?: string;
}

export interface Modes {
  readonly mock: (settings: MockSettings) => Promise<void>;
  readonly live: (settings: LiveSettings) => Promise<void>;
  readonly har: (file: string, settings: HarSettings) => Promise<void>;
  readonly proxy: (settings: ProxySettings) => Promise<void>;
}

const exitCodes = `
Exit codes:
  0  the contract holds
  1  there are findings at or above --fail-on
  2  the command was called wrong, or its input cannot be read
  3  the target cannot be reached, or nothing of it could be checked`;

const tokens = apis.map(({ tokenVariable, name }) => `${tokenVariable} (--api ${name})`).join(', ');

/** Builds the program; the chosen mode is called with its settings. */
export function createContractProgram(modes: Modes): Command {
  const program = createCommand('contract', 'Checks that an API does what its description says.')
    .usage('mock|live|har|proxy [options]')
    .argument('[mode]')
    .action((mode: string | undefined) => {
      const problem = mode === undefined ? 'Name a mode' : `There is no mode "${mode}"`;
      throw new UsageError(`${problem}; choose one of mock, live, har, proxy (--help says what they do).`);
    })
    .addHelpText('after', exitCodes);

  withCommonOptions(program.command('mock'))
    .description('check the mock: every operation with every documented status and example')
    .action(modes.mock);

  withCommonOptions(program.command('live'))
    .description('check a live API; sends reads only, unless --writes is given')
    .requiredOption('--base-url <url>', 'where the API is, for example https://app.ecwid.com/api/v3/1003')
    .option('--writes', 'also run the workflows that create, change and delete things of their own', false)
    .option('--workflows <folder>', 'where those are; openapi/<api>/workflows by default')
    .option('--timeout <seconds>', 'how long one request may take', parseSeconds, 10)
    .option('--budget <seconds>', 'end the run when nothing has come for so long', parseSeconds, 120)
    .addHelpText('after', `\nThe token comes from the environment: ${tokens}, CONTRACT_TOKEN (--description).`)
    .action(modes.live);

  withCommonOptions(program.command('har'))
    .description('check recorded traffic: a HAR 1.2 file, or one HAR entry per line (NDJSON)')
    .argument('<file>', 'the recording; - for standard input')
    .option('--server-base <url>', 'where the traffic was recorded, when that is not a server of the description')
    .option('--webhooks <url>', 'where an app received the webhooks that the recording holds')
    .action(modes.har);

  withCommonOptions(program.command('proxy'))
    .description('stand between any client and an API, and check each exchange that passes, until Ctrl-C')
    .requiredOption('--upstream <url>', 'where the API is, for example https://app.ecwid.com/api/v3/1003')
    .option('--port <port>', 'where clients find the proxy; 0 finds a free port', parsePort, 4020)
    .option('--host <name>', 'listen on this address and answer to this host name as well')
    .option('--writes', 'let more pass than GET, HEAD and OPTIONS', false)
    .option('--record <file>', 'add each exchange to this file, for contract har, without tokens')
    .option('--timeout <seconds>', 'how long the API may be silent', parseSeconds, 60)
    .action(modes.proxy);

  return program;
}

/** The options that all modes share. */
function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option('--api <name>', `the API: ${apis.map(({ name }) => name).join(' or ')}`).argParser(parseApi))
    .addOption(new Option('--description <file>', 'any other OpenAPI 3.0 or 3.1 description').conflicts('api'))
    .addOption(
      new Option('--allow-files', 'follow references of that description to files in its folder and below').conflicts(
        'api',
      ),
    )
    .addOption(new Option('--reporter <format>', 'how to report').choices(reporters).default('text'))
    .option('--output <file>', 'where to write the report; standard output by default')
    .addOption(
      new Option('--fail-on <level>', 'the least finding that ends in exit code 1')
        .choices(failOnLevels)
        .default('breaking'),
    )
    .option('--operation <id>', 'check this operation only; can be repeated', collect)
    .option('--hide <name>', 'show no value below this header, parameter or field; can be repeated', collect)
    .option('--show-values', 'show e-mail addresses, phone and card numbers in the report');
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value) || seconds <= 0 || seconds > 86_400)
    throw new InvalidArgumentError('Give a number of seconds, up to a day.');
  return seconds;
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
