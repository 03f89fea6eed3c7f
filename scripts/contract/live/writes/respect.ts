/** Runs Arazzo workflows with Redocly Respect against the guard. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { redoclyCommand, redoclyEnvironment } from '../../../cli/redocly.ts';
import { asArray, asObject } from '../../plan/description.ts';

/** A step that did not do what the workflow expects of it. */
export interface FailedStep {
  readonly workflowId: string;
  readonly stepId: string;
  /** What failed, in Respect's words, on one line. */
  readonly message: string;
}

export type WorkflowRun =
  | { readonly kind: 'done'; readonly failed: readonly FailedStep[] }
  /** The file cannot be run; the message is a sentence. */
  | { readonly kind: 'broken'; readonly message: string };

export interface RespectOptions {
  readonly file: string;
  /** Where the requests go instead of to the servers of the description. */
  readonly serverUrl: string;
  readonly signal: AbortSignal | undefined;
}

/** What an answer looks like is judged by our own checker; Respect goes on with the workflow all the same. */
const severity = 'SCHEMA_CHECK=off,STATUS_CODE_CHECK=off,CONTENT_TYPE_CHECK=off';

/** Runs all workflows of one file; a run that `signal` ends is done with what it had failed until then. */
export async function runWorkflows({ file, serverUrl, signal }: RespectOptions): Promise<WorkflowRun> {
  const document = parse(await readFile(file, 'utf8')) as unknown;
  if (callsForeignAddress(document))
    return {
      kind: 'broken',
      message: `${file} uses x-operation; workflows may only call operations of the description.`,
    };
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-workflows-'));
  try {
    const results = path.join(folder, 'results.json');
    const servers = Object.fromEntries(sourceNames(document).map((name) => [name, serverUrl]));
    const options = ['--json-output', results, '--severity', severity];
    const command = [path.resolve(file), ...options];
    const output = await runRespect(command, folder, servers, signal);
    const report = await readFile(results, 'utf8').catch(() => undefined);
    if (report !== undefined) return { kind: 'done', failed: failedSteps(JSON.parse(report)) };
    if (signal?.aborted) return { kind: 'done', failed: [] };
    return { kind: 'broken', message: `Redocly Respect could not run ${file}: ${output}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sourceNames(document: unknown): string[] {
  return asArray(asObject(document).sourceDescriptions).flatMap((source) => {
    const { name } = asObject(source);
    return typeof name === 'string' ? [name] : [];
  });
}

/** Respect's `x-operation` names a URL of its own, which would go past the guard. */
function callsForeignAddress(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(callsForeignAddress);
  const object = asObject(value);
  return 'x-operation' in object || Object.values(object).some(callsForeignAddress);
}

const execute = promisify(execFile);

/**
 * Runs the CLI; resolves to the last lines of what it said, whatever its exit code.
 * @param servers where to find each source of the workflows
 */
async function runRespect(
  options: string[],
  folder: string,
  servers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { stdout, stderr } = await execute(process.execPath, [redoclyCommand(), 'respect', ...options], {
    cwd: folder,
    // Everyone on the machine can read a command line, and the address holds the guard's secret.
    env: { NODE_ENV: 'production', ...redoclyEnvironment, REDOCLY_CLI_RESPECT_SERVER: JSON.stringify(servers) },
    maxBuffer: Infinity,
    signal,
    killSignal: 'SIGKILL',
  }).catch((error: unknown) => error as { stdout: string; stderr: string });
  return oneLine(stdout + stderr)
    .replace(nodeWarning, '')
    .slice(-500);
}

/** What the CLI says on Node 20, whatever it is asked. */
const nodeWarning = /Deprecation warning: .*?nodejs\.org\S* */;

function failedSteps(report: unknown): FailedStep[] {
  const files = Object.values(asObject(asObject(report).files));
  return files.flatMap((file) => asArray(asObject(file).executedWorkflows).flatMap((workflow) => failedIn(workflow)));
}

function failedIn(workflow: unknown): FailedStep[] {
  const { workflowId, executedSteps } = asObject(workflow);
  return asArray(executedSteps).flatMap((value): FailedStep[] => {
    const step = asObject(value);
    if (step.executedSteps !== undefined) return failedIn(step);
    const failures = asArray(step.checks)
      .map(asObject)
      .filter(({ status }) => status === 'error');
    if (failures.length === 0) return [];
    const message = failures.map(({ name, message: text }) => `${String(name)}: ${String(text)}`).join('; ');
    return [{ workflowId: String(workflowId), stepId: String(step.stepId), message: oneLine(message).slice(0, 500) }];
  });
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\u2500-\u257f\s]+/g, ' ')
    .trim();
}
