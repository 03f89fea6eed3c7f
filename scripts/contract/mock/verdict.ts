/** Which of the values that are made by a schema is taken. */

import type { Finding } from '../../engine/types.ts';

export interface Verdict {
  /** What breaks the contract. */
  readonly fault: string | undefined;
  /** Whether something else is told, such as a member that is not sent in that direction. */
  readonly isNoted: boolean;
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  return {
    fault: findings.find(({ severity }) => severity === 'breaking')?.message,
    isNoted: findings.length > 0,
  };
}

/**
 * The first value of which nothing is told, else the first that breaks nothing: the example of a whole schema has what is only read
 * and what is only written, and the next value has not.
 */
export function firstRight<Value>(
  variants: number,
  make: (variant: number) => { readonly value: Value; readonly verdict: Verdict } | undefined,
): { readonly found: Value | undefined; readonly problem: string | undefined } {
  let noted: Value | undefined;
  let problem: string | undefined;
  // Where the first few all have something, the others will as well.
  for (let variant = 0; variant < (noted === undefined ? variants : Math.min(variants, 4)); variant += 1) {
    const made = make(variant);
    if (!made) continue;
    const { value, verdict } = made;
    if (!verdict.isNoted) return { found: value, problem: undefined };
    if (verdict.fault === undefined) noted ??= value;
    else problem = verdict.fault;
  }
  return { found: noted, problem };
}
