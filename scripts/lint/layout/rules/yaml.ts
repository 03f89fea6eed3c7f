import { defineRule } from '../rule.ts';

/** Every YAML file can be parsed, and no key stands twice. */
export const yamlSyntax = defineRule('yaml-syntax', ({ files }, report) => {
  for (const file of files.values()) {
    if (file.fault) report(file, file.fault.line, `Not valid YAML: ${file.fault.message}.`);
  }
});

/**
 * YAML is written in one way, the one that Prettier writes: two spaces of indentation for maps and for lists in maps, no
 * tabs, no trailing spaces, a newline at the end. `npx prettier --write FILE` mends it.
 */
export const yamlFormat = defineRule('yaml-format', ({ files }, report) => {
  for (const file of files.values()) {
    if (!file.path.endsWith('.yaml') || file.fault) continue;
    const lines = file.text.split('\n');
    for (const { line, message } of [...textFaults(file.text, lines), ...indentFaults(lines)]) {
      report(file, line, message);
    }
  }
});

interface Fault {
  readonly line: number;
  readonly message: string;
}

function textFaults(text: string, lines: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  lines.forEach((content, index) => {
    if (/\s$/.test(content))
      faults.push({ line: index + 1, message: 'Space or carriage return at the end of the line.' });
    if (/^ *\t/.test(content)) faults.push({ line: index + 1, message: 'Indent with two spaces, not with tabs.' });
  });
  if (!text.endsWith('\n')) faults.push({ line: lines.length, message: 'The file does not end with a newline.' });
  if (text.endsWith('\n\n')) faults.push({ line: lines.length - 1, message: 'The file ends with an empty line.' });
  return faults;
}

/** A line of YAML that opens a key or a list item. */
interface Opened {
  /** Column, counted from 0, of the key after all dashes; of the last dash when the item is no map. */
  readonly column: number;
  /** `|` or `>` follows: deeper lines are text. A value on the same line: deeper lines continue it. */
  readonly holds: 'text' | 'value' | 'nothing';
}

/** Faults of indentation in YAML that is known to be valid: what is below a key is two columns to its right. */
export function indentFaults(lines: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  let last: Opened = { column: -2, holds: 'nothing' };
  lines.forEach((content, index) => {
    const indent = content.length - content.trimStart().length;
    const isBlank = content.trim() === '' || content.trimStart().startsWith('#');
    if (last.holds !== 'nothing' && (isBlank || indent > last.column)) return;
    if (isBlank) return;
    const isItem = content.startsWith('- ', indent);
    const isBelow = indent > last.column || (isItem && indent === last.column && last.holds === 'nothing');
    const want = isBelow ? last.column + 2 : indent - (indent % 2);
    const opened = openedBy(content);
    if (indent !== want) {
      faults.push({ line: index + 1, message: `Indented by ${indent} spaces instead of ${want}.` });
    } else if (/^\s*(- )*- {2,}/.test(content)) {
      faults.push({ line: index + 1, message: 'One space follows the dash of a list item.' });
    }
    last = opened;
  });
  return faults;
}

function openedBy(content: string): Opened {
  const dashes = /^\s*(?:- +)*/.exec(content)?.[0] ?? '';
  const rest = content.slice(dashes.length).replace(/(^|\s)#.*$/, '');
  const key = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"#][^#]*?):(?:\s+(?<value>.*))?$/.exec(rest);
  const value = (key ? (key.groups?.['value'] ?? '') : rest).trim();
  const column = key ? dashes.length : dashes.trimEnd().length - 1;
  return { column, holds: value === '' ? 'nothing' : /^[|>][+-]?\d?$/.test(value) ? 'text' : 'value' };
}
