import { defineRule } from '../rule.ts';
import { listOf } from '../source-file.ts';

/**
 * Generators make constants of the values of an enumeration. Values that are no identifiers, or that differ by case and
 * punctuation alone, have names of their own for that: `x-enum-varnames`, one identifier for each value.
 */
export const enumNames = defineRule('enum-names', ({ objects }, report) => {
  for (const { file, trail, value } of objects) {
    const values = listOf(value, 'enum');
    const names: unknown = value['x-enum-varnames'];
    if (names === undefined) {
      if (areNames(values.filter((entry) => typeof entry === 'string'))) continue;
      const message =
        'Values that are no identifiers, or differ by case and punctuation alone, need `x-enum-varnames`.';
      report(file, [...trail, 'enum'], message);
    } else if (!Array.isArray(names) || names.length !== values.length || !areNames(names.map(String))) {
      const message = '`x-enum-varnames` has one identifier for each value of `enum`, and no two alike.';
      report(file, [...trail, 'x-enum-varnames'], message);
    }
  }
});

/** Whether texts are identifiers in every language, and stay apart without case and underscores. */
function areNames(texts: readonly string[]): boolean {
  const bare = texts.map((text) => text.toLowerCase().replaceAll('_', ''));
  return texts.every((text) => /^[A-Za-z][A-Za-z0-9_]*$/.test(text)) && new Set(bare).size === bare.length;
}
