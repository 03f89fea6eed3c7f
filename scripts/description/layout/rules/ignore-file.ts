import { defineRule } from '../rule.ts';

/** Nothing is excused: the ignore file of the linter is empty or absent. */
export const ignoreFile = defineRule('ignore-file', ({ ignoreFile: text }, report) => {
  const hasEntries = text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#'));
  if (hasEntries)
    report(
      { path: '../../.redocly.lint-ignore.yaml' },
      1,
      'The ignore file stays empty; mend the description instead.',
    );
});
