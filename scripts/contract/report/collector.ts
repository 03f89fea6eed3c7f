/** Gathers what a run finds, operation by operation, for the reporters. */

import { oneLine, shorten } from '../../cli/plain-text.ts';
import type { ContractOperation, Sighting } from '../../engine/types.ts';
import { coverageOf, refusalWarnings, type DocumentedBy } from './coverage.ts';
import { createFindingGroups } from './groups.ts';
import type { FindingSpool } from './spool.ts';
import type { Report, ReportFinding, Skipped } from './types.ts';

export interface Collector {
  /** Counts exchanges that were checked; `operation` is undefined when none matched them. */
  countExchange(operation: ContractOperation | undefined, times?: number): void;
  /** Whether an exchange of the operation was counted. */
  hasChecked(operation: ContractOperation): boolean;
  /** Exchanges counted so far; the next one's index where there is no recording. */
  readonly exchanges: number;
  add(findings: readonly ReportFinding[]): void;
  /** Adds a finding for each part of the description that could not be used: nothing is judged by it. Once, if told again. */
  addProblems(problems: readonly string[]): void;
  /** Notes why an operation was not checked. An operation of which an exchange is counted all the same is not skipped. */
  skip(operation: ContractOperation, reason: string): void;
  /** Notes something that belongs to no operation; equal reasons are counted: `12 entries were skipped: REASON`. */
  skipEntry(reason: string, times?: number): void;
  /** Notes what of an operation an exchange has shown. */
  see(operation: ContractOperation, kind: Sighting['kind'], name: string): void;
  report(): Report;
}

export interface CollectorOptions {
  readonly title: string;
  /** The operations that the run is about. */
  readonly operations: readonly ContractOperation[];
  /** Why an operation that no exchange was about was not checked, when nothing else was said. */
  readonly notReached: string;
  /** Takes out of a text what must not be shown; applied to whatever gets into the report. */
  readonly redact?: (text: string) => string;
  /** What an operation documents, for the coverage; nothing by default. */
  readonly documented?: DocumentedBy;
  /** Keeps every single finding, for the JSON report. */
  readonly spool?: FindingSpool;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

export function createCollector(options: CollectorOptions): Collector {
  const { operations, notReached, spool, now = () => performance.now() } = options;
  const say = createSay(options.redact);
  const started = now();
  const groups = createFindingGroups();
  const checked = new Map<ContractOperation, number>();
  const reasons = new Map<ContractOperation, string>();
  const entryReasons = new Map<string, number>();
  const sightings = new Map<ContractOperation, Record<Sighting['kind'], Set<string>>>();
  const findings = { breaking: 0, additive: 0 };
  const problemsTold = new Set<string>();
  let exchanges = 0;

  function skippedOperations(): Skipped[] {
    return operations
      .filter((operation) => !checked.has(operation))
      .map((operation) => ({ operationId: say(nameOf(operation)), reason: say(reasons.get(operation) ?? notReached) }));
  }

  function skippedEntries(): Skipped[] {
    return [...entryReasons].map(([reason, count]) => ({
      operationId: null,
      reason: say(`${count === 1 ? '1 entry was' : `${count} entries were`} left out: ${reason}.`),
    }));
  }

  function add(added: readonly ReportFinding[]): void {
    for (const each of added) {
      const finding = sayFinding(each, say);
      findings[finding.severity] += 1;
      groups.add(finding);
      spool?.add(finding);
    }
  }

  return {
    countExchange(operation, times = 1) {
      exchanges += times;
      if (operation) checked.set(operation, (checked.get(operation) ?? 0) + times);
    },
    hasChecked: (operation) => checked.has(operation),
    get exchanges() {
      return exchanges;
    },
    add,
    addProblems(problems) {
      const fresh = problems.filter((problem) => !problemsTold.has(problem));
      for (const problem of fresh) problemsTold.add(problem);
      add(fresh.map(problemFinding));
    },
    skip(operation, reason) {
      reasons.set(operation, reason);
    },
    skipEntry(reason, times = 1) {
      entryReasons.set(reason, (entryReasons.get(reason) ?? 0) + times);
    },
    see(operation, kind, name) {
      let seen = sightings.get(operation);
      if (!seen) {
        seen = { status: new Set(), parameter: new Set(), field: new Set(), value: new Set() };
        sightings.set(operation, seen);
      }
      seen[kind].add(name);
    },
    report() {
      const skipped = skippedOperations();
      const total = operations.length;
      return {
        title: say(options.title),
        summary: {
          exchanges,
          operations: { checked: total - skipped.length, skipped: skipped.length, total },
          findings: { ...findings },
          durationMs: Math.round(now() - started),
        },
        operations: groups.byOperation(),
        checked: operations.flatMap((operation) => {
          const times = checked.get(operation);
          if (times === undefined) return [];
          const { operationId } = operation;
          return [{ title: say(titleOf(operation)), operationId: operationId && say(operationId), exchanges: times }];
        }),
        skipped: [...skipped, ...skippedEntries()],
        warnings: refusalWarnings(sightings),
        coverage: coverageOf(operations, sightings, options.documented ?? (() => nothingDocumented), say),
        ungrouped: groups.ungrouped,
      };
    },
  };
}

const nothingDocumented = { parameters: [], fields: [], values: [] };

type Say = (text: string) => string;

/** Longer texts are cut, in every report. */
const longestText = 600;

/** Makes a text from outside fit for a report: without what must not be shown, on one line, cut to length. In this order. */
export function createSay(redact: (text: string) => string = (text) => text): Say {
  return (text) => shorten(oneLine(redact(text)), longestText);
}

function sayFinding(finding: ReportFinding, say: Say): ReportFinding {
  const { operationId, method, path, pointer, expected, actual, message, docs } = finding;
  const orNull = (text: string | null): string | null => (text === null ? null : say(text));
  return {
    ...finding,
    operationId: orNull(operationId),
    method: say(method),
    path: say(path),
    pointer: say(pointer),
    expected: orNull(expected),
    actual: orNull(actual),
    message: say(message),
    docs: orNull(docs),
  };
}

/** What sentences and headings call an operation, or a finding of none: `GET /products`. */
export function titleOf({ method, path }: Pick<ContractOperation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** What reports call an operation: its id, else method and path. */
export function nameOf(operation: ContractOperation): string {
  return operation.operationId ?? operation.key;
}

/** Stands for what findings are about where they are about no operation. */
export function standIn(method: string, path: string): ContractOperation {
  return { key: '', operationId: null, method, path, docs: null, statuses: [], servers: [] };
}

function problemFinding(problem: string): ReportFinding {
  const message = `A part of the description could not be used: ${problem}`;
  return operationFinding(standIn('READ', 'description'), { kind: 'not-judged', expected: problem, message });
}

/** Why of an entry, whose other parts were judged, a body was not: it is packed in a way that cannot be undone. */
export const packedReason = 'their bodies could not be unpacked; all else of them was judged';

/** A finding that is not about the contents of an exchange. */
export function operationFinding(
  operation: ContractOperation,
  finding: Pick<ReportFinding, 'kind' | 'message'> & Partial<ReportFinding>,
): ReportFinding {
  const { operationId, method, path, docs } = operation;
  const blank = { status: null, pointer: '', expected: null, actual: null, exchange: null } as const;
  return { ...blank, severity: 'breaking', operationId, method, path, docs, ...finding };
}
