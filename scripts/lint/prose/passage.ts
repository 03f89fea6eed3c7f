import type { Problem } from '../../description/problem.ts';

/** A piece of prose: a paragraph, a cell of a table, an item of a list, a description. */
export interface Passage {
  /** Path of its file, relative to the project root, with `/`. */
  readonly file: string;
  /** Line on which it begins, counted from 1. */
  readonly line: number;
  /** Plain text: marks and addresses left out, and `code` in place of each piece of code. */
  readonly text: string;
}

/** What is wrong with a passage. Its line is asked for only here: to find it may take a second reading of the file. */
export function problemIn({ file, line }: Passage, rule: string, message: string): Problem {
  return { file, line, rule: `prose/${rule}`, message };
}
