import { isReference, resolve, type FoundOperation, type OpenApiDocument } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';

/** Schema name to the operations whose request or answer holds it, however deep. */
export function usersOf(
  document: OpenApiDocument,
  operations: readonly FoundOperation[],
): Map<string, FoundOperation[]> {
  const users = new Map<string, FoundOperation[]>();
  for (const found of operations) {
    for (const reference of referencesIn(document, found.operation)) {
      const [, name] = /^#\/components\/schemas\/(.+)$/.exec(reference) ?? [];
      if (name) users.set(name, [...(users.get(name) ?? []), found]);
    }
  }
  return users;
}

/** Every reference that a value leads to, however deep. */
function referencesIn(document: OpenApiDocument, start: unknown): Set<string> {
  const reached = new Set<string>();
  const queue: unknown[] = [start];
  while (queue.length > 0) {
    const value = queue.pop();
    if (isReference(value)) {
      if (reached.has(value.$ref)) continue;
      reached.add(value.$ref);
      queue.push(resolve(document, value));
    } else if (Array.isArray(value)) queue.push(...(value as unknown[]));
    else if (isRecord(value)) queue.push(...Object.values(value));
  }
  return reached;
}
