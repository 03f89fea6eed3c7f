import { isReference, partsOf, schemaName, type Schema } from '../../description/document.ts';
import { isRecord } from '../../engine/json.ts';

/** A piece of what is said of a type: words, or the name of a schema, which leads to its page. */
export interface TypePart {
  readonly text: string;
  readonly schema?: string;
}

/** A type in a few words: `string`, `list of ProductImage`, `number or null`. */
export function typeOf(schema: Schema): TypePart[] {
  const name = schemaName(schema);
  if (name !== undefined) return [{ text: name, schema: name }];
  const choices = partsOf(schema, 'oneOf', 'anyOf');
  if (choices.length > 0) return joined(choices.map(typeOf), ' or ');
  const all = partsOf(schema, 'allOf').filter(isReference);
  if (all.length > 0) return joined(all.map(typeOf), ' and ');
  if (schema['const'] !== undefined) return [{ text: JSON.stringify(schema['const']) }];
  const types = [schema['type'] ?? (schema['properties'] ? 'object' : schema['enum'] ? 'string' : 'anything')].flat();
  return joined(
    types.map((type) => byName(String(type), schema)),
    ' or ',
  );
}

/** The words of a type. */
export function typeText(type: readonly TypePart[]): string {
  return type.map(({ text }) => text).join('');
}

function byName(type: string, schema: Schema): TypePart[] {
  if (type === 'array') return [{ text: 'list of ' }, ...typeOf((schema['items'] ?? {}) as Schema)];
  const values = schema['additionalProperties'];
  if (type === 'object' && isRecord(values) && !schema['properties']) return [{ text: 'map of ' }, ...typeOf(values)];
  if (schema['format'] === 'binary' || schema['contentMediaType'] !== undefined) return [{ text: 'file' }];
  return [{ text: type }];
}

/** What is said twice is said once. */
function joined(choices: readonly TypePart[][], separator: string): TypePart[] {
  const distinct = [...new Map(choices.map((parts) => [typeText(parts), parts])).values()];
  return distinct.flatMap((parts, index) => (index === 0 ? parts : [{ text: separator }, ...parts]));
}
