import type { Judge } from '../judge.ts';
import type { JsonType } from '../json.ts';
import type { Schema } from '../schema/keywords.ts';
import { typesOf } from '../schema/types-of.ts';

/** A number as servers read it from text: JSON's notation, leading zeros allowed. */
const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What a text on the wire may stand for by the types of its schema, the most specific reading first. When no type can read it,
 * it stays a string, and breaks the schema as that.
 */
export function readScalar(text: string, types: ReadonlySet<JsonType>): unknown[] {
  const readings: unknown[] = [];
  if ((types.has('integer') || types.has('number')) && numeric.test(text)) readings.push(toNumber(text));
  if (types.has('boolean') && (text === 'true' || text === 'false')) readings.push(text === 'true');
  if (types.has('null') && (text === '' || text === 'null')) readings.push(null);
  if (readings.length === 0 || types.has('string')) readings.push(text);
  return readings;
}

/** The first reading of {@link readScalar}. */
export function readScalarFirst(text: string, types: ReadonlySet<JsonType>): unknown {
  if ((types.has('integer') || types.has('number')) && numeric.test(text)) return toNumber(text);
  return types.has('boolean') || types.has('null') ? readScalar(text, types)[0] : text;
}

function toNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text);
}

/** The reading of a text that its schema accepts; the first one when it accepts none. */
export function readScalarAs(text: string, schema: Schema, judge: Judge): unknown {
  const readings = readScalar(text, typesOf(judge.set, schema));
  if (readings.length === 1) return readings[0];
  return readings.find((reading) => fits(judge, schema, reading)) ?? readings[0];
}

/** Whether a schema accepts a reading. Why one cannot be judged is told when the value as a whole is. */
export function fits(judge: Judge, schema: Schema, reading: unknown): boolean {
  try {
    return judge.accepts(schema, reading);
  } catch {
    return false;
  }
}
