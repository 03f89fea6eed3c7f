import { isRecord } from '../../engine/json.ts';
import { resolve, type OpenApiDocument } from '../../description/document.ts';
import { commentOf, type Described } from './comment.ts';
import { schemaName, type Form, type NamedType, type TypeNames } from './forms.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The members of an object, after everything that it is composed of was put together. */
interface Members {
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** Types of members whose names are not known, by the template of the name. */
  readonly patterns: ReadonlyMap<string, unknown>;
}

const readOnlyNote = 'Read-only: answers carry it, and no body takes it.';

/**
 * The type of members that a body does not take. They stand in a type of their own beside that of the body: so a literal
 * with one of them is refused in these words, and an answer that is spread into a body fits.
 */
export const readOnlyMember = `/** ${readOnlyNote} What was read may be spread into a body. */
export interface ReadOnlyMember {
  readonly 'read-only': never;
}
`;

/** Filters by time: the client sends a `Date` in a form that each of them reads. */
const dateFilter = 'DateTimeFilter';

/** Writes the types of one description's schemas as TypeScript. */
export function createTypeWriter(document: OpenApiDocument, names: TypeNames) {
  const refused = new Map<string, readonly string[]>();

  /** The TypeScript type of a schema. */
  function typeOf(schema: unknown, form: Form): string {
    if (!isRecord(schema)) return schema === false ? 'never' : 'unknown';
    const reference = schemaName(schema);
    if (reference === dateFilter) return 'string | number | Date';
    if (reference !== undefined) {
      if (isBinary(resolve<unknown>(document, schema))) return 'Blob';
      const name = names.of(reference, form);
      return form === 'body' && refusedBy(reference).length > 0 ? `${name} | ${name}ReadOnly` : name;
    }
    if ('const' in schema) return JSON.stringify(schema['const']);
    if (Array.isArray(schema['enum'])) return union(schema['enum'].map((value) => JSON.stringify(value)));
    if (isBinary(schema)) return 'Blob';
    const parts = listOf(schema['allOf']);
    // One reference with words around it is that reference.
    if (parts.length === 1 && !schema['properties'] && !schema['required']) return typeOf(parts[0], form);
    const members = membersOf(schema);
    const choices = choicesOf(schema, form);
    if (members) return intersection([objectType(members, form), ...choices]);
    if (choices.length > 0) return intersection(choices);
    if (parts.length > 0) return intersection(parts.map((part) => typeOf(part, form)));
    return union([schema['type'] ?? 'unknown'].flat().map((type) => simpleType(String(type), schema, form)));
  }

  /** The type of a schema by a name, as a declaration with its comment. */
  function declare({ name, schema: reference, form, isBody }: NamedType): string {
    const schema = schemaOf(reference);
    const members = membersOf(schema);
    const about = commentOf(schema);
    if (!members || choicesOf(schema, form).length > 0)
      return `${about}export type ${name} = ${typeOf(schema, form)};\n`;
    const refused = isBody ? refusedBy(reference) : [];
    const marks = refused.map((member) => `/** @deprecated ${readOnlyNote} */\n${keyOf(member)}?: ReadOnlyMember;\n`);
    return [
      `${about}export interface ${name} ${objectType(members, form)}\n`,
      marks.length > 0
        ? `/** What \`${name}\` does not take, although answers carry it. */\nexport interface ${name}ReadOnly extends ${name} {\n${marks.join('')}}\n`
        : '',
    ].join('\n');
  }

  /**
   * Members that answers carry and this schema does not take as a body: its own that are read-only, and for `ProductUpdate`
   * those that only `Product` has.
   */
  function refusedBy(reference: string): readonly string[] {
    const known = refused.get(reference);
    if (known) return known;
    const schema = schemaOf(reference);
    const members = schema['oneOf'] || schema['anyOf'] ? undefined : membersOf(schema);
    const names: string[] = [];
    if (members && members.patterns.size === 0) {
      for (const [name, value] of members.properties) if (marksOf(value).readOnly) names.push(name);
      const entity = membersOf(schemaOf(/^(.+)(?:Create|Update)$/.exec(reference)?.[1] ?? ''));
      for (const [name, value] of entity?.properties ?? [])
        if (!members.properties.has(name) && !marksOf(value).writeOnly) names.push(name);
    }
    refused.set(reference, names);
    return names;
  }

  function schemaOf(reference: string): Schema {
    const schema = document.components?.['schemas']?.[reference];
    return isRecord(schema) ? schema : {};
  }

  /** What is said of a member: by itself, or by the schema that it is. */
  function marksOf(schema: unknown): { readonly readOnly?: unknown; readonly writeOnly?: unknown } & Described {
    const target = schemaName(schema) ? resolve<unknown>(document, schema as Schema) : undefined;
    const { description, deprecated } = isRecord(target) ? target : {};
    return { description, deprecated, ...(schema as Schema) };
  }

  function simpleType(type: string, schema: Schema, form: Form): string {
    if (type === 'integer') return 'number';
    if (type === 'object') return 'Record<string, unknown>';
    if (type !== 'array') return type;
    const first = listOf(schema['prefixItems']);
    if (first.length > 0) return `[${first.map((item) => typeOf(item, form)).join(', ')}]`;
    const item = typeOf(schema['items'], form);
    return /^[\w.]+$/.test(item) ? `${item}[]` : `Array<${item}>`;
  }

  function choicesOf(schema: Schema, form: Form): string[] {
    return ['oneOf', 'anyOf'].flatMap((keyword) => {
      const choices = listOf(schema[keyword]);
      // Branches that only say what is required add nothing that a type could say.
      const typed = choices.filter(
        (choice) => isRecord(choice) && Object.keys(choice).some((key) => key !== 'required'),
      );
      return typed.length > 0 ? [union(typed.map((choice) => typeOf(choice, form)))] : [];
    });
  }

  /** The members of a schema, with those of the schemas it is composed of; undefined when it is not an object with a shape. */
  function membersOf(schema: Schema): Members | undefined {
    if (Array.isArray(schema['type']) || (schema['type'] !== undefined && schema['type'] !== 'object'))
      return undefined;
    const properties = new Map<string, unknown>();
    const required = new Set(listOf(schema['required']).map(String));
    const patterns = new Map<string, unknown>();
    for (const part of listOf(schema['allOf'])) {
      const resolved = resolve<unknown>(document, part as Schema);
      const inner = isRecord(resolved) ? membersOf(resolved) : undefined;
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
    return listOf(schema['allOf']).length > 0 || required.size > 0 ? { properties, required, patterns } : undefined;
  }

  function objectType({ properties, required, patterns }: Members, form: Form): string {
    const members = [...properties].flatMap(([name, schema]) => {
      const about = marksOf(schema);
      if (form === 'answer' ? about.writeOnly : about.readOnly) return [];
      const mark = required.has(name) ? '' : '?';
      return [`${commentOf(about)}${keyOf(name)}${mark}: ${typeOf(schema, form)};\n`];
    });
    for (const [template, schema] of patterns) {
      // Named members need not be like the others: then nothing can be said of these.
      const type = template === 'string' && members.length > 0 ? 'unknown' : typeOf(schema, form);
      members.push(`${commentOf(isRecord(schema) ? schema : {})}[name: ${template}]: ${type};\n`);
    }
    return `{\n${members.join('')}}`;
  }

  return { typeOf, declare };
}

function isBinary(schema: unknown): boolean {
  return isRecord(schema) && schema['format'] === 'binary';
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

/** A name as the key of a member. */
export function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

export function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ') || 'never';
}

function intersection(types: readonly string[]): string {
  return types.length === 1 ? types[0]! : types.map((type) => (type.includes('|') ? `(${type})` : type)).join(' & ');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
