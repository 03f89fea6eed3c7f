/** A live run that only reads: calls every operation that it may, with ids from the answers to earlier calls. */

import { asArray, linkName, responseFor, type Parameter, type PlannedOperation } from '../plan/description.ts';
import { missingParameters, parameterKey, type ParameterValues } from '../plan/request.ts';
import { reasonAgainstValue } from '../plan/writable.ts';
import { nameOf } from '../report/collector.ts';
import type { ContractOperation } from '../../engine/types.ts';
import { isCarried } from './authorization.ts';
import { createCaller, type CallerOptions, type CallResult } from './call.ts';
import { reasonAgainst, withSources } from './candidates.ts';
import { followLink, leadsTo } from './links.ts';
import { createVerdict, type LiveResult } from './verdict.ts';

export interface LiveOptions extends CallerOptions {
  /** Whether the workflows are run after the reads; only said in reasons. */
  readonly writes?: boolean;
  /** Operations that are asked for; all by default. Others are called only where ids come from them. */
  readonly wanted?: ReadonlySet<ContractOperation> | undefined;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called for each answer that lets the run go on. */
  readonly onAnswer?: () => void;
}

/** Calls of one operation with different ids: enough to meet optional fields, few enough for the limit. */
const callsPerOperation = 3;

/** The calls of one operation. */
interface Calls {
  /** Those that were made, by their values. */
  readonly made: Set<string>;
  latest: Promise<void>;
  /** An answer was larger than is read; further ones would be as well. */
  isTooLarge: boolean;
}

/** Sends the reads; resolves when no answer leads on to a further call. */
export async function runLive(options: LiveOptions): Promise<LiveResult> {
  const { collector, operations, wanted } = options;
  const sendable = operations.filter((operation) => {
    const reason = reasonAgainst(operation, options.writes);
    if (reason !== undefined) collector.skip(operation.contract, reason);
    return reason === undefined;
  });
  const asked = sendable.filter(({ contract }) => wanted?.has(contract) ?? true);
  const needed = wanted ? withSources(new Set(asked), sendable) : new Set(sendable);
  const abort = new AbortController();
  options.send.signal?.addEventListener('abort', () => abort.abort(), { once: true });
  const verdict = createVerdict(abort);
  const call = createCaller({ ...options, send: { ...options.send, signal: abort.signal } }, new Set(asked));

  const byName = new Map([...needed].map((operation) => [linkName(operation), operation]));
  const calls = new Map<PlannedOperation, Calls>();
  for (const operation of needed)
    calls.set(operation, { made: new Set(), latest: Promise.resolve(), isTooLarge: false });
  const finished = new Set<PlannedOperation>();
  const underWay = new Set<Promise<void>>();

  function enqueue(operation: PlannedOperation, values: ParameterValues): void {
    const own = calls.get(operation)!;
    const { made } = own;
    const complete = withSamples(operation, values);
    const key = JSON.stringify([...complete]);
    if (made.size >= callsPerOperation || made.has(key) || lacksParameters(operation, complete)) return;
    // An id that an answer gave may be one that no header holds, or that clients take out of a path.
    const hasUnwritable = operation.parameters.some((one) => {
      const value = complete.get(parameterKey(one));
      return value !== undefined && reasonAgainstValue(one, value) !== undefined;
    });
    if (hasUnwritable) return;
    made.add(key);
    // One after the other: what the first answer shows may make the others needless.
    const task = own.latest.then(() => run(operation, complete, own)).finally(() => underWay.delete(task));
    own.latest = task;
    underWay.add(task);
  }

  /** The token is one of the parameters in some descriptions. */
  function lacksParameters(operation: PlannedOperation, values: ParameterValues): boolean {
    const secret = options.authorize(operation);
    return missingParameters(operation, values).some((parameter) => !isCarried(parameter, secret));
  }

  async function run(operation: PlannedOperation, values: ParameterValues, own: Calls): Promise<void> {
    if (own.isTooLarge) return;
    const result = await call(operation, values);
    verdict.take(result);
    own.isTooLarge = result.kind === 'fault' && result.fault === 'too-large';
    if (result.kind === 'answer') options.onAnswer?.();
    if (result.kind === 'answer' && result.context.status < 300) lead(operation, result.context);
    finished.add(operation);
    options.onProgress?.(finished.size, needed.size);
  }

  function lead(operation: PlannedOperation, context: Extract<CallResult, { kind: 'answer' }>['context']): void {
    for (const link of responseFor(operation, context.status)?.links ?? []) {
      const target = byName.get(link.operationId);
      if (target) for (const values of followLink(link, target, context)) enqueue(target, values);
    }
  }

  for (const operation of needed) enqueue(operation, new Map());
  while (underWay.size > 0) await Promise.all(underWay);
  const stopped = verdict.stopped ?? (options.send.signal?.aborted ? 'the run was ended before' : undefined);
  for (const operation of asked) {
    if (calls.get(operation)!.made.size > 0) continue;
    const sources = sendable.filter((source) => leadsTo(source, operation));
    const reason = stopped === undefined ? whyNotCalled(operation, sources) : `Not sent: ${stopped}.`;
    collector.skip(operation.contract, reason);
  }
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

function givenValues({ in: place, samples, implied, schema }: Parameter): readonly unknown[] {
  if (place !== 'path') return [...samples, ...implied()];
  return [schema.const, ...asArray(schema.enum)].filter((value) => value !== undefined);
}

/** What was missing. */
function whyNotCalled(operation: PlannedOperation, sources: readonly PlannedOperation[]): string {
  const missing = missingParameters(operation, withSamples(operation, new Map()));
  for (const parameter of missing) {
    const [given] = givenValues(parameter);
    const why = given === undefined ? undefined : reasonAgainstValue(parameter, given);
    if (why !== undefined) return `The value that is described for its ${parameter.name} cannot be sent: ${why}.`;
  }
  const names = missing.map(({ name }) => name).join(' and ');
  if (sources.length === 0) return `No link of the description leads from a read to its ${names}.`;
  const answers = sources.map(({ contract }) => nameOf(contract)).join(', ');
  return `The store holds nothing for it: no answer of ${answers} gave its ${names}.`;
}
