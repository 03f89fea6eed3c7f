/** The frame around a run of any mode: collects, shows progress, writes the report, and says what the end means. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exitCode } from '../../cli/command.ts';
import { createCollector, createSay, type Collector } from '../report/collector.ts';
import { hasFailed, renderReport } from '../report/render.ts';
import { createFindingSpool } from '../report/spool.ts';
import { createRedactor, type HideOptions } from '../../engine/redact.ts';
import type { ContractOperation } from '../../engine/types.ts';
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
  /** What to do when not a single exchange could be checked. */
  readonly whenNothing: string;
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
  const spool = createFindingSpool();
  const progress = await createProgress(io.stderr, options.unit);
  const redact = createRedactor(options.hide).text;
  const say = createSay(redact);
  try {
    const collector = createCollector({
      title: `${subjects.map(({ title }) => title).join(' and ')}, ${what}`,
      operations: wanted ? operations.filter((operation) => wanted.has(operation)) : operations,
      notReached,
      redact,
      ...(settings.reporter === 'json' && { spool }),
    });
    const problem = await work({ subjects, collector, wanted, onProgress: progress.update, say });
    progress.stop();
    const report = collector.report();
    const { reporter, failOn, output } = settings;
    const colour = reporter === 'text' && output === undefined && io.stdout.isTTY === true && !io.env.NO_COLOR;
    await write(renderReport(report, { reporter, failOn, colour, spool }), output, io);
    warnOfDescription(subjects, io, say);

    const nothing =
      report.summary.exchanges === 0 ? { exitCode: exitCode.usage, message: options.whenNothing } : undefined;
    const end = problem ?? nothing;
    if (end) io.stderr.write(`${say(end.message)}\n`);
    return end?.exitCode ?? (hasFailed(report, failOn) ? exitCode.findings : exitCode.ok);
  } finally {
    progress.stop();
    spool.close();
  }
}

async function write(text: AsyncIterable<string>, output: string | undefined, io: CommandIo): Promise<void> {
  if (output !== undefined) return writeReportFile(output, text);
  return pipeline(Readable.from(text), io.stdout, { end: false });
}

const problemsShown = 5;

/** A part of the description that cannot be used checks nothing, which the reader has to know. */
function warnOfDescription(subjects: readonly Subject[], io: CommandIo, say: (text: string) => string): void {
  const problems = subjects.flatMap(({ contract }) => contract.problems);
  if (problems.length === 0) return;
  const rest = problems.length > problemsShown ? [`... and ${problems.length - problemsShown} more.`] : [];
  io.stderr.write(`Parts of the description could not be used:\n`);
  for (const line of [...problems.slice(0, problemsShown), ...rest]) io.stderr.write(`  ${say(line)}\n`);
}
