/** Skipped operations by reason, since many share one. */

import type { Skipped } from './types.ts';

/** Reasons in order of first appearance with the operations that they hold for; a reason of no operation has an empty list. */
export function groupByReason(skipped: readonly Skipped[]): Map<string, string[]> {
  const byReason = new Map<string, string[]>();
  for (const { operationId, reason } of skipped) {
    const names = byReason.get(reason) ?? [];
    byReason.set(reason, names);
    if (operationId !== null) names.push(operationId);
  }
  return byReason;
}
