/** The modes of `npm run contract`; each loads what only it needs. */

import { apis, type Api } from '../../apis.ts';
import { exitCode, UsageError } from '../../cli/command.ts';
import { isThisMachine } from '../../cli/host-guard.ts';
import type { JsonObject } from '../plan/description.ts';
import type { HarSettings, MockSettings } from './program.ts';
import { hideOptions, runSession, type CommandIo, type Problem } from './session.ts';
import { deliverySubjects, loadSubjects } from './subjects.ts';

/** Checks a recording; resolves to the exit code. */
export async function runHarMode(file: string, settings: HarSettings, io: CommandIo): Promise<number> {
  const [{ runHar, startHelpers }, { openRecording }, { InvalidRecordingError }] = await Promise.all([
    import('../har/run.ts'),
    import('../har/read-recording.ts'),
    import('../har/splitter.ts'),
  ]);
  const serverBases = settings.serverBase === undefined ? [] : [parseUrl(settings.serverBase, '--server-base').href];
  const helpers = await startHelpers(file);
  const hide = hideOptions(settings);
  const described = await loadSubjects(settings, serverBases, hide);
  const deliveries = settings.webhooks === undefined ? undefined : parseUrl(settings.webhooks, '--webhooks').href;
  const delivered = deliveries === undefined ? [] : described.flatMap((one) => deliverySubjects(one, deliveries, hide));
  const subjects = [...described, ...delivered];
  if (delivered.length === 0 && deliveries !== undefined)
    throw new UsageError('--webhooks needs a description with webhooks; there is none in what is checked.');
  const recording = await openRecording(file, io.stdin).catch((error: unknown) => {
    throw error instanceof InvalidRecordingError ? new UsageError(error.message, { cause: error }) : error;
  });
  const frame = {
    subjects,
    settings,
    hide,
    io,
    what: 'recorded traffic',
    notReached: 'The recording has no request to it.',
    whenNothing: {
      exitCode: exitCode.usage,
      message:
        'Nothing was checked: no entry went to a server of the description; name the one it was recorded from with --server-base.',
    },
    unit: 'bytes',
    inputs: [file],
  };
  return runSession(frame, async ({ collector, wanted, onProgress }): Promise<Problem | undefined> => {
    const { problem } = await runHar({
      recording,
      contracts: subjects.map(({ contract }) => contract),
      descriptions: subjects.map(({ description }) => description),
      serverBases,
      hide,
      deliveries,
      collector,
      onProgress,
      helpers,
      wanted,
    });
    return problem === undefined ? undefined : { exitCode: exitCode.usage, message: problem };
  });
}

/** Starts a mock of a description; see `startMock`, which this room must not know. */
export type StartMock = (options: {
  readonly description: JsonObject;
  readonly basePath: string;
  readonly errorShape: Api['errorShape'];
}) => Promise<{ readonly url: string; close(): Promise<void> }>;

/** Starts the mock of each API and checks it; resolves to the exit code. */
export async function runMockMode(settings: MockSettings, io: CommandIo, startMock: StartMock): Promise<number> {
  const [{ runMock }, { createMockPlanner, withPlannedAnswers }, { basePathOf, readOperations }] = await Promise.all([
    import('../mock/run.ts'),
    import('../mock/plan.ts'),
    import('../plan/description.ts'),
  ]);
  const hide = hideOptions(settings);
  const subjects = await loadSubjects(settings, ['http://127.0.0.1'], hide);
  const frame = {
    subjects,
    settings,
    hide,
    io,
    what: 'the mock',
    notReached: 'It documents no status that the mock could be asked for.',
    whenNothing: {
      exitCode: exitCode.usage,
      message: 'Nothing was checked: no operation is documented that the mock could be asked for.',
    },
    unit: 'requests',
  };
  return runSession(frame, async ({ collector, wanted, onProgress }) => {
    for (const { api, description, contract } of subjects) {
      const chosen = contract.operations.filter((operation) => wanted?.has(operation) ?? true);
      const operations = readOperations(description, chosen);
      const plan = createMockPlanner({ description, contract });
      const plans = operations.map((operation) => {
        const isElsewhere = operation.ownServers.length > 0;
        const basePath = isElsewhere || !api ? basePathOf(operation.server) : api.mockBasePath;
        return plan(operation, basePath);
      });
      const mock = await startMock({
        description: withPlannedAnswers(description, plans),
        basePath: '',
        errorShape: (api ?? apis[0]!).errorShape,
      });
      try {
        await runMock({ contract, plans, mockUrl: mock.url, collector, onProgress });
      } finally {
        await mock.close();
      }
    }
    return undefined;
  });
}

/** An absolute http(s) URL without a query; throws {@link UsageError}. */
export function parseUrl(value: string, option: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `${option} takes an address that begins with https:// or http://, not "${withoutQuery(value)}".`,
    );
  // Both may hold a token, which must not be repeated.
  if (url.search !== '' || url.username !== '' || url.password !== '')
    throw new UsageError(
      `${option} takes an address without query and password; the token belongs into the environment.`,
    );
  return url;
}

/** Where an API is, without a slash at the end. The token is worth a store: it goes out in the clear to this machine only. */
export function parseBaseUrl(value: string, option: string): string {
  const url = parseUrl(value, option);
  if (url.protocol === 'http:' && !isThisMachine(url))
    throw new UsageError(`${option} must begin with https://, or anyone on the way could read the token.`);
  return url.href.replace(/\/+$/, '');
}

function withoutQuery(value: string): string {
  return value.replace(/[?#].*$/s, '?...').slice(0, 200);
}
