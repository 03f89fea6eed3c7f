import { escapeToken, type JsonPath } from '../json.ts';

/** Stands for the value of a property that is not there. */
export const absent: unique symbol = Symbol('absent');

/** One way in which a value breaks its schema. */
export interface Fault {
  readonly keyword: string;
  /** Where in the value; of the first occurrence. */
  readonly path: JsonPath;
  /** What the value there must be, as a phrase: `an integer`, `at most 100`. Never depends on the value itself. */
  readonly expected: string;
  /** The value there, or {@link absent}; of the first occurrence. */
  readonly actual: unknown;
  /** For `const` and `enum`: the values that are allowed. */
  readonly allowed?: readonly unknown[];
  readonly count: number;
}

/** Collects faults; the same fault in several items of an array is one with a count. */
export interface Faults {
  add(fault: Omit<Fault, 'count' | 'path'>, path: JsonPath, count?: number): void;
  readonly size: number;
  list(): Fault[];
}

export function createFaults(): Faults {
  const byKey = new Map<string, { -readonly [K in keyof Fault]: Fault[K] }>();
  return {
    add(fault, path, count = 1) {
      const key = `${fault.keyword} ${fault.expected} ${pathPattern(path)}`;
      const known = byKey.get(key);
      if (known) known.count += count;
      else byKey.set(key, { ...fault, path: path.slice(), count });
    },
    get size() {
      return byKey.size;
    },
    list: () => [...byKey.values()],
  };
}

/** A pointer in which array indexes are `*`: what the same place in every item has in common. */
export function pathPattern(path: JsonPath): string {
  let pattern = '';
  for (const token of path) pattern += typeof token === 'number' ? '/*' : `/${escapeToken(token)}`;
  return pattern;
}
