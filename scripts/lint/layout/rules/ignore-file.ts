import type { LayoutRule } from '../rule.ts';
import { ignoreFileName } from '../read.ts';

/** Nothing is excused: the ignore file of the linter is empty or absent. It belongs to the project, not to one API. */
export const ignoreFile: LayoutRule = {
  name: 'ignore-file',
  check({ ignoreFile: text }) {
    const hasEntries = text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#'));
    const message = 'The ignore file stays empty; mend the description instead.';
    return hasEntries ? [{ file: ignoreFileName, line: 1, rule: 'layout/ignore-file', message }] : [];
  },
};
