import { isRecord } from '../engine/json.ts';
import { isReference, listOperations, resolve, type OpenApiDocument } from '../description/document.ts';

export type Schema = Record<string, unknown>;

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** Named schemas in alphabetical order. */
export function schemasOf(document: OpenApiDocument): [name: string, schema: Schema][] {
  const schemas = (document.components?.['schemas'] ?? {}) as Record<string, Schema>;
  return Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The fields of an object schema, those of the schemas that it is composed of included. */
export function listFields(document: OpenApiDocument, schema: Schema, seen = new Set<Schema>()): Field[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const required = (schema['required'] ?? []) as string[];
  const own = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => (schema[keyword] ?? []) as Schema[]);
  const inherited = parts.flatMap((part) => listFields(document, resolve<Schema>(document, part), seen));
  const fields = own.map(([name, value]) => ({
    name,
    schema: withMeaning(document, value),
    isRequired: required.includes(name),
  }));
  const names = new Set(fields.map(({ name }) => name));
  return [...fields, ...inherited.filter(({ name }) => !names.has(name))];
}

/** A field that is only a reference takes over what the schema says about itself. */
function withMeaning(document: OpenApiDocument, value: Schema): Schema {
  if (!isReference(value) || value['description'] !== undefined) return value;
  const { description } = resolve<Schema>(document, value);
  return description === undefined ? value : { ...value, description };
}

/** A type in a few words: `string`, `list of ProductImage`, `number or null`, `"A", "B"`. */
export function typeText(schema: Schema): string {
  if (isReference(schema)) return schema.$ref.split('/').pop()!;
  const choices = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (choices) return [...new Set(choices.map(typeText))].join(' or ');
  const all = (schema['allOf'] as Schema[] | undefined)?.filter(isReference);
  if (all?.length) return all.map(typeText).join(' and ');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  const values = schema['enum'] as unknown[] | undefined;
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  return [schema['type'] ?? 'anything']
    .flat()
    .map((type) => typeName(String(type), schema))
    .join(' or ');
}

function typeName(type: string, schema: Schema): string {
  if (type === 'array') return `list of ${typeText((schema['items'] ?? {}) as Schema)}`;
  const values = schema['additionalProperties'];
  if (type === 'object' && isRecord(values)) return `map of ${typeText(values)}`;
  return schema['format'] === 'binary' ? 'file' : type;
}

/** Schema name to the operations whose request or answer holds it, however deep. */
export function usersOf(document: OpenApiDocument): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { operation } of listOperations(document)) {
    const reached = new Set<string>();
    const queue: unknown[] = [operation];
    while (queue.length > 0) {
      const value = queue.pop();
      if (isReference(value)) {
        if (reached.has(value.$ref)) continue;
        reached.add(value.$ref);
        queue.push(resolve(document, value));
      } else if (Array.isArray(value)) queue.push(...(value as unknown[]));
      else if (isRecord(value)) queue.push(...Object.values(value));
    }
    for (const reference of reached) {
      const [, name] = /^#\/components\/schemas\/(.+)$/.exec(reference) ?? [];
      if (name) users.set(name, [...(users.get(name) ?? []), operation.operationId ?? '']);
    }
  }
  return users;
}
