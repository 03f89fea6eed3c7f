/** Proves a checker on a description: no finding on what is right, the right finding on every seeded fault. */

import type { JsonObject } from '../plan/description.ts';
import type { Contract, Finding } from '../../engine/types.ts';
import { validExchanges } from './exchanges.ts';
import { createSchemaWalk } from './schema-walk.ts';
import { requestFaults, responseFaults, type SeededFault } from './seeded-faults.ts';

/** A fault or valid exchange that was judged wrongly, in words. */
export interface Misjudged {
  readonly what: string;
  readonly findings: readonly Finding[];
}

export interface SelfTestResult {
  /** Valid exchanges that were checked. */
  readonly valid: number;
  /** Operations with a status that has no valid exchange; `operation status`. */
  readonly uncovered: readonly string[];
  readonly seeded: { readonly breaking: number; readonly additive: number };
  /** Faults by name with their number. */
  readonly faults: Readonly<Record<string, number>>;
  /** Valid exchanges with findings. */
  readonly falseAlarms: readonly Misjudged[];
  /** Seeded faults without their finding. */
  readonly missed: readonly Misjudged[];
  /** Seeded additive faults with a breaking finding. */
  readonly overstated: readonly Misjudged[];
  /** Seeded faults in a body, other than a renamed property, with more than one finding. */
  readonly repeated: readonly Misjudged[];
}

/**
 * @param description a bundled description whose contract it is
 * @param onlyValid seed only into exchanges without findings; for descriptions with examples that break their own schemas
 */
export function selfTest(description: JsonObject, contract: Contract, onlyValid = false): SelfTestResult {
  const walk = createSchemaWalk(description);
  const exchanges = validExchanges(description, contract);
  const covered = new Set<string>();
  const falseAlarms: Misjudged[] = [];
  const missed: Misjudged[] = [];
  const overstated: Misjudged[] = [];
  const repeated: Misjudged[] = [];
  const faults: Record<string, number> = {};
  const seeded = { breaking: 0, additive: 0 };
  const taken = new Set<string>();

  const judge = (fault: SeededFault, title: string): void => {
    seeded[fault.severity] += 1;
    faults[fault.name] = (faults[fault.name] ?? 0) + 1;
    const findings = contract.checkExchange(fault.request, fault.response);
    const what = `${title}: ${fault.name} at "${fault.pointer}"`;
    const found = findings.some(
      ({ kind, severity, pointer }) => kind === fault.kind && severity === fault.severity && pointer === fault.pointer,
    );
    if (!found) missed.push({ what, findings });
    if (fault.severity === 'additive' && findings.some(({ severity }) => severity === 'breaking'))
      overstated.push({ what, findings });
    if (findings.length > 1 && !fault.name.includes('renamed')) repeated.push({ what, findings });
  };

  for (const exchange of exchanges) {
    const { operation, documented, request, response } = exchange;
    const title = `${operation.contract.key} ${documented.status}`;
    covered.add(title);
    const findings = contract.checkExchange(request, response);
    if (findings.length > 0) falseAlarms.push({ what: title, findings });
    if (findings.length > 0 && onlyValid) continue;
    for (const fault of responseFaults(walk, exchange)) judge(fault, title);
    if (response.status >= 400 || taken.has(operation.contract.key)) continue;
    taken.add(operation.contract.key);
    for (const fault of requestFaults(walk, exchange, unusedStatus(operation.contract.statuses))) judge(fault, title);
  }
  const all = exchanges.flatMap(({ operation }) =>
    operation.contract.statuses.map((status) => `${operation.contract.key} ${status}`),
  );
  return {
    valid: exchanges.length,
    uncovered: [...new Set(all)].filter((title) => !covered.has(title)),
    seeded,
    faults,
    falseAlarms,
    missed,
    overstated,
    repeated,
  };
}

/** A status below 400 that nothing describes; 4xx would speak for the request. */
function unusedStatus(statuses: readonly string[]): number | undefined {
  if (statuses.includes('default')) return undefined;
  const candidates = [...Array(99).keys()].flatMap((i) => [201 + i, 501 + i]);
  return candidates.find(
    (status) =>
      ![String(status), `${String(status)[0]}XX`, `${String(status)[0]}xx`].some((key) => statuses.includes(key)) &&
      ![204, 205, 206].includes(status),
  );
}
