/** A run of the lifecycle workflows: creates, reads back, changes and deletes things of its own. */

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { operationFinding, standIn } from '../../report/collector.ts';
import { takeExchange, type Taker } from '../../report/take-exchange.ts';
import type { ReportFinding } from '../../report/types.ts';
import type { ContractOperation } from '../../../engine/types.ts';
import { startGuardProcess } from './guard-client.ts';
import type { GuardSettings } from './guard-messages.ts';
import type { GuardEnd, GuardEvent } from './guard.ts';
import { runWorkflows, type FailedStep } from './respect.ts';

export interface WritesOptions extends Taker {
  /** Folder with `*.arazzo.yaml`. */
  readonly workflowsFolder: string;
  readonly guard: GuardSettings;
  /** Ends the run; what it has made is deleted all the same. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called for each answer that lets the run go on. */
  readonly onAnswer?: () => void;
}

export interface WritesResult {
  /** Sentences about what is still in the store; empty when nothing is. */
  readonly leftBehind: readonly string[];
  /** Things that the run has deleted after the workflows, which should have done so themselves. */
  readonly deleted: number;
}

/** Runs every workflow of the folder, one after the other. */
export async function runWrites(options: WritesOptions): Promise<WritesResult> {
  const { collector, contract, signal } = options;
  const byKey = new Map(contract.operations.map((operation) => [operation.key, operation]));
  const report = (findings: readonly ReportFinding[]): void => collector.add(findings);

  let troubles = 0;

  function take(event: GuardEvent): void {
    if (event.kind === 'exchange') {
      const { request, response } = event;
      if (response.status !== 429) options.onAnswer?.();
      const match = contract.match(request);
      takeExchange(options, match.kind === 'operation' ? match.operation : undefined, request, response);
      return;
    }
    troubles += 1;
    const operation = event.operationKey === undefined ? undefined : byKey.get(event.operationKey);
    report([trouble(event.message, operation)]);
  }

  const files = await workflowFiles(options.workflowsFolder);
  const guard = await startGuardProcess(options.guard, take);
  let end: GuardEnd;
  try {
    for (const [index, file] of files.entries()) {
      if (signal?.aborted) break;
      const before = troubles;
      const run = await runWorkflows({ file, serverUrl: guard.url, signal });
      if (run.kind === 'broken') report([trouble(run.message, undefined)]);
      // A step fails when its request was not let through; that has been said.
      else if (troubles === before) report(run.failed.map((step) => stepFinding(step, file)));
      options.onProgress?.(index + 1, files.length);
    }
  } finally {
    end = await guard.finish();
  }
  const leftBehind = describeLeft(end);
  report(leftBehind.map((message) => ({ ...trouble(message, undefined), kind: 'left-behind' })));
  return { leftBehind, deleted: end.deleted };
}

async function workflowFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.arazzo.yaml'))
    .toSorted()
    .map((name) => path.join(folder, name));
}

function describeLeft({ left, uncertain }: GuardEnd): string[] {
  return [
    ...left.map(({ target, reason }) => `${target} was made by this run and could not be deleted: ${reason}.`),
    ...uncertain,
  ];
}

/** What belongs to no operation stands under a heading of its own. */
function trouble(message: string, operation: ContractOperation | undefined): ReportFinding {
  return operationFinding(operation ?? standIn('RUN', 'workflows'), { kind: 'workflow-step-failed', message });
}

function stepFinding({ workflowId, stepId, message }: FailedStep, file: string): ReportFinding {
  const name = path.basename(file);
  return trouble(`Step ${stepId} of workflow ${workflowId} (${name}) failed: ${message}`, undefined);
}
