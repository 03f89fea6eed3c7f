import { typedObjects } from '../objects.ts';
import { defineRule } from '../rule.ts';

/**
 * Generators make constants of the values of an enumeration. Values that are no identifiers, or that differ by case and
 * punctuation alone, have names of their own for that: `x-enum-varnames`, one identifier for each value.
 */
export const enumNames = defineRule('enum-names', ({ files }, report) => {
  for (const file of files.values()) {
    for (const { trail, value } of typedObjects(file)) {
      const values = Array.isArray(value['enum']) ? value['enum'] : undefined;
      const names: unknown = value['x-enum-varnames'];
      if (names === undefined) {
        const texts = values?.filter((entry) => typeof entry === 'string') ?? [];
        if (areNames(texts)) continue;
        report(
          file,
          [...trail, 'enum'],
          'Values that are no identifiers, or differ by case and punctuation alone, need `x-enum-varnames`.',
        );
      } else if (!Array.isArray(names) || names.length !== values?.length || !areNames(names.map(String))) {
        report(
          file,
          [...trail, 'x-enum-varnames'],
          '`x-enum-varnames` has one identifier for each value of `enum`, and no two alike.',
        );
      }
    }
  }
});

/** Whether texts are identifiers in every language, and stay apart without case and underscores. */
function areNames(texts: readonly string[]): boolean {
  const bare = texts.map((text) => text.toLowerCase().replaceAll('_', ''));
  return texts.every((text) => /^[A-Za-z][A-Za-z0-9_]*$/.test(text)) && new Set(bare).size === bare.length;
}
