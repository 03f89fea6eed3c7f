/** `npm run contract`: checks that an API does what its description says. */

import { setFlagsFromString } from 'node:v8';
import { runCommand } from './cli/command.ts';
import { untilInterrupted } from './cli/interrupt.ts';
import { createContractProgram } from './contract/cli/program.ts';

/** Below this size, in bytes, a recording is checked before what V8 optimises has paid: that took a third of the processor time. */
const worthOptimising = 4 * 1024 * 1024;

await runCommand(async () => {
  const io = { stdin: () => process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env };
  let exitCode: number | undefined;
  const program = createContractProgram({
    async mock(settings) {
      const [{ runMockMode }, { startMock }] = await Promise.all([
        import('./contract/cli/modes.ts'),
        import('./mock/server.ts'),
      ]);
      exitCode = await runMockMode(settings, io, startMock);
    },
    async live(settings) {
      const { runLiveMode } = await import('./contract/cli/live-mode.ts');
      exitCode = await runLiveMode(settings, io, stopSignal());
    },
    async har(file, settings) {
      const [{ runHarMode }, { recordingSize }] = await Promise.all([
        import('./contract/cli/modes.ts'),
        import('./contract/har/read-recording.ts'),
      ]);
      const size = await recordingSize(file);
      if (size > 0 && size < worthOptimising) setFlagsFromString('--no-opt');
      exitCode = await runHarMode(file, settings, io);
    },
    async proxy(settings) {
      const { runProxyMode } = await import('./contract/cli/proxy-mode.ts');
      exitCode = await runProxyMode(settings, io, untilInterrupted());
    },
  });
  await program.parseAsync();
  return exitCode;
});

/** Aborts at the first Ctrl-C or request to end, so that a run can clean up; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  return abort.signal;
}
