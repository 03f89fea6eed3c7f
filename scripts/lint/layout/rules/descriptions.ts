import { typedObjects, type TypedObject } from '../objects.ts';
import type { Description } from '../read.ts';
import { isRecord } from '../../../engine/json.ts';
import type { SourceFile } from '../source-file.ts';
import { defineRule } from '../rule.ts';

/** Every property, parameter and header says something that its name does not: at least three words, not the name again. */
export const descriptionQuality = defineRule('description', (description, report) => {
  for (const file of description.files.values()) {
    for (const object of typedObjects(file)) {
      const name = describedName(file, object);
      if (name === undefined) continue;
      const text = descriptionOf(object.value, file, description);
      if (text === undefined) report(file, object.trail, `\`${name}\` has no description.`);
      else {
        const fault = descriptionFault(name, text);
        if (fault) report(file, object.trail, fault);
      }
    }
  }
});

/** Boolean parameters are described like boolean properties: "Whether ...". */
export const booleanParameter = defineRule('boolean-parameter', ({ files }, report) => {
  for (const file of files.values()) {
    for (const { kind, value, trail } of typedObjects(file)) {
      if (kind !== 'parameter' || !isRecord(value['schema']) || value['schema']['type'] !== 'boolean') continue;
      if (!String(value['description']).startsWith('Whether ')) {
        report(file, [...trail, 'description'], 'The description of a boolean begins with "Whether ".');
      }
    }
  }
});

/** What is wrong with the description of something that has a name; undefined when nothing is. */
export function descriptionFault(name: string, text: string): string | undefined {
  const words = wordsOf(text);
  if (words.length < 3) return `The description of \`${name}\` has fewer than three words.`;
  const own = new Set(wordsOf(name).map(stem));
  if (words.every((word) => fillers.has(word) || own.has(stem(word)))) {
    return `The description of \`${name}\` only says the name again.`;
  }
  return undefined;
}

/** Words that add nothing to a name. */
const fillers = new Set(
  'a an the of for to in on at by this that is are be and or its their it with from value field list array object string'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function stem(word: string): string {
  return word.replace(/(ies)$/, 'y').replace(/(es|s)$/, '');
}

function describedName(file: SourceFile, { kind, trail, value, property }: TypedObject): string | undefined {
  if (kind === 'schema') return property;
  if (value['$ref'] !== undefined) return undefined;
  if (kind === 'parameter') return String(value['name'] ?? '');
  if (kind === 'header') return trail.length === 0 ? file.path.replace(/^.*\/|\.yaml$/g, '') : String(trail.at(-1));
  return undefined;
}

/** The description of a schema or, when it only refers to others, that of the first one that has any. */
function descriptionOf(value: unknown, file: SourceFile, description: Description, depth = 0): string | undefined {
  if (!isRecord(value) || depth > 4) return undefined;
  if (typeof value['description'] === 'string') return value['description'];
  const ref = value['$ref'];
  if (typeof ref === 'string') {
    const target = description.files.get(file.references.find((reference) => reference.ref === ref)?.target ?? '');
    return target && descriptionOf(target.value, target, description, depth + 1);
  }
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    const parts: unknown = value[key];
    for (const part of Array.isArray(parts) ? parts : []) {
      const text = descriptionOf(part, file, description, depth + 1);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}
