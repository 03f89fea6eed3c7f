import { isCollection, isMap, isPair, isSeq, type Node, type Pair } from 'yaml';
import type { SourceFile } from '../read.ts';
import { defineRule } from '../rule.ts';

/** Every YAML file can be parsed, and no key stands twice. */
export const yamlSyntax = defineRule('yaml-syntax', ({ files }, report) => {
  for (const file of files.values()) {
    for (const error of file.document?.errors ?? []) {
      report(file, file.lineAt(error.pos[0]), `Not valid YAML: ${error.message.split('\n')[0]}`);
    }
  }
});

/**
 * YAML is written in one way, the one that Prettier writes: two spaces of indentation for maps and for lists in maps, no
 * tabs, no trailing spaces, a newline at the end.
 */
export const yamlFormat = defineRule('yaml-format', ({ files }, report) => {
  for (const file of files.values()) {
    if (!file.document || file.document.errors.length > 0) continue;
    for (const { line, message } of [...textFaults(file.text), ...indentFaults(file)]) report(file, line, message);
  }
});

interface Fault {
  readonly line: number;
  readonly message: string;
}

function textFaults(text: string): Fault[] {
  const faults: Fault[] = [];
  text.split('\n').forEach((content, index) => {
    if (/\s$/.test(content))
      faults.push({ line: index + 1, message: 'Space or carriage return at the end of the line.' });
    if (/^ *\t/.test(content)) faults.push({ line: index + 1, message: 'Indent with two spaces, not with tabs.' });
  });
  const last = text.split('\n').length;
  if (!text.endsWith('\n')) faults.push({ line: last, message: 'The file does not end with a newline.' });
  if (text.endsWith('\n\n')) faults.push({ line: last - 1, message: 'The file ends with an empty line.' });
  return faults;
}

function indentFaults(file: SourceFile): Fault[] {
  const faults: Fault[] = [];
  const expect = (node: Node, want: number): void => {
    const offset = node.range?.[0] ?? 0;
    const column = offset - (file.text.lastIndexOf('\n', offset - 1) + 1);
    if (column !== want) {
      faults.push({ line: file.lineAt(offset), message: `Indented by ${column} spaces instead of ${want}.` });
    }
  };
  const visit = (node: unknown, column: number): void => {
    if (!isCollection(node) || node.flow) return;
    const first = node.items[0];
    const start = isPair(first) ? (first.key as Node) : node;
    if (start.range) expect(start, column);
    if (isMap(node)) for (const pair of node.items as Pair[]) visit(pair.value, column + 2);
    if (isSeq(node)) for (const item of node.items) visit(item, column + 2);
  };
  visit(file.document?.contents, 0);
  return faults;
}
