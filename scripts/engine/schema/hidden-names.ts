import type { Document } from '../description/document.ts';
import { isRecord, type JsonObject } from '../json.ts';
import { rawParts } from './keywords.ts';

const caches = {
  request: new WeakMap<object, ReadonlySet<string>>(),
  response: new WeakMap<object, ReadonlySet<string>>(),
};
const none: ReadonlySet<string> = new Set();

/**
 * Names of the properties that need not be sent in a direction: `readOnly` ones in a request, `writeOnly` ones in a response.
 * Looks through everything that describes the same value, since `required` and the property often stand in different parts.
 */
export function hiddenNames(document: Document, raw: unknown, purpose: 'request' | 'response'): ReadonlySet<string> {
  if (!isRecord(raw) || raw['type'] === 'string') return none;
  const cache = caches[purpose];
  let names = cache.get(raw);
  if (!names) {
    const flag = purpose === 'request' ? 'readOnly' : 'writeOnly';
    const found = new Set<string>();
    visitInPlace(document, raw, new Set(), (schema) => {
      const properties = schema['properties'];
      if (isRecord(properties))
        for (const name in properties) if (isFlagged(document, properties[name], flag)) found.add(name);
    });
    cache.set(raw, (names = found.size > 0 ? found : none));
  }
  return names;
}

function isFlagged(document: Document, raw: unknown, flag: string, depth = 0): boolean {
  if (!isRecord(raw) || depth > 16) return false;
  if (raw[flag] === true) return true;
  const ref = raw['$ref'];
  if (
    typeof ref === 'string' &&
    isFlagged(document, document.schemaTarget(ref, document.root)?.schema, flag, depth + 1)
  )
    return true;
  return Array.isArray(raw['allOf']) && raw['allOf'].some((part) => isFlagged(document, part, flag, depth + 1));
}

function visitInPlace(document: Document, raw: unknown, seen: Set<unknown>, visit: (schema: JsonObject) => void): void {
  if (!isRecord(raw) || seen.has(raw)) return;
  seen.add(raw);
  visit(raw);
  const { $ref } = raw;
  const target = typeof $ref === 'string' ? document.schemaTarget($ref, document.root)?.schema : undefined;
  for (const part of [target, ...rawParts(raw)]) visitInPlace(document, part, seen, visit);
}
