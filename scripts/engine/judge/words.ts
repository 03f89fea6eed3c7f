import { typeOf } from '../json.ts';
import { absent } from './faults.ts';

const longest = 80;

/** Of longer texts only the beginning is read for what must not be shown. */
const longestRead = 8192;

/**
 * A value as a reader sees it in a sentence; long ones are cut, containers only named.
 * @param clean takes out what must not be shown, before anything is cut
 */
export function showValue(value: unknown, clean: (text: string) => string = (text) => text): string {
  if (value === absent) return 'absent';
  switch (typeOf(value)) {
    case 'array': {
      const { length } = value as unknown[];
      return length === 0 ? 'an empty array' : `an array of ${plural(length, 'item')}`;
    }
    case 'object': {
      const { length } = Object.keys(value as object);
      return length === 0 ? 'an empty object' : 'an object';
    }
    case 'string':
      return `the string ${quote(clean((value as string).slice(0, longestRead)))}`;
    default:
      return clean(String(value));
  }
}

/** A string in JSON's notation, cut in the middle of nowhere rather than between the halves of a character. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}...` : text);
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const typePhrases: Record<string, string> = {
  null: 'null',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
};

export function typePhrase(types: readonly string[]): string {
  return orList(types.map((type) => typePhrases[type] ?? type));
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(phrases: readonly string[]): string {
  const unique = [...new Set(phrases)];
  return unique.length < 2 ? (unique[0] ?? '') : `${unique.slice(0, -1).join(', ')} or ${unique[unique.length - 1]}`;
}

/** The values of an `enum` or `const`; many are cut short with their number. */
export function allowedPhrase(values: readonly unknown[]): string {
  const shown = values.slice(0, 12).map((value) => {
    const text = JSON.stringify(value) ?? 'null';
    return text.length > 60 ? `${text.slice(0, 60)}...` : text;
  });
  if (values.length === 1) return shown[0] as string;
  return `one of ${shown.join(', ')}${values.length > shown.length ? `, ... (${values.length} in all)` : ''}`;
}
