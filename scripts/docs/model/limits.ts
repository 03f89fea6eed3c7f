import type { Schema } from '../../description/document.ts';

const words: readonly (readonly [keyword: string, say: (value: unknown) => string])[] = [
  ['default', (value) => `default \`${typeof value === 'string' ? value : JSON.stringify(value)}\``],
  ['minimum', (value) => `at least ${String(value)}`],
  ['exclusiveMinimum', (value) => `more than ${String(value)}`],
  ['maximum', (value) => `at most ${String(value)}`],
  ['exclusiveMaximum', (value) => `less than ${String(value)}`],
  ['multipleOf', (value) => `a multiple of ${String(value)}`],
  ['minLength', (value) => `at least ${count(value, 'character')}`],
  ['maxLength', (value) => `at most ${count(value, 'character')}`],
  ['minItems', (value) => `at least ${count(value, 'entry', 'entries')}`],
  ['maxItems', (value) => `at most ${count(value, 'entry', 'entries')}`],
  ['uniqueItems', () => 'no entry twice'],
  ['pattern', (value) => `pattern \`${String(value)}\``],
];

/** Formats that say more than their type does. */
const formats: Readonly<Record<string, string>> = { email: 'email address', uri: 'URL', date: 'date' };

/** What a value must keep to, in a few words each; Markdown. */
export function listLimits(schema: Schema): string[] {
  const format = formats[String(schema['format'])];
  return [
    ...(format ? [format] : []),
    ...words.flatMap(([keyword, say]) => {
      const value = schema[keyword];
      return value === undefined || (keyword === 'uniqueItems' && value === false) ? [] : [say(value)];
    }),
  ];
}

function count(value: unknown, one: string, many = `${one}s`): string {
  return `${String(value)} ${value === 1 ? one : many}`;
}
