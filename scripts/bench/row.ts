/** One figure, and what it may be at most, or at least. */
export interface BenchRow {
  readonly name: string;
  readonly value: string;
  readonly limit?: string;
  /** False when the limit is missed. */
  readonly ok: boolean;
}

export function row(name: string, value: string, limit?: string, ok = true): BenchRow {
  return { name, value, ...(limit !== undefined && { limit }), ok };
}
