/** The proxy mode of `npm run contract`: checks what any client and an API say to one another, until it is interrupted. */

import { exitCode, UsageError } from '../../cli/command.ts';
import { isThisMachine } from '../../cli/host-guard.ts';
import { portError } from '../../cli/port.ts';
import { readDocument } from '../../engine/description/document.ts';
import { credentialNames } from '../../engine/description/operations.ts';
import { readOperations, type JsonObject } from '../plan/description.ts';
import { createBacklog } from '../proxy/backlog.ts';
import { createJudge } from '../proxy/judge.ts';
import { createPermission } from '../proxy/permission.ts';
import { openRecorder } from '../proxy/recorder.ts';
import type { ProxyEvent } from '../proxy/event.ts';
import { startProxy } from '../proxy/server.ts';
import { createTarget } from '../proxy/target.ts';
import type { NeverWritten } from '../record/secrets.ts';
import { defaultMaxBodyBytes } from '../send/attempt.ts';
import { parseBaseUrl } from './modes.ts';
import type { ProxySettings } from './program.ts';
import { assertNoInput } from './report-file.ts';
import { hideOptions, runSession, type CommandIo, type Problem, type Session } from './session.ts';
import { assertNamed, loadSubjects } from './subjects.ts';

/** How long exchanges may still take when the proxy is to end, in milliseconds. */
const graceMs = 2000;

/** Runs until `interrupted` resolves; resolves to the exit code. */
export async function runProxyMode(
  settings: ProxySettings,
  io: CommandIo,
  interrupted: Promise<void>,
): Promise<number> {
  const { port, record, output } = settings;
  assertNamed('A proxy', settings);
  const upstream = parseBaseUrl(settings.upstream, '--upstream');
  if (port !== 0 && isThisMachine(new URL(upstream)) && portOf(upstream) === port)
    throw new UsageError('--upstream is the address of the proxy itself; give the two different ports.');
  const hide = hideOptions(settings);
  const subjects = await loadSubjects(settings, [upstream], hide);
  if (record !== undefined) {
    if (record === output) throw new UsageError('--record and --output name the same file.');
    await assertNoInput(record, [subjects[0]!.file], '--record');
  }
  const frame = {
    subjects,
    settings,
    hide,
    io,
    what: `through a proxy of ${new URL(upstream).host}`,
    notReached: 'No request to it passed.',
    whenNothing: {
      exitCode: exitCode.unreachable,
      message: 'Nothing was checked: no request passed and was answered.',
    },
    unit: 'exchanges',
    inputs: record === undefined ? [] : [record],
  };
  return runSession(frame, (session) => run(session, upstream, settings, io, interrupted));
}

async function run(
  { subjects, collector, wanted, say }: Session,
  upstream: string,
  settings: ProxySettings,
  io: CommandIo,
  interrupted: Promise<void>,
): Promise<Problem | undefined> {
  const { port, host, writes, record, timeout } = settings;
  const { title, contract, description } = subjects[0]!;
  const operations = readOperations(description, contract.operations);
  const recorder =
    record === undefined ? undefined : await openRecorder(record, { never: neverRecorded(description, settings) });
  const tell = (line: string): void => void io.stderr.write(`${say(line)}\n`);
  const judge = createJudge({
    contract,
    collector,
    wanted,
    bodyLimit: defaultMaxBodyBytes,
    tell,
    record: recorder?.write,
  });
  const backlog = createBacklog(judge, bytesOf);
  let problem: string | undefined;
  try {
    const proxy = await startProxy({
      port,
      host,
      target: createTarget(upstream, description),
      ...createPermission({ upstream, operations, writes }),
      silenceMs: timeout * 1000,
      bodyLimit: defaultMaxBodyBytes,
      onEvent: backlog.add,
    }).catch((error: unknown) => {
      throw portError(error, port, '--port');
    });
    tell(`Proxy of the ${title}  ${proxy.url}  (to ${upstream})`);
    tell(
      `${writes ? 'Writes pass, too' : 'GET, HEAD and OPTIONS pass, and no more without --writes'}. Findings are told as they come.`,
    );
    tell('Ctrl-C stops.');
    await interrupted;
    await proxy.close(graceMs);
    backlog.finish();
  } finally {
    problem = await recorder?.close();
  }
  return problem === undefined ? undefined : { exitCode: exitCode.usage, message: problem };
}

function bytesOf(event: ProxyEvent): number {
  if (event.kind !== 'exchange') return 0;
  const { request, response } = event.passed;
  return (request.body?.length ?? 0) + (response.body?.length ?? 0);
}

/** Credentials have names in the description, and other secrets those that were given. */
function neverRecorded(description: JsonObject, { hide = [] }: ProxySettings): NeverWritten {
  const { header, query } = credentialNames(readDocument(description));
  return { headers: [...hide, ...header], parameters: [...hide, ...query], fields: hide };
}

function portOf(upstream: string): number {
  const { port, protocol } = new URL(upstream);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
