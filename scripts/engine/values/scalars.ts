import type { Judge } from '../engine.ts';
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
  const validate = judge.compile(schema);
  return readings.find((reading) => validate(reading)) ?? readings[0];
}
