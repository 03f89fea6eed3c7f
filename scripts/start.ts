import { apis, type Api } from './apis.ts';
import { createCommand, parsePort, portOf, runCommand } from './cli/command.ts';
import { untilInterrupted } from './cli/interrupt.ts';
import { assertPortFree } from './cli/port.ts';
import { isPackage } from './cli/root.ts';
import { siteIntroduction, startSite } from './start/site.ts';

await runCommand(async () => {
  const command = createCommand(
    'start',
    isPackage
      ? 'Serves the docs and the mocks on 127.0.0.1 until Ctrl-C.'
      : 'Brings generated files and docs up to date, then serves the docs and the mocks on 127.0.0.1 until Ctrl-C.',
  )
    .option('--port <port>', 'port of the docs; 0 finds a free one', parsePort, 8080)
    .option('--stateless', 'mocks that answer with examples alone, and remember nothing')
    .option('--host <name>', 'listen on this address and answer to this host name as well');
  for (const api of apis) {
    command.option(`--${api.name}-port <port>`, `port of the ${api.title} mock`, parsePort, api.mockPort);
  }
  const options = command
    .parse()
    .opts<{ port: number; stateless?: boolean; host?: string } & Record<string, unknown>>();
  const mockPort = (api: Api): number => portOf(options, api);
  const { port: docsPort, stateless = false, host } = options;

  await assertPortFree(docsPort, '--port');
  for (const api of apis) await assertPortFree(mockPort(api), `--${api.name}-port`);
  // The package brings what was made, and nothing that makes it.
  if (!isPackage) {
    const { refresh } = await import('./start/refresh.ts');
    await refresh((step) => process.stderr.write(`${step} ...\n`));
  }
  const site = await startSite({
    docs: docsPort,
    mocks: new Map(apis.map((api) => [api.name, mockPort(api)])),
    stateless,
    ...(host !== undefined && { host }),
  });
  // Listened for before it is said that Ctrl-C stops it: whoever reads that may be quick.
  const interrupted = untilInterrupted();
  process.stdout.write(siteIntroduction(site));
  await interrupted;
  await site.close();
});
