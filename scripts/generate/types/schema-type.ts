import { isRecord } from '../../engine/json.ts';
import {
  partsOf,
  resolve,
  schemaName,
  schemasOf,
  type OpenApiDocument,
  type Schema,
} from '../../description/document.ts';
import { commentOf } from './comment.ts';
import type { Form, NamedType, TypeNames } from './forms.ts';
import { createMemberReader, listOf, type Members } from './members.ts';

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
  const { membersOf, marksOf } = createMemberReader(document);
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
    const parts = partsOf(schema, 'allOf');
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
    return schemasOf(document)[reference] ?? {};
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
    return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
      // Branches that only say what is required add nothing that a type could say.
      const typed = partsOf(schema, keyword).filter((part) => Object.keys(part).some((key) => key !== 'required'));
      return typed.length > 0 ? [union(typed.map((choice) => typeOf(choice, form)))] : [];
    });
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
