import { wrongParameter } from '../answer/api-error.ts';
import { readFlag, readNumbers } from '../call.ts';
import type { Evidence } from '../rules.ts';
import type { SortValue } from '../state/columns.ts';
import { readDate, toSeconds } from '../values/dates.ts';
import type { Filter, Match } from './list-rule.ts';

/** The kinds of filters that lists have. Each takes the evidence first, so that a table of filters reads like a list of facts. */
type Kind = (from: Evidence, column: string) => Filter;

/** @param read what the value of a parameter asks of the column; throws a 400 when it cannot be read */
function kind(read: (value: string, name: string) => Omit<Match, 'column'>): Kind {
  return (from, column) => ({ from, match: (value, _call, name) => ({ column, ...read(value, name) }) });
}

/** The column has this text, exactly. */
export const textIs = kind((value) => oneOf([value]));

/** The column has this word, whatever its case. The column's words are in lower case. */
export const wordIs = kind((value) => oneOf([value.trim().toLowerCase()]));

/** The column has one of the texts, which stand with commas between them. */
export const anyText = kind((value) => oneOf(partsOf(value)));

/** The same of codes, whatever their case. The column's codes are in capitals. */
export const anyCode = kind((value) => oneOf(partsOf(value.toUpperCase())));

/** The column has one of the numbers, which stand with commas between them. */
export const anyNumber = kind((value, name) => {
  const numbers = readNumbers(value);
  if (numbers.length === 0) throw wrongParameter(name, `expected numbers, but was '${value}'`);
  return oneOf(numbers);
});

/** The column has one of the values of something that is named: its texts are `name=value` (parameters such as `option_Size`). */
export const named = kind((value, name) => oneOf(partsOf(value).map((part) => `${name}=${part}`)));

/** The text of the column, or one of several, has this one in it, whatever its case. The column's texts are in lower case. */
export const textContains = kind((value) => {
  const wanted = value.trim().toLowerCase();
  return {
    accepts: (texts) =>
      typeof texts === 'string'
        ? texts.includes(wanted)
        : (texts as readonly string[]).some((text) => text.includes(wanted)),
  };
});

/** Yes or no, as the column says. */
export const flag = yesOrNo('true', 'false', (value) => readFlag(value));

/** One of two words, of which the first asks for what the column says yes to. */
export function eitherWord(from: Evidence, column: string, yes: string, no: string): Filter {
  const read = (value: string): boolean | undefined => (value === yes ? true : value === no ? false : undefined);
  return yesOrNo(yes, no, read)(from, column);
}

function yesOrNo(yes: string, no: string, read: (value: string) => boolean | undefined): Kind {
  return kind((value, name) => {
    const wanted = read(value);
    if (wanted === undefined) throw wrongParameter(name, `expected one of '${yes}', '${no}', but was '${value}'`);
    return { keys: [wanted] };
  });
}

/** The column's number is at least this one. */
export const atLeast = kind((value, name) => ({ from: readNumber(value, name) }));

/** The column's number is at most this one. */
export const atMost = kind((value, name) => ({ to: readNumber(value, name) }));

/** The column's time, in milliseconds, is not before this moment. */
export const since = kind((value, name) => ({ from: readMoment(value, name) }));

/** The column's time is not after this moment, by the second that answers show. Rows that have no such time have -Infinity there. */
export const until = kind((value, name) => ({
  from: Number.MIN_SAFE_INTEGER,
  to: toSeconds(readMoment(value, name)) * 1000 + 999,
}));

/** `priceFrom` and `priceTo` of the column `price`. */
export function amounts(from: Evidence, column: string): Record<string, Filter> {
  return { [`${column}From`]: atLeast(from, column), [`${column}To`]: atMost(from, column) };
}

/** `createdFrom` and `createdTo` of the column `created`, and so for each of the columns. */
export function periods(from: Evidence, ...columns: readonly string[]): Record<string, Filter> {
  return Object.fromEntries(
    columns.flatMap((column) => [
      [`${column}From`, since(from, column)],
      [`${column}To`, until(from, column)],
    ]),
  );
}

/** A row has one of the values, be it one that it has alone or one of several. */
export function anyOf(column: string, keys: readonly SortValue[]): Match {
  return { column, ...oneOf(keys) };
}

function oneOf(keys: readonly SortValue[]): Omit<Match, 'column'> {
  const wanted = new Set<unknown>(keys);
  return {
    accepts: (value) =>
      Array.isArray(value) ? (value as readonly unknown[]).some((one) => wanted.has(one)) : wanted.has(value),
    keys: [...new Set(keys)],
  };
}

function partsOf(value: string): string[] {
  return value.split(',').map((part) => part.trim());
}

export function readMoment(value: string, name: string): number {
  const moment = readDate(value);
  if (moment === undefined) {
    throw wrongParameter(name, `expected a UNIX timestamp or a date such as '2026-03-02 09:15:00', but was '${value}'`);
  }
  return moment;
}

function readNumber(value: string, name: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) throw wrongParameter(name, `expected a number, but was '${value}'`);
  return number;
}
