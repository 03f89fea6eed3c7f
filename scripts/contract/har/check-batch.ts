/** Checks the entries of a batch; runs in the command's own thread and in its workers. */

import type { ReportFinding } from '../report/types.ts';
import type { Contract, ContractOperation } from '../../engine/types.ts';
import type { Batch, BatchResult, BrokenEntry } from './batch.ts';
import { createEntryChecker } from './check-entry.ts';
import type { DeliveryPrefix } from './deliveries.ts';

export interface BatchCheckerOptions {
  readonly contracts: readonly Contract[];
  /** Operations that are asked for, by their place in the list of all contracts' operations; all by default. */
  readonly wanted?: ReadonlySet<number>;
  /** Where an app received webhooks. */
  readonly deliveries?: DeliveryPrefix;
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
  let counts = new Map<number, number>();
  let skipped = new Map<string, number>();
  let findings: ReportFinding[] = [];
  let unmatched = 0;
  let failed = 0;

  function skipEntry(reason: string): void {
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  }

  const check = createEntryChecker({
    contracts,
    ...(wanted && { wanted: new Set([...wanted].map((place) => operations[place]!)) }),
    ...(deliveries !== undefined && { deliveries }),
    sink: {
      countExchange(operation) {
        const place = operation && places.get(operation);
        if (place === undefined) unmatched += 1;
        else counts.set(place, (counts.get(place) ?? 0) + 1);
      },
      add: (added) => void findings.push(...added),
      skipEntry,
    },
  });

  return ({ bytes, ends, first }) => {
    counts = new Map();
    skipped = new Map();
    findings = [];
    unmatched = 0;
    failed = 0;
    const memory = Buffer.from(bytes);
    const broken: BrokenEntry[] = [];
    let start = 0;
    // One entry must not take along what is found in the others.
    for (const [place, end] of ends.entries()) {
      const entry = parse(memory.toString('utf8', start, end));
      start = end;
      if (entry instanceof Error) {
        broken.push({ index: first + place, why: reasonOf(entry) });
        continue;
      }
      try {
        check(entry, first + place);
      } catch (error) {
        failed += 1;
        skipEntry(`they could not be judged (${(error as Error).message})`);
      }
    }
    const sightings = contracts.flatMap((contract, index) =>
      contract
        .takeSightings()
        .map(({ operation, kind, name }) => ({ place: placesByKey[index]!.get(operation)!, kind, name })),
    );
    const problems = contracts.flatMap((contract) => contract.problems);
    const entries = ends.length - broken.length;
    return { counts, problems, unmatched, findings, skipped, sightings, failed, entries, broken };
  };
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
