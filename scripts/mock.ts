import { apis, type Api } from './apis.ts';
import { createCommand, parseApi, parsePort, portOf, runCommand, selectApis, UsageError } from './cli/command.ts';
import { untilInterrupted } from './cli/interrupt.ts';
import { assertPortFree } from './cli/port.ts';
import { readCount, readTokens, readUrl } from './mock/options.ts';
import { mockIntroduction } from './mock/introduction.ts';
import type { Mock } from './mock/server.ts';
import type { Tokens } from './store/access/tokens.ts';

interface Options {
  readonly api?: Api;
  readonly port?: number;
  readonly stateless?: boolean;
  readonly strict?: boolean;
  readonly token?: Tokens;
  readonly rateLimit?: number | true;
  readonly data?: string;
  readonly seed?: string;
  readonly webhook?: string;
  readonly clientSecret?: string;
  readonly host?: string;
}

await runCommand(async () => {
  const command = createCommand('mock', 'Serves the descriptions on 127.0.0.1 until Ctrl-C.')
    .option('--api <name>', `only this API (${apis.map(({ name }) => name).join(', ')})`, parseApi)
    .option('--port <port>', 'port of the mock, together with --api; 0 finds a free one', parsePort);
  command
    .option('--stateless', 'answer with examples alone, and remember nothing')
    .option('--strict', 'refuse parameters and fields that the description does not know')
    .option(
      '--token <name=scopes>',
      'let in this token alone, with these scopes (read_catalog,update_catalog); may be repeated',
      readTokens,
    )
    .option('--rate-limit [calls]', 'calls a minute and token before 429; 600 without a number', readCount)
    .option('--data <file>', 'keep the store in this file: read at the start, written with each change')
    .option('--seed <file>', 'start from the shop in this file')
    .option('--webhook <url>', 'deliver an event for each change to this address', readUrl)
    .option('--client-secret <secret>', 'sign events with this client_secret of an app')
    .option('--host <name>', 'listen on this address and answer to this host name as well');
  for (const api of apis) {
    command.option(`--${api.name}-port <port>`, `port of the ${api.title} mock`, parsePort, api.mockPort);
  }
  const options = command.parse().opts<Options & Record<string, unknown>>();
  if (options.port !== undefined && !options.api) {
    const choices = apis.map(({ name }) => `--${name}-port`).join(', ');
    throw new UsageError(`--port needs --api, since every mock has a port of its own; else use ${choices}.`);
  }

  const { data, seed, webhook, clientSecret } = options;
  if (options.stateless && (data ?? seed ?? webhook) !== undefined) {
    throw new UsageError('--data, --seed and --webhook belong to a store that remembers; leave out --stateless.');
  }
  if ((webhook === undefined) !== (clientSecret === undefined)) {
    throw new UsageError('--webhook and --client-secret go together: events are signed.');
  }

  const wanted = selectApis(options.api).map((api) =>
    options.port === undefined
      ? { api, port: portOf(options, api), option: `--${api.name}-port` }
      : { api, port: options.port, option: '--port' },
  );
  for (const { port, option } of wanted) await assertPortFree(port, option);

  // Prism takes a second to load: not before it is clear that it is needed.
  const { startApiMock } = await import('./mock/api-mock.ts');
  const mocks: Mock[] = [];
  try {
    for (const { api, port, option } of wanted) {
      const { stateless = false, strict = false, token: tokens, rateLimit, host } = options;
      const mock = await startApiMock(api, port, option, {
        // Only of Ecwid is there a store.
        stateless: stateless || api.name !== 'ecwid',
        store: {
          strict,
          ...(tokens && { tokens }),
          ...(rateLimit !== undefined && { rateLimit: rateLimit === true ? 600 : rateLimit }),
          ...(webhook !== undefined && clientSecret !== undefined && { webhook: { url: webhook, clientSecret } }),
        },
        ...(data !== undefined && { data }),
        ...(seed !== undefined && { seed }),
        ...(host !== undefined && { host }),
      });
      mocks.push(mock);
      process.stdout.write(mockIntroduction(api, mock));
    }
    // Listened for before it is said that Ctrl-C stops it: whoever reads that may be quick.
    const interrupted = untilInterrupted();
    process.stdout.write('Ctrl-C stops.\n');
    await interrupted;
  } finally {
    await Promise.all(mocks.map((mock) => mock.close()));
  }
});
