import { typedObjects } from '../objects.ts';
import { isRecord } from '../../../engine/json.ts';
import type { SourceFile, Trail } from '../source-file.ts';
import { defineRule } from '../rule.ts';
import { baseName } from './components.ts';

/** From so many properties on, an object within a schema counts as one that deserves a file of its own when it recurs. */
const recurring = 3;

/**
 * No two schemas with the same content: the same properties of the same types, or the same values of an enum. That holds
 * for files, and for objects within them.
 */
export const duplicateSchema = defineRule('duplicate-schema', ({ files }, report) => {
  const first = new Map<string, string>();
  // Files come before what is within files, so that messages name the schema to refer to.
  const found = [...files.values()]
    .flatMap(schemasOf)
    .sort((a, b) => Number(a.trail.length > 0) - Number(b.trail.length > 0));
  for (const { file, trail, value } of found) {
    const content = JSON.stringify(contentOf(value, file));
    const name = [baseName(file.path), ...trail.filter((step) => step !== 'properties' && step !== 'items')].join('.');
    const twin = first.get(content);
    if (twin === undefined) first.set(content, `${name} (${file.path})`);
    else report(file, trail.length > 0 ? trail : 1, `${name} is the same as ${twin}; keep one and refer to it.`);
  }
});

interface Found {
  readonly file: SourceFile;
  readonly trail: Trail;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The schemas of a file that are compared: the file itself, and larger objects within it. */
function schemasOf(file: SourceFile): Found[] {
  const isSchemaFile = file.path.startsWith('components/schemas/');
  return typedObjects(file)
    .filter(({ kind, trail, value }) => {
      if (kind !== 'schema') return false;
      const properties = isRecord(value['properties']) ? Object.keys(value['properties']).length : 0;
      if (isSchemaFile && trail.length === 0) return properties > 0 || hasSeveralValues(value);
      return properties >= recurring;
    })
    .map(({ trail, value }) => ({ file, trail, value }));
}

function hasSeveralValues(schema: Readonly<Record<string, unknown>>): boolean {
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
