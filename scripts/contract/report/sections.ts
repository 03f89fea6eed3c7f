/** What several formats of a report show, put together alike. */

import type { CheckedOperation, FindingGroup, Report, Skipped } from './types.ts';

/** Skipped operations by reason, since many share one; in order of first appearance, a reason of no operation has an empty list. */
export function groupByReason(skipped: readonly Skipped[]): Map<string, string[]> {
  const byReason = new Map<string, string[]>();
  for (const { operationId, reason } of skipped) {
    const names = byReason.get(reason) ?? [];
    byReason.set(reason, names);
    if (operationId !== null) names.push(operationId);
  }
  return byReason;
}

/** Operations that were checked and are right. */
export function withoutFindings({ operations, checked }: Report): CheckedOperation[] {
  const named = new Set(operations.map(({ title }) => title));
  return checked.filter(({ title }) => !named.has(title));
}

/** How often a finding was made, and where first. */
export function occurrencesOf({ finding: { exchange, count = 1 }, exchanges }: FindingGroup): string[] {
  return [
    ...(exchanges > 1 ? [plural(exchanges, 'exchange')] : []),
    ...(exchange === null ? [] : [exchanges > 1 ? `first in ${exchange}` : `exchange ${exchange}`]),
    ...(count > 1 ? [`${grouped(count)} times in one answer`] : []),
  ];
}

export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** With commas between thousands. By hand: to load the languages' rules takes as long as checking a short recording. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
