import type { Description } from '../layout/read.ts';
import { isRecord } from '../../engine/json.ts';
import type { SourceFile, Trail } from '../layout/source-file.ts';
import { markdownPassages } from './markdown.ts';
import type { Passage } from './passage.ts';

/** Keys whose value is prose where it is a text. */
const prose = new Set(['description', 'summary', 'reason', 'fact', 'decision', 'x-never-live-reason']);

/** Keys whose values are all prose, whatever they are called: scopes and what they open. */
const proseMaps = new Set(['x-optional-scopes', 'scopes']);

/** Keys below which there is the vendor's data, not our words. */
const data = new Set(['value', 'example', 'examples', 'default', 'enum', 'const']);

/** The prose of one API's files: descriptions and summaries, and what sources.yaml says of the documentation. */
export function descriptionPassages({ folder, files }: Description): Passage[] {
  return [...files.values()].flatMap((file) => {
    const name = `${folder}/${file.path}`;
    return file.path.endsWith('.md') ? markdownPassages(name, file.text) : ofYaml(name, file);
  });
}

function ofYaml(name: string, file: SourceFile): Passage[] {
  const passages: Passage[] = [];
  const add = (text: unknown, trail: Trail) => {
    if (typeof text !== 'string') return;
    // Lines are looked up late: that takes a second parse, which files without problems do not need.
    for (const passage of markdownPassages(name, text)) {
      passages.push({
        file: name,
        text: passage.text,
        get line() {
          return file.lineOf(trail) + passage.line - 1;
        },
      });
    }
  };
  walk(file.value, [], false, add);
  return passages;
}

/** `areNames`: the keys of this map are names that somebody chose (properties, schemas), not keywords. */
function walk(value: unknown, trail: Trail, areNames: boolean, add: (text: unknown, trail: Trail) => void): void {
  if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...trail, index], false, add));
  else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      const place = [...trail, key];
      if (areNames) walk(item, place, false, add);
      else if (prose.has(key)) add(item, place);
      else if (proseMaps.has(key) && isRecord(item))
        for (const [name, text] of Object.entries(item)) add(text, [...place, name]);
      else if (!data.has(key) || (key === 'examples' && !Array.isArray(item)))
        walk(item, place, nameMaps.has(key), add);
    }
  }
}

const nameMaps = new Set(['properties', 'patternProperties', 'schemas', 'parameters', 'responses', 'examples']);
