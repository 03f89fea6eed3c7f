import { isRecord } from '../json.ts';

export interface Rounded {
  /** The value with every `bigint` as a double. */
  readonly value: unknown;
  /** Holds it as its member `value`. */
  readonly holder: object;
  /** How many values it is made of. */
  readonly size: number;
  /** The containers of `value` that hold a `bigint` somewhere, each with its original. */
  readonly exact: ReadonlyMap<unknown, unknown>;
}

/** A value as ajv can read it; integers beyond 2^53 are looked up again where the last digits count. */
export function round(original: unknown): Rounded {
  const exact = new Map<unknown, unknown>();
  let size = 0;
  const visit = (value: unknown): unknown => {
    size++;
    if (typeof value === 'bigint') return toDouble(value);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Array.isArray(value)
      ? value.map(visit)
      : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visit(member)]));
    const changed = Array.isArray(copy)
      ? copy.some((item, index) => item !== (value as unknown[])[index])
      : isRecord(copy) && Object.keys(copy).some((name) => copy[name] !== (value as Record<string, unknown>)[name]);
    if (!changed) return value;
    exact.set(copy, value);
    return copy;
  };
  const holder = visit({ value: original }) as { readonly value: unknown };
  return { value: holder.value, holder, size, exact };
}

/** Digits beyond what a double can hold at all leave the largest one: still an integer, and too large for any limit. */
function toDouble(value: bigint): number {
  const double = Number(value);
  return Number.isFinite(double) ? double : Math.sign(double) * Number.MAX_VALUE;
}
