import type { Problem } from '../../description/problem.ts';
import type { Description } from './read.ts';
import type { SourceFile, Trail } from './source-file.ts';

/**
 * Says what is wrong.
 *
 * @param place where in the file: a trail of keys, or a line counted from 1
 */
export type Report = (file: SourceFile | { readonly path: string }, place: Trail | number, message: string) => void;

/** One thing that the layout check looks at. */
export interface LayoutRule {
  /** Without the prefix `layout/` that problems carry. */
  readonly name: string;
  check(description: Description): Problem[];
}

/** Makes a rule out of a function that reports; the prefix, file paths and lines are added here. */
export function defineRule(name: string, run: (description: Description, report: Report) => void): LayoutRule {
  return {
    name,
    check(description) {
      const problems: Problem[] = [];
      run(description, (file, place, message) => {
        const line = typeof place === 'number' ? place : 'lineOf' in file ? file.lineOf(place) : 1;
        problems.push({ file: `${description.folder}/${file.path}`, line, rule: `layout/${name}`, message });
      });
      return problems;
    },
  };
}
