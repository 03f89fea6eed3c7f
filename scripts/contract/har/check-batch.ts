/** Checks the entries of a batch; runs in the command's own thread and in its workers. */

import { packedReason } from '../report/collector.ts';
import type { ReportFinding } from '../report/types.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import type { Batch, BatchResult, BrokenEntry } from './batch.ts';
import { createEntryChecker } from './check-entry.ts';

export interface BatchCheckerOptions {
  readonly contracts: readonly Contract[];
  /** Operations that are asked for, by their place in the list of all contracts' operations; undefined for all. */
  readonly wanted: ReadonlySet<number> | undefined;
  /** Where an app received webhooks, as the start of their URLs. */
  readonly deliveries: string | undefined;
}

/** All operations in one list, whose places name them between threads. */
export function listOperations(contracts: readonly Contract[]): ContractOperation[] {
  return contracts.flatMap(({ operations }) => operations);
}

export function createBatchChecker({
  contracts,
  wanted,
  deliveries,
}: BatchCheckerOptions): (batch: Batch) => BatchResult {
  const operations = listOperations(contracts);
  const places = new Map(operations.map((operation, place) => [operation, place]));
  const placesByKey = contracts.map(
    (contract) => new Map(contract.operations.map((operation) => [operation.key, places.get(operation)!])),
  );
  const check = createEntryChecker({
    contracts,
    wanted: wanted && new Set([...wanted].map((place) => operations[place]!)),
    deliveries,
  });

  return ({ bytes, ends, first }) => {
    const memory = Buffer.from(bytes);
    const counts = new Map<number | undefined, number>();
    const skipped = new Map<string, number>();
    const findings: ReportFinding[] = [];
    const broken: BrokenEntry[] = [];
    let failed = 0;
    let start = 0;
    for (const [place, end] of ends.entries()) {
      const entry = parse(memory.toString('utf8', start, end));
      start = end;
      if (entry instanceof Error) {
        broken.push({ index: first + place, why: reasonOf(entry) });
        continue;
      }
      // One entry must not take along what is found in the others.
      try {
        const outcome = check(entry, first + place);
        if (outcome?.kind === 'skipped') countOne(skipped, outcome.reason);
        if (outcome?.kind !== 'checked') continue;
        countOne(counts, outcome.operation && places.get(outcome.operation));
        findings.push(...outcome.findings);
        if (outcome.isPacked) countOne(skipped, packedReason);
      } catch (error) {
        failed += 1;
        countOne(skipped, `they could not be judged (${(error as Error).message})`);
      }
    }
    const sightings = contracts.flatMap((contract, index) =>
      contract
        .takeSightings()
        .map(({ operation, kind, name }) => ({ place: placesByKey[index]!.get(operation)!, kind, name })),
    );
    const problems = contracts.flatMap((contract) => contract.problems);
    const entries = ends.length - broken.length;
    return { counts, problems, findings, skipped, sightings, failed, entries, broken };
  };
}

function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The value of a JSON text, or the error that tells why it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

/** Without the piece of the text that the message may quote: a token may stand in it. */
function reasonOf({ message }: Error): string {
  return message.replace(/, (?:\.\.\.)?".*$/s, '');
}
