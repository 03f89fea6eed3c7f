import type { Call } from '../../call.ts';

/** Ids of ways to deliver and to pay look like `6589-1709547151586`: a number, and the moment of creation in milliseconds. */
export function newOptionId(kind: string, call: Call): string {
  return `${10_000 + call.state.newId(`${kind}Prefix`)}-${call.now}`;
}
