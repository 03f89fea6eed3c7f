import { readDate, toSeconds } from '../values/dates.ts';
import { wrongParameter } from '../answer/api-error.ts';
import { readFlag, readNumbers } from '../call.ts';
import type { Evidence } from '../rules.ts';
import { numberOf, textOf, type Row } from '../state/rows.ts';
import type { Filter } from './list-rule.ts';

/** The kinds of filters that most lists have. Each takes the evidence first, so that a table of filters reads like a list of facts. */

/** The field is this text, exactly. `index` finds rows by it. */
export function textIs(from: Evidence, field: string, index?: string): Filter {
  return {
    from,
    match: (value) => ({
      accepts: (row) => textOf(row[field]) === value,
      ...(index && { found: { index, keys: [value] } }),
    }),
  };
}

/** The field contains this text, whatever its case. */
export function textContains(from: Evidence, texts: (row: Row) => readonly string[]): Filter {
  return {
    from,
    match(value) {
      const wanted = value.toLowerCase();
      return { accepts: (row) => texts(row).some((text) => text.toLowerCase().includes(wanted)) };
    },
  };
}

/** One or more numbers with commas between them, any of which `numbers` gives for the row. */
export function anyNumber(from: Evidence, numbers: (row: Row) => readonly number[], index?: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const wanted = readNumbers(value);
      if (wanted.length === 0) throw wrongParameter(name, `expected numbers, but was '${value}'`);
      return {
        accepts: (row) => numbers(row).some((number) => wanted.includes(number)),
        ...(index && { found: { index, keys: wanted } }),
      };
    },
  };
}

/** One or more texts with commas between them, any of which `texts` gives for the row. */
export function anyText(from: Evidence, texts: (row: Row) => readonly string[], index?: string): Filter {
  return {
    from,
    match(value) {
      const wanted = value.split(',').map((part) => part.trim());
      return {
        accepts: (row) => texts(row).some((text) => wanted.includes(text)),
        ...(index && { found: { index, keys: wanted } }),
      };
    },
  };
}

/** Yes or no, which `says` tells of the row. */
export function flag(from: Evidence, says: (row: Row) => boolean): Filter {
  return {
    from,
    match(value, _call, name) {
      const wanted = readFlag(value);
      if (wanted === undefined) throw wrongParameter(name, `expected one of 'true', 'false', but was '${value}'`);
      return { accepts: (row) => says(row) === wanted };
    },
  };
}

/** One of two words, of which the first says yes. */
export function eitherWord(from: Evidence, yes: string, no: string, says: (row: Row) => boolean): Filter {
  return {
    from,
    match(value, _call, name) {
      if (value !== yes && value !== no)
        throw wrongParameter(name, `expected one of '${yes}', '${no}', but was '${value}'`);
      return { accepts: (row) => says(row) === (value === yes) };
    },
  };
}

/** The field is at least this number. An order of the same name as the field finds the rows. */
export function atLeast(from: Evidence, field: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const limit = readNumber(value, name);
      return { accepts: (row) => numberOf(row[field]) >= limit, between: { order: field, from: limit } };
    },
  };
}

/** The field is at most this number. */
export function atMost(from: Evidence, field: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const limit = readNumber(value, name);
      return { accepts: (row) => numberOf(row[field]) <= limit, between: { order: field, to: limit } };
    },
  };
}

/** The field, a time in milliseconds, is not before this moment. An order of the same name as the field finds the rows. */
export function since(from: Evidence, field: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const moment = readMoment(value, name);
      return { accepts: (row) => numberOf(row[field]) >= moment, between: { order: field, from: moment } };
    },
  };
}

/** The field is not after this moment, by the second that answers show. */
export function until(from: Evidence, field: string): Filter {
  return {
    from,
    match(value, _call, name) {
      const moment = toSeconds(readMoment(value, name)) * 1000 + 999;
      return { accepts: (row) => numberOf(row[field]) <= moment, between: { order: field, to: moment } };
    },
  };
}

export function readMoment(value: string, name: string): number {
  const moment = readDate(value);
  if (moment === undefined)
    throw wrongParameter(name, `expected a UNIX timestamp or a date such as '2026-03-02 09:15:00', but was '${value}'`);
  return moment;
}

function readNumber(value: string, name: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) throw wrongParameter(name, `expected a number, but was '${value}'`);
  return number;
}
