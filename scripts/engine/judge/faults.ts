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

/** What is wrong with a value, apart from where that is. */
export type Complaint = Pick<Fault, 'keyword' | 'expected' | 'allowed'>;

/** A member that the description does not mention, or that it keeps for the other direction. */
export interface UnknownField {
  readonly kind: 'unknown' | 'hidden';
  /** Of the first occurrence. */
  readonly path: JsonPath;
  readonly value: unknown;
  readonly count: number;
}

/** Collects what is to be told of a value; the same in several items of an array is one with a count. */
export interface Sink {
  complain(complaint: Complaint, path: JsonPath, actual: unknown): void;
  note(kind: UnknownField['kind'], path: JsonPath, value: unknown): void;
  all(): Told;
}

/** What is to be told of a value. */
export interface Told {
  /** What is wrong with it; empty when it is valid. */
  readonly faults: readonly Fault[];
  /** Members that the description does not mention, or keeps for the other direction. */
  readonly unknown: readonly UnknownField[];
}

export function createSink(): Sink {
  const faults = counting<Fault>();
  const fields = counting<UnknownField>();
  return {
    complain({ keyword, expected, allowed }, path, actual) {
      const fault = { keyword, expected, actual, ...(allowed && { allowed }) };
      faults.add(`${keyword} ${expected} ${pathPattern(path)}`, path, fault);
    },
    note: (kind, path, value) => fields.add(`${kind} ${pathPattern(path)}`, path, { kind, value }),
    all: () => ({ faults: faults.list(), unknown: fields.list() }),
  };
}

function counting<T extends { readonly path: JsonPath; readonly count: number }>() {
  const found = new Map<string, { entry: T; count: number }>();
  return {
    add(key: string, path: JsonPath, rest: Omit<T, 'path' | 'count'>): void {
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { entry: { ...rest, path: path.slice() } as unknown as T, count: 1 });
    },
    list: (): T[] => [...found.values()].map(({ entry, count }) => ({ ...entry, count })),
  };
}

/** A pointer in which array indexes are `*`: what the same place in every item has in common. */
function pathPattern(path: JsonPath): string {
  let pattern = '';
  for (const token of path) pattern += typeof token === 'number' ? '/*' : `/${escapeToken(token)}`;
  return pattern;
}

/** What says most about a value that breaks several keywords at once; the others follow from it, or say less. */
const telling: readonly string[] = ['false', 'required', 'type', 'const', 'enum'];

/** One value is one fault, however many keywords it breaks. */
export function mergeComplaints<T extends Complaint>(complaints: readonly T[]): T {
  const [first] = complaints as readonly [T];
  for (const keyword of telling) {
    const found = complaints.find((complaint) => complaint.keyword === keyword);
    if (found) return found;
  }
  return { ...first, expected: [...new Set(complaints.map(({ expected }) => expected))].join(' and ') };
}
