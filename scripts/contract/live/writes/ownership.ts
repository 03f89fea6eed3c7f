/** Tells what a run has made from what was there before: a server may answer a creation with the id of something old. */

import { asArray, asObject, type PlannedOperation } from '../../plan/description.ts';

/** Ids of the things that an answer lists, wherever it has its list: `[...]`, `{ items: [...] }`, `{ data: [...] }`. */
export function listedIds(body: unknown): Set<string> {
  const lists = Array.isArray(body) ? [body] : Object.values(asObject(body)).filter(Array.isArray);
  const ids = lists.flatMap((list) => asArray(list).map((item) => asObject(item).id));
  return new Set(ids.flatMap((id) => (typeof id === 'string' || typeof id === 'number' ? [String(id)] : [])));
}

/** The operation that lists what `creation` adds to, when it can be asked without further ado. */
export function listOf(
  creation: PlannedOperation,
  operations: readonly PlannedOperation[],
): PlannedOperation | undefined {
  return operations.find(
    ({ contract, parameters, neverLive }) =>
      contract.method === 'GET' &&
      contract.path === creation.contract.path &&
      neverLive === undefined &&
      parameters.every(({ required }) => !required),
  );
}

/**
 * Whether what is read back may be what was sent. A server adds members and may round numbers; when not one of the texts (or
 * without texts, of the numbers) that both have is the same, it is something else.
 */
export function mayBeTheSame(sent: unknown, read: unknown): boolean {
  const there = asObject('id' in asObject(read) ? read : (asObject(read).data ?? read));
  const shared = Object.entries(asObject(sent)).filter(([name]) => Object.hasOwn(there, name));
  for (const type of ['string', 'number']) {
    const comparable = shared.filter(([name, value]) => typeof value === type && typeof there[name] === type);
    if (comparable.length > 0) return comparable.some(([name, value]) => there[name] === value);
  }
  return true;
}
