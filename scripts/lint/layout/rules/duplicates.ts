import { isReference } from '../../../description/document.ts';
import { isRecord } from '../../../engine/json.ts';
import type { TypedObject } from '../objects.ts';
import { defineRule } from '../rule.ts';
import { baseName, listOf, mapOf, targetOf, type SourceFile } from '../source-file.ts';

/** From so many properties on, an object within a schema counts as one that deserves a file of its own when it recurs. */
const recurring = 3;

/**
 * No two schemas with the same content: the same properties of the same types, or the same values of an enum. That holds
 * for files, and for objects within them.
 */
export const duplicateSchema = defineRule('duplicate-schema', ({ objects }, report) => {
  const first = new Map<string, string>();
  // Files come before what is within files, so that messages name the schema to refer to.
  const found = objects.filter(isCompared).toSorted((a, b) => Number(a.trail.length > 0) - Number(b.trail.length > 0));
  for (const { file, trail, value } of found) {
    const content = JSON.stringify(contentOf(value, file));
    const name = [baseName(file.path), ...trail.filter((step) => step !== 'properties' && step !== 'items')].join('.');
    const twin = first.get(content);
    if (twin === undefined) first.set(content, `${name} (${file.path})`);
    else report(file, trail.length > 0 ? trail : 1, `${name} is the same as ${twin}; keep one and refer to it.`);
  }
});

/** Schemas in files of their own are compared, and larger objects within files. */
function isCompared({ kind, trail, value }: TypedObject): boolean {
  if (kind !== 'schema') return false;
  const properties = Object.keys(mapOf(value, 'properties')).length;
  return properties >= recurring || (trail.length === 0 && (properties > 0 || listOf(value, 'enum').length > 1));
}

/** Says nothing about which values are valid. */
const prose = new Set(['title', 'description', 'examples', 'deprecated', 'externalDocs', 'default']);

/** A schema without its prose, its keys, enums and `required` in a fixed order, its references absolute. */
function contentOf(value: unknown, file: SourceFile, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => contentOf(item, file));
  if (!isRecord(value)) return value;
  if (isReference(value)) return { $ref: targetOf(file.path, value.$ref) ?? value.$ref };
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => isNames || (!prose.has(key) && !key.startsWith('x-')))
      .map((key) => {
        const item = value[key];
        if (!isNames && (key === 'enum' || key === 'required') && Array.isArray(item))
          return [key, item.map(String).sort()];
        return [key, contentOf(item, file, !isNames && (key === 'properties' || key === 'patternProperties'))];
      }),
  );
}
