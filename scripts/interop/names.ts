import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A type that is declared, in any of the languages. */
const declaration =
  /^[ \t]*(?:(?:export|declare|default|public|private|protected|final|abstract|static|sealed|const)\s+)*(?:class|interface|type|enum|struct|record)\s+([A-Za-z_]\w*)/gm;

/** What generators call a type that the description gave them no name for. */
const numbered = /^(?:Model|Inline\w*|Anonymous\w*|Object|Schema|Body|Response|Type)_?\d+$/i;

/**
 * Names in generated files that nobody could work with, one sentence each: numbers in place of names, and files or types of
 * one file that differ by case alone, which some file systems and languages take for one.
 */
export async function findBadNames(out: string, files: readonly string[]): Promise<string[]> {
  const found = clashes(files).map((names) => `The files ${names.join(' and ')} differ by case alone.`);
  for (const file of files) {
    const text = await readFile(path.join(out, file), 'utf8');
    const names = [...new Set([...text.matchAll(declaration)].map(([, name = '']) => name))];
    for (const name of names) if (numbered.test(name)) found.push(`${file}: the type ${name} has no name of its own.`);
    for (const same of clashes(names)) found.push(`${file}: the types ${same.join(' and ')} differ by case alone.`);
  }
  return found;
}

function clashes(names: readonly string[]): string[][] {
  const byName = new Map<string, string[]>();
  for (const name of names) byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), name]);
  return [...byName.values()].filter((same) => same.length > 1);
}
