import type { Writable } from 'node:stream';

/** One thing that is wrong in a description. */
export interface Problem {
  /** Path of the file, relative to the project root, with `/`. */
  readonly file: string;
  /** Line in that file, counted from 1. */
  readonly line: number;
  /** Id of the rule that was broken, e.g. `operation-summary`, `rule/array-items`, `layout/key-order`. */
  readonly rule: string;
  /** What is wrong and what would be right, as one sentence. */
  readonly message: string;
}

/** Problems ordered by file, line and rule; the same problem stands once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.rule, b.rule) || compare(a.message, b.message),
  );
}

/** One line that editors and terminals can follow: `file:line  rule  message`. */
export function formatProblem({ file, line, rule, message }: Problem): string {
  return `${file}:${line}  ${rule}  ${message.trim().replace(/\s*\n\s*/g, ' ')}`;
}

/** Writes one line for each problem. */
export function printProblems(problems: readonly Problem[], out: Writable): void {
  for (const problem of problems) out.write(`${formatProblem(problem)}\n`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
