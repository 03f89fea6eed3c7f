import { partsOf, resolve, schemaName, schemasOf, type OpenApiDocument, type Schema } from '../description/document.ts';
import { isRecord } from '../engine/json.ts';
import { nameTypes, type Form } from './types/forms.ts';
import { createMemberReader, type Members } from './types/members.ts';
import { keyOf } from './types/schema-type.ts';

/** Kinds of JSON that a value may have, or code that makes what checks it. */
type Part = { readonly kinds: readonly string[] } | { readonly code: string };

/** Nothing is said of the value. */
const anything: Part = { kinds: [] };

const pure = '/* @__PURE__ */';

/**
 * A module with a schema for each type, which checks at run time what the type says: kinds of JSON, and what is required.
 * Values of enumerations, patterns and limits are left open. Each is a constant that a bundler may drop.
 */
export function generateStandardSchemas(document: OpenApiDocument): string {
  const names = nameTypes(document);
  const { membersOf, marksOf } = createMemberReader(document);

  function partOf(schema: unknown, form: Form): Part {
    if (!isRecord(schema)) return anything;
    const reference = schemaName(schema);
    if (reference !== undefined) {
      const target = resolve<unknown>(document, schema);
      // What is no object needs no schema of its own to be checked by.
      const inner = isRecord(target) && !membersOf(target) ? partOf(target, form) : undefined;
      return inner && 'kinds' in inner ? inner : { code: names.of(reference, form) };
    }
    if ('const' in schema) return { kinds: [kindOf(schema['const'])] };
    if (Array.isArray(schema['enum'])) return { kinds: schema['enum'].map(kindOf) };
    const parts = partsOf(schema, 'allOf');
    if (parts.length === 1 && !schema['properties'] && !schema['required']) return partOf(parts[0], form);
    const members = membersOf(schema);
    if (members) return { code: objectOf(members, form) };
    const choices = partsOf(schema, 'oneOf', 'anyOf');
    if (choices.length > 0) return unite(choices.map((choice) => partOf(choice, form)));
    if (schema['type'] === undefined || schema['format'] === 'binary') return anything;
    return unite([schema['type']].flat().map((type) => partOfType(String(type), schema, form)));
  }

  function partOfType(type: string, schema: Schema, form: Form): Part {
    if (type === 'integer') return { kinds: ['number'] };
    const members = type === 'object' ? membersOf({ ...schema, type }) : undefined;
    if (members) return { code: objectOf(members, form) };
    const item = type === 'array' && !schema['prefixItems'] ? partOf(schema['items'], form) : anything;
    return item === anything ? { kinds: [type] } : { code: `[${codeOf(item)}]` };
  }

  function objectOf({ properties, required, patterns }: Members, form: Form): string {
    const byKinds = new Map<string, string[]>();
    const others: string[] = [];
    for (const [name, schema] of properties) {
      const marks = marksOf(schema);
      const mark = required.has(name) && !(form === 'answer' ? marks.writeOnly : marks.readOnly) ? '!' : '';
      const part = partOf(schema, form);
      if ('code' in part) others.push(`${keyOf(mark + name)}: ${late(part.code)}`);
      else if (part.kinds.length > 0 && !name.includes(' '))
        byKinds.set(kindsOf(part.kinds), [...(byKinds.get(kindsOf(part.kinds)) ?? []), mark + name]);
    }
    // Named members need not be like the others: then nothing can be said of these.
    const rest = properties.size === 0 && patterns.size === 1 ? partOf([...patterns.values()][0], form) : anything;
    const kinds = [...byKinds].map(([kind, list]) => `${keyOf(kind)}: '${list.join(' ')}'`);
    const parameters = [`{ ${kinds.join(', ')} }`];
    if (others.length > 0 || rest !== anything) parameters.push(`{ ${others.join(', ')} }`);
    if (rest !== anything) parameters.push(late(codeOf(rest)));
    return `${pure} object(${parameters.join(', ')})`;
  }

  const constants = names.all.map(({ name, schema, form }) => {
    const part = partOf(schemasOf(document)[schema], form);
    // Bytes are nothing that could be checked so.
    if (part === anything) return '';
    const code = codeOf(part);
    return `export const ${name}: StandardSchema<Types.${name}> = ${code.startsWith(pure) ? code : `${pure} schema(${late(code)})`};\n`;
  });
  return [
    "import { object, schema, type StandardSchema } from './client/standard-schema.js';",
    "import type * as Types from './types.js';\n",
    "export type { SchemaIssue, StandardSchema } from './client/standard-schema.js';\n",
    ...constants.filter(Boolean),
  ].join('\n');
}

function unite(parts: readonly Part[]): Part {
  if (parts.includes(anything)) return anything;
  const kinds = parts.flatMap((part) => ('kinds' in part ? part.kinds : []));
  const codes = [...new Set(parts.flatMap((part) => ('code' in part ? part.code : [])))];
  if (codes.length === 0) return { kinds };
  if (kinds.length === 0 && codes.length === 1) return { code: codes[0]! };
  return { code: `[${[...(kinds.length > 0 ? [`'${kindsOf(kinds)}'`] : []), ...codes].join(', ')}]` };
}

function codeOf(part: Part): string {
  return 'code' in part ? part.code : `'${kindsOf(part.kinds)}'`;
}

/** Code that mentions other schemas runs when it is needed: they may come later, and refer back. */
function late(code: string): string {
  return !code.startsWith(pure) && /[A-Z]\w*/.test(code.replace(/'[^']*'/g, '')) ? `() => ${code}` : code;
}

function kindsOf(kinds: readonly string[]): string {
  return [...new Set(kinds)].sort().join('|');
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
