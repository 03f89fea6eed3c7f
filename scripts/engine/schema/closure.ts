import { impossible, type Schema, type SchemaObject } from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';

/**
 * Everything that always describes the same value: schemas, what they refer to, and the parts of their `allOf`; `false` is
 * {@link impossible} among them.
 * @param found what is known already; added to
 */
export function closure(
  set: SchemaSet,
  schemas: readonly Schema[],
  found: Set<SchemaObject> = new Set<SchemaObject>(),
): Set<SchemaObject> {
  for (const schema of schemas) {
    if (schema === false) found.add(impossible);
    if (typeof schema === 'boolean' || found.has(schema)) continue;
    found.add(schema);
    if (schema.$ref !== undefined) closure(set, [set.definitions.get(schema.$ref) ?? true], found);
    if (schema.allOf) closure(set, schema.allOf, found);
  }
  return found;
}
