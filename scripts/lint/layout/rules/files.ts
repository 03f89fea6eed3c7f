import path from 'node:path';
import { areasOf, commonArea } from '../areas.ts';
import type { Description } from '../read.ts';
import { defineRule } from '../rule.ts';

const kinds = [
  'schemas',
  'parameters',
  'responses',
  'headers',
  'requestBodies',
  'securitySchemes',
  'links',
  'examples',
];

/** Files that are read by something other than the entry document. */
const standalone =
  /^(openapi\.yaml|sources\.yaml|sidebar\.yaml|README\.md|workflows\/[^/]+\.arazzo\.yaml|workflows\/[^/]+\.png)$/;

/** Files that need no area: the introduction, and security schemes, which hold for the whole API. */
const withoutArea = /^([^/]+\.md|components\/securitySchemes\/[^/]+\.yaml)$/;

/** A file stands in a folder of the layout: paths/<area>/, webhooks/<area>/ or components/<kind>/<area or common>/. */
export const fileFolder = defineRule('file-folder', (description, report) => {
  const areas = areasOf(description);
  for (const file of description.files.values()) {
    if (standalone.test(file.path) || withoutArea.test(file.path)) continue;
    const [top, ...rest] = file.path.split('/');
    const isPath = (top === 'paths' || top === 'webhooks') && rest.length === 2;
    const isComponent = top === 'components' && rest.length === 3 && kinds.includes(rest[0] ?? '');
    if (!isPath && !isComponent) {
      report(
        file,
        1,
        'A file is in paths/<area>/, in webhooks/<area>/ or in components/<kind>/<area>/ (or components/<kind>/common/).',
      );
      continue;
    }
    if (!file.path.endsWith('.yaml'))
      report(file, 1, 'The files of paths/, webhooks/ and components/ are YAML and end with .yaml.');
    const area = rest[isPath ? 0 : 1] ?? '';
    if (!areas.includes(area) && !(isComponent && area === commonArea)) {
      report(file, 1, `\`${area}\` is no area of the documentation; the areas stand in layout/areas.ts.`);
    }
  }
});

/** Every file is reached from the entry document. */
export const orphanFile = defineRule('orphan-file', (description, report) => {
  const reached = reachableFiles(description);
  for (const file of description.files.values()) {
    if (!standalone.test(file.path) && !reached.has(file.path)) {
      report(file, 1, 'Nothing that openapi.yaml leads to refers to this file; use it or delete it.');
    }
  }
});

/** A `$ref` names a whole file, by a relative path; so each component has a file, and the file its name. */
export const referenceForm = defineRule('reference-form', ({ files }, report) => {
  for (const file of files.values()) {
    if (file.path === 'sources.yaml' || file.path.startsWith('workflows/')) continue;
    for (const { ref, trail } of file.references) {
      if (!/^\.\.?\/[^#]+\.(yaml|md)$/.test(ref)) {
        report(file, trail, `\`${ref}\` should be the relative path of a file, beginning with ./ or ../, without #.`);
      } else if (ref !== shortest(ref)) {
        report(file, trail, `\`${ref}\` can be written shorter: ${shortest(ref)}.`);
      }
    }
  }
});

function shortest(ref: string): string {
  const normal = path.posix.normalize(ref);
  return normal.startsWith('../') ? normal : `./${normal}`;
}

/** Keys that say something about a use of a schema, not about its values. */
const siblings = ['$ref', 'title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'default', 'examples'];

/** Beside the `$ref` of a schema stand no keywords that constrain: generators of clients drop them, `null` first of all. */
export const referenceSiblings = defineRule('reference-siblings', ({ objects }, report) => {
  for (const { file, kind, trail, value } of objects) {
    if (kind !== 'schema' || value['$ref'] === undefined) continue;
    for (const key of Object.keys(value)) {
      if (siblings.includes(key) || key.startsWith('x-')) continue;
      const message = `\`${key}\` beside a $ref is lost in clients; write \`allOf\`, or \`oneOf\` with \`type: 'null'\`.`;
      report(file, [...trail, key], message);
    }
  }
});

const limits: readonly { readonly folder: RegExp; readonly lines: number; readonly advice: string }[] = [
  {
    folder: /^(paths|webhooks)\//,
    lines: 320,
    advice: 'move examples and what several operations share into components',
  },
  { folder: /^components\/schemas\//, lines: 300, advice: 'move objects within it into schemas of their own' },
];

/** Files fit on a few screens. */
export const fileLength = defineRule('file-length', ({ files }, report) => {
  for (const file of files.values()) {
    const lines = file.text.split('\n').length - 1;
    const limit = limits.find(({ folder }) => folder.test(file.path));
    if (limit && lines > limit.lines)
      report(file, limit.lines + 1, `${lines} lines; at most ${limit.lines}: ${limit.advice}.`);
  }
});

function reachableFiles({ entry, files }: Description): Set<string> {
  const reached = new Set([entry.path]);
  // What is added meanwhile is visited as well.
  for (const path of reached)
    for (const { target } of files.get(path)?.references ?? []) if (target !== undefined) reached.add(target);
  return reached;
}
