/** A live run that only reads: calls every operation that it may, with ids from the answers to earlier calls. */

import { asArray, type Parameter, type PlannedOperation } from '../plan/description.ts';
import { missingParameters, parameterKey, type ParameterValues } from '../plan/request.ts';
import { reasonAgainstValue } from '../plan/writable.ts';
import { nameOf, type Collector } from '../report/collector.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import type { Authorize } from './authorization.ts';
import { createCaller, type CallResult } from './call.ts';
import { selectCandidates, withSources } from './candidates.ts';
import { followLink } from './links.ts';
import type { SendOptions } from './send.ts';
import { createVerdict, type LiveResult, type Verdict } from './verdict.ts';

export interface LiveOptions {
  readonly contract: Contract;
  readonly operations: readonly PlannedOperation[];
  /** Where the API is, base path included: `https://app.ecwid.com/api/v3/1003`. */
  readonly baseUrl: string;
  readonly authorize: Authorize;
  readonly send: SendOptions;
  /** Whether the workflows are run after the reads; only said in reasons. */
  readonly writes?: boolean;
  readonly collector: Collector;
  /** Operations that are asked for; all by default. Others are called only where ids come from them. */
  readonly wanted?: ReadonlySet<ContractOperation>;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called for each answer that lets the run go on. */
  readonly onAnswer?: () => void;
}

/** Calls of one operation with different ids: enough to meet optional fields, few enough for the limit. */
const callsPerOperation = 3;

/** Sends the reads; resolves when no answer leads on to a further call. */
export async function runLive(options: LiveOptions): Promise<LiveResult> {
  const { collector, operations, wanted } = options;
  const { sendable, refused } = selectCandidates(operations, options.writes);
  for (const { operation, reason } of refused) collector.skip(operation.contract, reason);

  const asked = sendable.filter(({ contract }) => wanted?.has(contract) ?? true);
  const needed = wanted ? withSources(new Set(asked), sendable) : new Set(sendable);
  const abort = new AbortController();
  options.send.signal?.addEventListener('abort', () => abort.abort(), { once: true });
  const verdict = createVerdict(abort);
  const call = createCaller({ ...options, send: { ...options.send, signal: abort.signal }, reported: new Set(asked) });

  const byId = new Map([...needed].map((operation) => [operation.contract.operationId, operation]));
  const calls = new Map<PlannedOperation, Set<string>>();
  const finished = new Set<PlannedOperation>();
  const underWay = new Set<Promise<void>>();
  const latest = new Map<PlannedOperation, Promise<void>>();
  const tooLarge = new Set<PlannedOperation>();

  function enqueue(operation: PlannedOperation, values: ParameterValues): void {
    const made = calls.get(operation) ?? new Set<string>();
    calls.set(operation, made);
    const complete = withSamples(operation, values);
    const key = JSON.stringify([...complete]);
    if (made.size >= callsPerOperation || made.has(key) || missingParameters(operation, complete).length > 0) return;
    // An id that an answer gave may be one that no header holds, or that clients take out of a path.
    const hasUnwritable = operation.parameters.some((one) => {
      const value = complete.get(parameterKey(one));
      return value !== undefined && reasonAgainstValue(one, value) !== undefined;
    });
    if (hasUnwritable) return;
    made.add(key);
    // One after the other: what the first answer shows may make the others needless.
    const before = latest.get(operation) ?? Promise.resolve();
    const task = before.then(() => run(operation, complete)).finally(() => underWay.delete(task));
    latest.set(operation, task);
    underWay.add(task);
  }

  async function run(operation: PlannedOperation, values: ParameterValues): Promise<void> {
    if (tooLarge.has(operation)) return;
    const result = await call(operation, values);
    verdict.take(result);
    if (result.kind === 'too-large') tooLarge.add(operation);
    if (result.kind === 'answer') options.onAnswer?.();
    if (result.kind === 'answer' && result.context.status < 300) lead(operation, result.context);
    finished.add(operation);
    options.onProgress?.(finished.size, needed.size);
  }

  function lead(operation: PlannedOperation, context: Extract<CallResult, { kind: 'answer' }>['context']): void {
    const [response] = [String(context.status), '2XX', 'default'].flatMap((status) =>
      operation.responses.filter((candidate) => candidate.status.toUpperCase() === status.toUpperCase()),
    );
    for (const link of response?.links ?? []) {
      const target = byId.get(link.operationId);
      if (target) for (const values of followLink(link, target, context)) enqueue(target, values);
    }
  }

  for (const operation of needed) enqueue(operation, new Map());
  while (underWay.size > 0) await Promise.all(underWay);
  explainUncalled(asked, calls, sendable, verdict, collector, options.send.signal?.aborted === true);
  return verdict.result();
}

/** Fills in what the description itself gives for required parameters. Never an id: that of an example is of another store. */
function withSamples(operation: PlannedOperation, values: ParameterValues): ParameterValues {
  const complete = new Map(values);
  for (const parameter of missingParameters(operation, values)) {
    const fixed = givenValues(parameter).find((value) => reasonAgainstValue(parameter, value) === undefined);
    if (fixed !== undefined) complete.set(parameterKey(parameter), fixed);
  }
  return complete;
}

function givenValues({ in: place, samples, schema }: Parameter): readonly unknown[] {
  if (place !== 'path') return samples;
  return [schema.const, ...asArray(schema.enum)].filter((value) => value !== undefined);
}

/** Says of each operation that was not called what was missing. */
function explainUncalled(
  asked: readonly PlannedOperation[],
  calls: ReadonlyMap<PlannedOperation, ReadonlySet<string>>,
  sendable: readonly PlannedOperation[],
  verdict: Verdict,
  collector: Collector,
  isAborted: boolean,
): void {
  for (const operation of asked) {
    if ((calls.get(operation)?.size ?? 0) > 0) continue;
    const missing = missingParameters(operation, withSamples(operation, new Map()));
    const names = missing.map(({ name }) => name);
    const [unwritable] = missing.flatMap((one) => {
      const [given] = givenValues(one);
      const why = given === undefined ? undefined : reasonAgainstValue(one, given);
      return why === undefined ? [] : [`The value that is described for its ${one.name} cannot be sent: ${why}.`];
    });
    const id = operation.contract.operationId;
    const sources = sendable.filter(({ responses }) =>
      responses.some(({ links }) => links.some((link) => link.operationId === id)),
    );
    const stopped = verdict.stopped ?? (isAborted ? 'the run was ended before' : undefined);
    const reason = stopped
      ? `Not sent: ${stopped}.`
      : unwritable !== undefined
        ? unwritable
        : sources.length === 0
          ? `No link of the description leads from a read to its ${names.join(' and ')}.`
          : `The store holds nothing for it: no answer of ${sources.map(({ contract }) => nameOf(contract)).join(', ')} gave its ${names.join(' and ')}.`;
    collector.skip(operation.contract, reason);
  }
}
