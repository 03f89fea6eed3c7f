/** Puts equal findings together, so that a fault in 10,000 exchanges is one line of a report. */

import type { FindingGroup, OperationReport, ReportFinding } from './types.ts';

/** Different findings that are kept; the recording of a broken proxy must not fill the memory. */
const maxGroups = 20_000;

export interface FindingGroups {
  add(finding: ReportFinding): void;
  /** Operations with findings, the one with most breaking findings first; within one, breaking before additive, frequent before rare. */
  byOperation(): OperationReport[];
  /** Findings beyond the bound. */
  readonly ungrouped: number;
}

interface Group {
  finding: ReportFinding;
  exchanges: number;
}

export function createFindingGroups(): FindingGroups {
  const groups = new Map<string, Group>();
  let ungrouped = 0;
  return {
    add(finding) {
      const key = groupKey(finding);
      const group = groups.get(key);
      if (group) group.exchanges += 1;
      else if (groups.size < maxGroups) groups.set(key, { finding, exchanges: 1 });
      else ungrouped += 1;
    },
    byOperation: () => reportOperations([...groups.values()]),
    get ungrouped() {
      return ungrouped;
    },
  };
}

/** Two findings are equal when they say the same of the same place; which item of a list it was does not matter. */
export function groupKey(finding: ReportFinding): string {
  const { kind, operationId, method, path, status, pointer, expected } = finding;
  const place = pointer.replace(/\/\d+(?=\/|$)/g, '/*');
  return [kind, operationId, method, path, status, place, expected].join('\n');
}

function reportOperations(groups: readonly FindingGroup[]): OperationReport[] {
  const byTitle = new Map<string, FindingGroup[]>();
  for (const group of groups) {
    const title = `${group.finding.method} ${group.finding.path}`;
    const members = byTitle.get(title);
    if (members) members.push(group);
    else byTitle.set(title, [group]);
  }
  return [...byTitle].map(([title, members]) => reportOperation(title, members)).sort(worstOperationFirst);
}

function reportOperation(title: string, groups: readonly FindingGroup[]): OperationReport {
  const { operationId, docs } = groups[0]!.finding;
  const count = (severity: ReportFinding['severity']): number =>
    groups.filter(({ finding }) => finding.severity === severity).reduce((sum, { exchanges }) => sum + exchanges, 0);
  return {
    title,
    operationId,
    docs,
    breaking: count('breaking'),
    additive: count('additive'),
    groups: groups.toSorted(worstGroupFirst),
  };
}

function worstOperationFirst(a: OperationReport, b: OperationReport): number {
  return b.breaking - a.breaking || b.additive - a.additive || a.title.localeCompare(b.title, 'en');
}

function worstGroupFirst(a: FindingGroup, b: FindingGroup): number {
  const weight = ({ finding }: FindingGroup): number => (finding.severity === 'breaking' ? 0 : 1);
  return weight(a) - weight(b) || b.exchanges - a.exchanges || a.finding.message.localeCompare(b.finding.message, 'en');
}
