/** What a run of the contract checker reports, whatever the format. */

import type { Finding, FindingKind } from '../../engine/types.ts';
import type { Coverage } from './coverage.ts';

/** Faults between us and the server; an exchange that never came about has nothing else that could be checked. */
export type TransportFaultKind =
  | 'no-answer-in-time'
  | 'connection-reset'
  | 'answer-cut-off'
  | 'answer-too-large'
  | 'redirect-loop'
  | 'redirect-elsewhere'
  | 'server-error'
  | 'not-as-asked'
  | 'workflow-step-failed'
  | 'left-behind';

export type ReportFinding = Omit<Finding, 'kind'> & { readonly kind: FindingKind | TransportFaultKind };

/** Something that was not checked. `operationId` is null for what belongs to no operation: entries of other hosts, say. */
export interface Skipped {
  readonly operationId: string | null;
  readonly reason: string;
}

export interface Summary {
  /** Exchanges that were checked. */
  readonly exchanges: number;
  /** `checked` + `skipped` = `total`. */
  readonly operations: { readonly checked: number; readonly skipped: number; readonly total: number };
  readonly findings: { readonly breaking: number; readonly additive: number };
  readonly durationMs: number;
}

/** Equal findings put together. */
export interface FindingGroup {
  /** The first of them. */
  readonly finding: ReportFinding;
  /** Exchanges that have it. */
  readonly exchanges: number;
}

/** All groups of one operation, worst first. */
export interface OperationReport {
  /** `GET /products`: the path template, or the path that was asked for when the description has none. */
  readonly title: string;
  readonly operationId: string | null;
  readonly docs: string | null;
  readonly breaking: number;
  readonly additive: number;
  readonly groups: readonly FindingGroup[];
}

/** An operation of which something was checked. */
export interface CheckedOperation {
  readonly title: string;
  readonly operationId: string | null;
  readonly exchanges: number;
}

/** What every reporter is given. */
export interface Report {
  /** What was checked, for headings: `Ecwid REST API, recorded traffic`. */
  readonly title: string;
  readonly summary: Summary;
  /** Operations with findings, worst first. */
  readonly operations: readonly OperationReport[];
  readonly checked: readonly CheckedOperation[];
  readonly skipped: readonly Skipped[];
  /** Sentences about the run as a whole: many refusals, say. */
  readonly warnings: readonly string[];
  readonly coverage: Coverage;
  /** Findings that are in no group, since there were too many different ones. */
  readonly ungrouped: number;
}
