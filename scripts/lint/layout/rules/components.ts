import { kindOfFile } from '../objects.ts';
import { isRecord } from '../../../engine/json.ts';
import { baseName, memberOf, type SourceFile } from '../source-file.ts';
import { defineRule } from '../rule.ts';

/** One schema per file, named in PascalCase, and no two files of one kind with the same name. */
export const schemaFile = defineRule('schema-file', ({ files }, report) => {
  for (const file of filesOf(files, 'schemas')) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(baseName(file.path))) report(file, 1, 'A schema file is named in PascalCase.');
    if (!isRecord(file.value)) continue;
    for (const key of ['$defs', 'definitions'])
      if (key in file.value) report(file, [key], 'One schema per file: each of these has its own file.');
    for (const key of ['title', 'description'])
      if (file.value[key] === undefined) report(file, 1, `A schema has a \`${key}\`.`);
  }
});

/**
 * The file name is the name of the component in the bundle, so it is unique within its kind: for file systems whatever the
 * case of its letters, for generators, which write names as their language does, whatever its underscores as well.
 */
export const uniqueNames = defineRule('unique-name', ({ files }, report) => {
  for (const kind of ['schemas', 'parameters', 'responses', 'headers', 'requestBodies', 'examples']) {
    const seen = new Map<string, string>();
    for (const file of filesOf(files, kind)) {
      const name = baseName(file.path).replaceAll('_', '').toLowerCase();
      const first = seen.get(name);
      if (first === undefined) seen.set(name, file.path);
      else report(file, 1, `The name is taken by ${first}; names are unique, whatever their case and underscores.`);
    }
  }
});

/** A parameter file is named after its name on the wire, with the resource before it where one name has two meanings. */
export const parameterFile = defineRule('parameter-file', ({ files }, report) => {
  for (const file of filesOf(files, 'parameters')) {
    const name = memberOf(file.value, 'name');
    const base = baseName(file.path);
    if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) continue; // Dynamic names such as field{name}.
    const capitalised = name.charAt(0).toUpperCase() + name.slice(1);
    if (base !== name && !base.endsWith(capitalised) && !base.endsWith(`_${name}`)) {
      report(
        file,
        ['name'],
        `The file is named ${name}.yaml, or <resource>${capitalised}.yaml where \`${name}\` has two meanings.`,
      );
    }
  }
});

/** Responses are named in PascalCase, headers as the wire has them. */
export const responseFile = defineRule('response-file', ({ files }, report) => {
  for (const file of filesOf(files, 'responses')) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(baseName(file.path))) report(file, 1, 'A response file is named in PascalCase.');
  }
});

function filesOf(files: ReadonlyMap<string, SourceFile>, kind: string): SourceFile[] {
  return [...files.values()].filter(({ path }) => path.startsWith(`components/${kind}/`) && kindOfFile(path));
}
