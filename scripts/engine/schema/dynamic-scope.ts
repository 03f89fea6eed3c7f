import { isRecord, type JsonObject } from '../json.ts';

const cache = new WeakMap<object, ReadonlyMap<string, JsonObject>>();

/** The `$dynamicAnchor`s inside a schema, by name. */
export function dynamicAnchors(schema: JsonObject): ReadonlyMap<string, JsonObject> {
  let anchors = cache.get(schema);
  if (!anchors) {
    const found = new Map<string, JsonObject>();
    collect(schema, found);
    cache.set(schema, (anchors = found));
  }
  return anchors;
}

function collect(value: unknown, found: Map<string, JsonObject>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isRecord(value)) {
    const name = value['$dynamicAnchor'];
    if (typeof name === 'string' && !found.has(name)) found.set(name, value);
    for (const key in value)
      if (typeof value[key] === 'object' && key !== 'enum' && key !== 'const') collect(value[key], found);
  }
}

/**
 * What a `$dynamicRef` leads to: the outermost schema on the way that has an anchor of the name, provided that the reference
 * read as a plain `$ref` leads to such an anchor (2020-12 Core, 8.2.3.2).
 * @param scope the schemas entered on the way, outermost first
 */
export function dynamicTarget(initial: unknown, scope: readonly JsonObject[]): unknown {
  const name = isRecord(initial) ? initial['$dynamicAnchor'] : undefined;
  if (typeof name !== 'string') return initial;
  for (const schema of scope) {
    const found = dynamicAnchors(schema).get(name);
    if (found) return found;
  }
  return initial;
}
