import { isRecord, type SourceFile } from '../read.ts';
import { defineRule } from '../rule.ts';
import { baseName } from './components.ts';

/** No two schemas with the same content: the same properties of the same types, or the same values of an enum. */
export const duplicateSchema = defineRule('duplicate-schema', ({ files }, report) => {
  const first = new Map<string, SourceFile>();
  for (const file of files.values()) {
    if (!file.path.startsWith('components/schemas/') || !isRecord(file.value)) continue;
    if (file.value['properties'] === undefined && !hasSeveralValues(file.value)) continue;
    const content = JSON.stringify(contentOf(file.value, file));
    const twin = first.get(content);
    if (!twin) first.set(content, file);
    else
      report(
        file,
        1,
        `${baseName(file.path)} is the same as ${baseName(twin.path)} (${twin.path}); keep one and refer to it.`,
      );
  }
});

function hasSeveralValues(schema: Record<string, unknown>): boolean {
  return Array.isArray(schema['enum']) && schema['enum'].length > 1;
}

/** Says nothing about which values are valid. */
const prose = new Set(['title', 'description', 'examples', 'deprecated', 'externalDocs', 'default']);

/** A schema without its prose, its keys, enums and `required` in a fixed order, its references absolute. */
function contentOf(value: unknown, file: SourceFile, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => contentOf(item, file));
  if (!isRecord(value)) return value;
  const ref = value['$ref'];
  if (typeof ref === 'string')
    return { $ref: file.references.find((reference) => reference.ref === ref)?.target ?? ref };
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
