/** The live mode of `npm run contract`: puts the parts of a live run together. */

import type { Api } from '../../apis.ts';
import { exitCode, UsageError } from '../../cli/command.ts';
import { createAuthorize, writtenAs } from '../live/authorization.ts';
import { createPacer, defaultPace } from '../live/pacer.ts';
import { createPatience, type Patience } from '../live/patience.ts';
import { isOwnStore, runOwnStore } from '../live/own-store.ts';
import { createRefusals } from '../live/refusals.ts';
import { runLive } from '../live/run.ts';
import type { LiveResult } from '../live/verdict.ts';
import { defaultSendOptions } from '../live/send.ts';
import { readOperations } from '../plan/description.ts';
import { parseBaseUrl } from './modes.ts';
import type { LiveSettings } from './program.ts';
import { hideOptions, runSession, type CommandIo, type Problem, type Session } from './session.ts';
import { assertNamed, loadSubjects } from './subjects.ts';
import { noteEarlierRun, prepareWrites, type WritesPlan } from './writes.ts';

/** Checks a live API; resolves to the exit code. `signal` ends the run early; what it made is deleted all the same. */
export async function runLiveMode(settings: LiveSettings, io: CommandIo, signal: AbortSignal): Promise<number> {
  assertNamed('A live run', settings);
  const baseUrl = parseBaseUrl(settings.baseUrl, '--base-url');
  const token = readToken(settings.api, io);
  const hide = hideOptions(settings, token === undefined ? [] : writtenAs(token));
  const writes = settings.writes ? await prepareWrites(settings, baseUrl, io) : undefined;
  const subjects = await loadSubjects(settings, [baseUrl], hide);
  if (!writes) noteEarlierRun(baseUrl, io);
  const frame = {
    subjects,
    settings,
    hide,
    io,
    what: `live at ${new URL(baseUrl).host}`,
    notReached: 'It was not called.',
    whenNothing: {
      exitCode: exitCode.unreachable,
      message: 'Nothing was checked; the report says why for each operation.',
    },
    unit: 'operations',
  };
  const patience = createPatience(settings.budget * 1000, signal);
  try {
    return await runSession(frame, (session) => run(session, settings, { baseUrl, token, writes, patience }));
  } finally {
    patience.close();
    writes?.release();
  }
}

interface LiveRun {
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly writes: WritesPlan | undefined;
  readonly patience: Patience;
}

/** The reads first; the writes only when the server is there and takes the token. */
async function run(
  session: Session,
  settings: LiveSettings,
  { baseUrl, token, writes, patience }: LiveRun,
): Promise<Problem | undefined> {
  const { subjects, collector, wanted, onProgress } = session;
  const { description, contract } = subjects[0]!;
  const operations = readOperations(description, contract.operations);
  const refuses = createRefusals(baseUrl, operations);
  const { signal, progress: onAnswer } = patience;
  const send = { ...defaultSendOptions, timeoutMs: settings.timeout * 1000 };
  const pacer = createPacer(defaultPace);
  const authorize = createAuthorize(description, token);
  const shared = { contract, baseUrl, authorize, collector, onAnswer };
  onAnswer();
  const result = await runLive({
    ...shared,
    operations,
    send: { ...send, pacer, refuses, signal },
    writes: writes !== undefined,
    onProgress,
    wanted,
  });
  pacer.close();
  const problem = describeResult(result, baseUrl, settings.api);
  if (writes && !problem && !signal.aborted) {
    await writes.run(session, token, send, patience);
    if (!signal.aborted && (await isOwnStore(baseUrl))) {
      const asked = operations.filter(({ contract: one }) => wanted?.has(one) ?? true);
      await runOwnStore({ ...shared, description, operations: asked, timeoutMs: send.timeoutMs, signal });
    }
  }
  if (patience.isLost())
    return {
      exitCode: exitCode.unreachable,
      message: `Nothing came for ${settings.budget} s, so that the run was ended; the report says what was seen until then.`,
      isMinor: true,
    };
  return signal.aborted ? { exitCode: exitCodeOfSignal, message: 'The run was stopped before its end.' } : problem;
}

/** What shells give a command that Ctrl-C ended. */
const exitCodeOfSignal = 130;

function describeResult(result: LiveResult, baseUrl: string, api: Api | undefined): Problem | undefined {
  const { origin } = new URL(baseUrl);
  if (result.kind === 'unreachable')
    return { exitCode: exitCode.unreachable, message: `${origin} cannot be reached: ${result.message}.` };
  if (result.kind === 'token-refused')
    return {
      exitCode: exitCode.unreachable,
      message: `Nothing was checked: ${result.message}; look at ${tokenVariable(api)}.`,
    };
  if (result.kind === 'stopped')
    return { exitCode: exitCode.unreachable, message: `The run was ended early: ${result.message}.`, isMinor: true };
  return undefined;
}

function tokenVariable(api: Api | undefined): string {
  return api?.tokenVariable ?? 'CONTRACT_TOKEN';
}

/** Our own APIs answer nobody without a token. An error never repeats any part of it. */
function readToken(api: Api | undefined, io: CommandIo): string | undefined {
  const variable = tokenVariable(api);
  const token = io.env[variable]?.trim();
  if (token === undefined || token === '') {
    if (api) throw new UsageError(`Put the access token of the store into the environment variable ${variable}.`);
    return undefined;
  }
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError(`The token in ${variable} has characters that no token has; copy it again.`);
  return token;
}
