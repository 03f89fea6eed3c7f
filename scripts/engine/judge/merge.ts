import { toPointer } from '../json.ts';
import type { Fault } from './fault.ts';

/** What says most about a value that breaks several keywords at once; the others follow from it, or say less. */
const telling: readonly string[] = ['false', 'required', 'type', 'const', 'enum'];

/** One value is one fault, however many keywords it breaks. */
export function mergeFaults(faults: readonly Fault[]): Fault[] {
  const byPlace = new Map<string, Fault[]>();
  for (const fault of faults) {
    const place = toPointer(fault.path);
    const others = byPlace.get(place);
    if (others) others.push(fault);
    else byPlace.set(place, [fault]);
  }
  return [...byPlace.values()].map(merge);
}

function merge(faults: readonly Fault[]): Fault {
  const [first] = faults as readonly [Fault];
  if (faults.length === 1) return first;
  for (const keyword of telling) {
    const found = faults.find((fault) => fault.keyword === keyword);
    if (found) return { ...found, count: Math.max(...faults.map(({ count }) => count)) };
  }
  const expected = [...new Set(faults.map((fault) => fault.expected))].join(' and ');
  return { ...first, expected, count: Math.max(...faults.map(({ count }) => count)) };
}
