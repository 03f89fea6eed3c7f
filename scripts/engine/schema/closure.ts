import type { Schema, SchemaObject } from './keywords.ts';
import type { SchemaSet } from './schema-set.ts';

/** Everything that always describes the same value: a schema, what it refers to, and the parts of its `allOf`. */
export function closure(set: SchemaSet, schemas: readonly Schema[]): SchemaObject[] {
  const found = new Set<SchemaObject>();
  const visit = (schema: Schema | undefined): void => {
    if (typeof schema !== 'object' || found.has(schema)) return;
    found.add(schema);
    if (schema.$ref !== undefined) visit(set.definitions.get(schema.$ref));
    schema.allOf?.forEach(visit);
  };
  schemas.forEach(visit);
  return [...found];
}
