import { wrongParameter } from '../answer/api-error.ts';
import { readFlag, readNumbers } from '../call.ts';
import type { Evidence } from '../rules.ts';
import type { SortValue } from '../state/columns.ts';
import { readDate, toSeconds } from '../values/dates.ts';
import type { Filter } from './list-rule.ts';

/** The kinds of filters that lists have. Each takes the evidence first, so that a table of filters reads like a list of facts. */

/** The column has this text, exactly. */
export function textIs(from: Evidence, column: string): Filter {
  return { from, match: (value) => anyOf(column, [value]) };
}

/** The column has one of the texts, which stand with commas between them. */
export function anyText(from: Evidence, column: string): Filter {
  return {
    from,
    match: (value) =>
      anyOf(
        column,
        value.split(',').map((part) => part.trim()),
      ),
  };
}

/** The column has one of the numbers, which stand with commas between them. */
export function anyNumber(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const numbers = readNumbers(value);
      if (numbers.length === 0) throw wrongParameter(name, `expected numbers, but was '${value}'`);
      return anyOf(column, numbers);
    },
  };
}

/** The column has one of the values of something that is named: its texts are `name=value` (parameters such as `option_Size`). */
export function named(from: Evidence, column: string): Filter {
  return {
    from,
    match: (value, _call, name) =>
      anyOf(
        column,
        value.split(',').map((part) => `${name}=${part.trim()}`),
      ),
  };
}

/** One of the texts of the column has this one in it, whatever its case. The column's texts are in lower case. */
export function textContains(from: Evidence, column: string): Filter {
  return {
    from,
    match(value) {
      const wanted = value.trim().toLowerCase();
      return { column, accepts: (texts) => (texts as readonly string[]).some((text) => text.includes(wanted)) };
    },
  };
}

/** Yes or no, as the column says. */
export function flag(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const wanted = readFlag(value);
      if (wanted === undefined) throw wrongParameter(name, `expected one of 'true', 'false', but was '${value}'`);
      return { column, keys: [wanted] };
    },
  };
}

/** One of two words, of which the first asks for what the column says yes to. */
export function eitherWord(from: Evidence, column: string, yes: string, no: string): Filter {
  return {
    from,
    match(value, _call, name) {
      if (value !== yes && value !== no) {
        throw wrongParameter(name, `expected one of '${yes}', '${no}', but was '${value}'`);
      }
      const wanted = value === yes;
      return { column, keys: [wanted] };
    },
  };
}

/** The column's number is at least this one. */
export function atLeast(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const limit = readNumber(value, name);
      return { column, from: limit };
    },
  };
}

/** The column's number is at most this one. */
export function atMost(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const limit = readNumber(value, name);
      return { column, to: limit };
    },
  };
}

/** The column's time, in milliseconds, is not before this moment. */
export function since(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const moment = readMoment(value, name);
      return { column, from: moment };
    },
  };
}

/** The column's time is not after this moment, by the second that answers show. */
export function until(from: Evidence, column: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const moment = toSeconds(readMoment(value, name)) * 1000 + 999;
      return { column, to: moment };
    },
  };
}

/** The same, of a time that not all rows have: those without one have -Infinity, and are not found. */
export function untilIfAny(from: Evidence, column: string): Filter {
  const { match } = until(from, column);
  return { from, match: (...asked) => ({ ...match(...asked)!, from: Number.MIN_SAFE_INTEGER }) };
}

/** The column has this word, whatever its case. The column's words are in lower case. */
export function wordIs(from: Evidence, column: string): Filter {
  return { from, match: (value) => anyOf(column, [value.trim().toLowerCase()]) };
}

/** A row has one of the values, be it one that it has alone or one of several. */
export function anyOf(column: string, keys: readonly SortValue[]): ReturnType<Filter['match']> {
  const wanted = new Set<unknown>(keys);
  return {
    column,
    accepts: (value) =>
      Array.isArray(value) ? (value as readonly unknown[]).some((one) => wanted.has(one)) : wanted.has(value),
    keys: [...new Set(keys)],
  };
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
