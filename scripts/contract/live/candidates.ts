/** Which operations a live run may send, and why it must not send the others. */

import type { PlannedOperation } from '../plan/description.ts';
import { leadsTo } from './links.ts';
import { reasonAgainstName } from '../plan/writable.ts';

/** Methods that change nothing (RFC 9110, safe); OPTIONS and TRACE are not part of an API's contract. */
const reads = new Set(['GET', 'HEAD']);

/**
 * Why an operation is no read that may be sent to the host of the base URL; undefined when it is one.
 * @param writes whether the workflows are run too
 */
export function reasonAgainst(operation: PlannedOperation, writes = false): string | undefined {
  const { contract, neverLive, ownServers, parameters, requestBody } = operation;
  if (neverLive !== undefined) return `Never sent to a live host: ${neverLive}.`;
  if (!reads.has(contract.method))
    return writes
      ? 'It changes data, and no workflow got to it.'
      : 'It changes data: only the workflows that --writes runs send such requests.';
  if (ownServers.length > 0)
    return `It is served elsewhere (${ownServers[0]}), and a live run talks to the host of --base-url only.`;
  if (requestBody?.required === true) return `A ${contract.method} request cannot be sent with a body from here.`;
  for (const parameter of parameters.filter(({ required }) => required)) {
    const reason = reasonAgainstName(parameter);
    if (reason !== undefined) return `Its ${parameter.in} ${parameter.name} cannot be sent: ${reason}.`;
  }
  return undefined;
}

/** The operations among which `wanted` can be reached: those, and all whose links lead to one of them in turn. */
export function withSources(
  wanted: ReadonlySet<PlannedOperation>,
  all: readonly PlannedOperation[],
): ReadonlySet<PlannedOperation> {
  const needed = new Set(wanted);
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const operation of all) if ([...needed].some((target) => leadsTo(operation, target))) needed.add(operation);
  }
  return needed;
}
