import { isRecord } from '../../engine/json.ts';
import { partsOf, resolve, schemaName, type OpenApiDocument, type Schema } from '../../description/document.ts';
import type { Described } from './comment.ts';

/** The members of an object, after everything that it is composed of was put together. */
export interface Members {
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** Types of members whose names are not known, by the template of the name. */
  readonly patterns: ReadonlyMap<string, unknown>;
}

/** Reads what the schemas of one description say of their members. */
export function createMemberReader(document: OpenApiDocument) {
  /** The members of a schema, with those of the schemas it is composed of; undefined when it is not an object with a shape. */
  function membersOf(schema: Schema): Members | undefined {
    if (Array.isArray(schema['type']) || (schema['type'] !== undefined && schema['type'] !== 'object'))
      return undefined;
    const properties = new Map<string, unknown>();
    const required = new Set(listOf(schema['required']).map(String));
    const patterns = new Map<string, unknown>();
    const parts = partsOf(schema, 'allOf');
    for (const part of parts) {
      const inner = membersOf(resolve<Schema>(document, part));
      if (!inner) return undefined;
      for (const [name, value] of inner.properties) properties.set(name, value);
      for (const name of inner.required) required.add(name);
      for (const [pattern, value] of inner.patterns) patterns.set(pattern, value);
    }
    for (const [name, value] of entriesOf(schema['properties']))
      properties.set(name, refine(properties.get(name), value));
    for (const [pattern, value] of entriesOf(schema['patternProperties'])) patterns.set(templateOf(pattern), value);
    if (isRecord(schema['additionalProperties'])) patterns.set('string', schema['additionalProperties']);
    if (properties.size + patterns.size > 0) return { properties, required, patterns };
    return parts.length > 0 || required.size > 0 ? { properties, required, patterns } : undefined;
  }

  /** What is said of a member: by itself, or by the schema that it is. */
  function marksOf(schema: unknown): { readonly readOnly?: unknown; readonly writeOnly?: unknown } & Described {
    const target = schemaName(schema) ? resolve<unknown>(document, schema as Schema) : undefined;
    const { description, deprecated } = isRecord(target) ? target : {};
    return { description, deprecated, ...(schema as Schema) };
  }

  return { membersOf, marksOf };
}

/** A property that a composed schema has already, said again more closely. */
function refine(known: unknown, closer: unknown): unknown {
  if (!isRecord(known) || !isRecord(closer)) return closer;
  const saysType = ['type', '$ref', 'enum', 'const', 'allOf', 'oneOf', 'anyOf'].some((key) => key in closer);
  return saysType
    ? { ...(known['description'] ? { description: known['description'] } : {}), ...closer }
    : { ...known, ...closer };
}

/** The template literal type of names that a pattern such as `^attribute_` matches. */
export function templateOf(pattern: string): string {
  const start = /^\^((?:[\w-]|\\\W)+)(?:\.[*+]\$?)?$/.exec(pattern)?.[1];
  return start === undefined ? 'string' : `\`${start.replaceAll('\\', '')}\${string}\``;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
