/** The frame around a run of any mode: collects, shows progress, writes the report, and says what the end means. */

import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exitCode } from '../../cli/command.ts';
import { createCollector, createSay, type Collector } from '../report/collector.ts';
import { hasFailed, renderReport } from '../report/render.ts';
import { createFindingSpool } from '../report/spool.ts';
import { createRedactor, type HideOptions } from '../../engine/redact.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import type { Report } from '../report/types.ts';
import type { ReportSettings } from './program.ts';
import { createProgress } from '../../cli/progress.ts';
import { assertNoInput, writeReportFile } from './report-file.ts';
import { selectOperations, type Subject } from './subjects.ts';

/** The world of a command: what a module must not reach for by itself. */
export interface CommandIo {
  /** Opened when it is asked for. */
  readonly stdin: () => Readable;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Session {
  readonly subjects: readonly Subject[];
  readonly collector: Collector;
  /** Operations that were asked for with --operation; undefined for all. */
  readonly wanted: ReadonlySet<ContractOperation> | undefined;
  readonly onProgress: (done: number, total: number) => void;
  /** Makes a text fit for standard error. */
  readonly say: (text: string) => string;
}

/** Why a run could not do what it was asked to; what it found is reported all the same. */
export interface Problem {
  readonly exitCode: number;
  /** One sentence. */
  readonly message: string;
  /** Whether findings matter more for the exit code. */
  readonly isMinor?: boolean;
}

export interface SessionOptions {
  readonly subjects: readonly Subject[];
  readonly settings: ReportSettings;
  readonly hide: HideOptions;
  readonly io: CommandIo;
  /** What is checked, for the report's heading: `recorded traffic`. */
  readonly what: string;
  /** Why an operation was not checked when nothing else was said. */
  readonly notReached: string;
  /** What to do when there was not a single exchange, and the exit code for it. */
  readonly whenNothing: Problem;
  /** What the progress bar counts. */
  readonly unit: string;
  /** Files that are read beside the descriptions; the report must not replace them. */
  readonly inputs?: readonly string[];
}

/** What is not to be shown, by the settings and beside these secrets. */
export function hideOptions({ hide = [], showValues }: ReportSettings, secrets: readonly string[] = []): HideOptions {
  return { secrets, names: hide, personal: !showValues };
}

/** Runs `work` and returns the exit code. */
export async function runSession(
  options: SessionOptions,
  work: (session: Session) => Promise<Problem | undefined>,
): Promise<number> {
  const { subjects, settings, io, what, notReached } = options;
  if (settings.output !== undefined)
    await assertNoInput(settings.output, [...subjects.map(({ file }) => file), ...(options.inputs ?? [])]);
  const wanted = selectOperations(subjects, settings.operation);
  const operations = subjects.flatMap(({ contract }) => contract.operations);
  const contractOf = new Map(
    subjects.flatMap(({ contract }) => contract.operations.map((operation) => [operation, contract] as const)),
  );
  const spool = createFindingSpool();
  const progress = await createProgress(io.stderr, options.unit);
  const redact = createRedactor(options.hide).text;
  const say = createSay(redact);
  try {
    const collector = createCollector({
      title: `${new Intl.ListFormat('en').format(subjects.map(({ title }) => title))}, ${what}`,
      operations: wanted ? operations.filter((operation) => wanted.has(operation)) : operations,
      notReached,
      redact,
      documented: (operation, sides) => contractOf.get(operation)!.documented(operation, sides),
      ...(settings.reporter === 'json' && { spool }),
    });
    const problem = await work({ subjects, collector, wanted, onProgress: progress.update, say });
    progress.stop();
    for (const { contract } of subjects) takeFrom(contract, collector);
    const report = collector.report();
    const { reporter, failOn, output } = settings;
    const colour = reporter === 'text' && output === undefined && io.stdout.isTTY === true && !io.env.NO_COLOR;
    await write(renderReport(report, { reporter, failOn, colour, spool, artifact: artifactOf(subjects) }), output, io);

    if (io.env.GITHUB_ACTIONS === 'true') await annotate(report, options);

    const end = problem ?? whyNothing(report, options);
    if (end) io.stderr.write(`${say(end.message)}\n`);
    const failed = hasFailed(report, failOn);
    if (end && !(failed && end.isMinor)) return end.exitCode;
    return failed ? exitCode.findings : exitCode.ok;
  } finally {
    progress.stop();
    spool.close();
  }
}

async function write(text: AsyncIterable<string>, output: string | undefined, io: CommandIo): Promise<void> {
  if (output !== undefined) return writeReportFile(output, text);
  return pipeline(Readable.from(text), io.stdout, { end: false });
}

/** What a contract has noted by itself: what was seen, and parts of the description that cannot judge anything. */
function takeFrom({ operations, problems, takeSightings }: Contract, collector: Collector): void {
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  for (const { operation, kind, name } of takeSightings()) collector.see(byKey.get(operation)!, kind, name);
  collector.addProblems(problems);
}

/** The one description from where the command was started, as SARIF names files. */
function artifactOf(subjects: readonly Subject[]): string | undefined {
  const [subject] = subjects;
  if (subjects.length !== 1 || !subject) return undefined;
  const relative = path.relative(process.cwd(), path.resolve(subject.file));
  return relative.startsWith('..') ? undefined : encodeURI(relative.split(path.sep).join('/'));
}

/** Beside the report, on the stream that it does not use: the runner reads commands from both. */
async function annotate(report: Report, { settings, io }: SessionOptions): Promise<void> {
  const { renderAnnotations } = await import('../report/annotations.ts');
  const isReport = settings.output === undefined && settings.reporter !== 'text';
  (isReport ? io.stderr : io.stdout).write(renderAnnotations(report));
}

/** A run that checked nothing is not green. */
function whyNothing({ summary, warnings }: Report, { whenNothing }: SessionOptions): Problem | undefined {
  if (summary.exchanges === 0) return whenNothing;
  if (summary.operations.checked > 0 || summary.operations.total === 0) return undefined;
  const reason = warnings.length > 0 ? warnings.join(' ') : 'no request was answered as one of them answers.';
  return { exitCode: exitCode.unreachable, message: `No operation was checked: ${reason}` };
}
