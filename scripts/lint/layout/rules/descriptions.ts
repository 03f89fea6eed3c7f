import { isReference } from '../../../description/document.ts';
import type { TypedObject } from '../objects.ts';
import { follow, type Description } from '../read.ts';
import { defineRule } from '../rule.ts';
import { baseName, listOf, memberOf, type SourceFile } from '../source-file.ts';

/** Every property, parameter and header says something that its name does not: at least three words, not the name again. */
export const descriptionQuality = defineRule('description', (description, report) => {
  for (const object of description.objects) {
    const { file, trail, value } = object;
    const name = describedName(object);
    if (name === undefined) continue;
    const text = descriptionOf(description, file, value);
    const fault = text === undefined ? `\`${name}\` has no description.` : descriptionFault(name, text);
    if (fault) report(file, trail, fault);
  }
});

/** Boolean parameters are described like boolean properties: "Whether ...". */
export const booleanParameter = defineRule('boolean-parameter', ({ objects }, report) => {
  for (const { file, kind, value, trail } of objects) {
    if (kind !== 'parameter' || memberOf(value['schema'], 'type') !== 'boolean') continue;
    if (!String(value['description']).startsWith('Whether '))
      report(file, [...trail, 'description'], 'The description of a boolean begins with "Whether ".');
  }
});

/** What is wrong with the description of something that has a name; undefined when nothing is. */
function descriptionFault(name: string, text: string): string | undefined {
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

function describedName({ file, kind, trail, value, property }: TypedObject): string | undefined {
  if (kind === 'schema') return property;
  if (value['$ref'] !== undefined) return undefined;
  if (kind === 'parameter') return String(value['name'] ?? '');
  if (kind === 'header') return trail.length === 0 ? baseName(file.path) : String(trail.at(-1));
  return undefined;
}

/** The description of a schema or, when it only refers to others, that of the first one that has any. */
function descriptionOf(description: Description, file: SourceFile, value: unknown, depth = 0): string | undefined {
  const own = memberOf(value, 'description');
  if (typeof own === 'string' || depth > 4) return own as string | undefined;
  if (isReference(value)) {
    const target = follow(description, file, value);
    return target && descriptionOf(description, target.file, target.value, depth + 1);
  }
  for (const part of ['allOf', 'oneOf', 'anyOf'].flatMap((key) => listOf(value, key))) {
    const text = descriptionOf(description, file, part, depth + 1);
    if (text !== undefined) return text;
  }
  return undefined;
}
