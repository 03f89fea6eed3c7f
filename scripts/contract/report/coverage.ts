/** What of the descriptions a run has seen: operations, statuses, parameters, fields and values of enumerations. */

import { statusKey } from '../../engine/description/operations.ts';
import type { ContractOperation, Documented, Sighting } from '../../engine/types.ts';

export interface Share {
  readonly seen: number;
  readonly total: number;
}

export interface Seen {
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
}

/** What is counted of each operation, in the words of the reports. */
export const coverageParts = ['statuses', 'parameters', 'fields', 'values'] as const;

/** One operation that an exchange was about. Fields and values are those of its requests and of the statuses that were seen. */
export type OperationCoverage = { readonly title: string; readonly operationId: string | null } & Readonly<
  Record<(typeof coverageParts)[number], Seen>
>;

export interface Coverage {
  /** Of all operations that the run is about, those that an exchange was about; the rest counts in these alone. */
  readonly total: Readonly<Record<'operations' | (typeof coverageParts)[number], Share>>;
  readonly operations: readonly OperationCoverage[];
}

/** What was seen of an operation, by kind. */
export type Sightings = Readonly<Record<Sighting['kind'], ReadonlySet<string>>>;

export type DocumentedBy = (operation: ContractOperation, sides: readonly string[]) => Documented;

export function coverageOf(
  operations: readonly ContractOperation[],
  sightings: ReadonlyMap<ContractOperation, Sightings>,
  documented: DocumentedBy,
  say: (text: string) => string,
): Coverage {
  const covered = operations.flatMap((operation): OperationCoverage[] => {
    const seen = sightings.get(operation);
    if (!seen) return [];
    const keys = new Set([...seen.status].map((status) => statusKey(operation.statuses, Number(status))));
    const { parameters, fields, values } = documented(operation, [
      'request',
      ...operation.statuses.filter((key) => keys.has(key)),
    ]);
    return [
      {
        title: say(`${operation.method} ${operation.path}`),
        operationId: operation.operationId && say(operation.operationId),
        statuses: split(operation.statuses, keys, say),
        parameters: split(parameters, seen.parameter, say),
        fields: split(fields, seen.field, say),
        values: split(values, seen.value, say),
      },
    ];
  });
  const sum = (part: (typeof coverageParts)[number]): Share => {
    const seen = covered.reduce((count, operation) => count + operation[part].seen.length, 0);
    return { seen, total: covered.reduce((count, operation) => count + operation[part].unseen.length, seen) };
  };
  return {
    total: {
      operations: { seen: covered.length, total: operations.length },
      statuses: sum('statuses'),
      parameters: sum('parameters'),
      fields: sum('fields'),
      values: sum('values'),
    },
    operations: covered,
  };
}

function split(all: readonly string[], found: ReadonlySet<string | undefined>, say: (text: string) => string): Seen {
  return {
    seen: all.filter((name) => found.has(name)).map(say),
    unseen: all.filter((name) => !found.has(name)).map(say),
  };
}

/** A share of refusals from which on a run has to be told of them. */
const many = 0.1;

/** Sentences about operations that answered nothing but refusals, when these are many. */
export function refusalWarnings(sightings: ReadonlyMap<ContractOperation, Sightings>): string[] {
  const called = [...sightings.values()].filter(({ status }) => status.size > 0);
  const only = (...statuses: string[]): number =>
    called.filter(({ status }) => [...status].every((each) => statuses.includes(each))).length;
  const refused = only('401', '403');
  const missing = only('404');
  if (refused + missing === 0 || refused + missing < called.length * many) return [];
  const of = `of ${called.length} operations that were called answered nothing but`;
  return [
    ...(refused > 0
      ? [`${refused} ${of} 401 or 403: the token is not the right one, or it lacks the scopes that they need.`]
      : []),
    ...(missing > 0
      ? [`${missing} ${of} 404: the base URL may be wrong, or the store does not hold what they ask for.`]
      : []),
  ];
}
