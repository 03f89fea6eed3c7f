/** Numbers within limits. */

import type { JsonObject } from '../../../engine/json.ts';

/**
 * A number as the schema wants it, near 1 where it may be; undefined when there is none.
 * @param salt numbers of different salt differ, where there is room
 */
export function makeNumber(schema: JsonObject, isInteger: boolean, salt: number): number | undefined {
  const least = limit(schema.minimum, schema.exclusiveMinimum, Math.max);
  const most = limit(schema.maximum, schema.exclusiveMaximum, Math.min);
  const fits = (value: number): boolean =>
    (least === undefined || (schema.exclusiveMinimum === least ? value > least : value >= least)) &&
    (most === undefined || (schema.exclusiveMaximum === most ? value < most : value <= most));
  const step = stepOf(schema.multipleOf, isInteger);
  if (step !== undefined) return stepped(step, least, most, salt, fits);
  // A number that is no integer, for a choice between the two.
  const off = salt === 0 ? 0 : 0.5;
  if (least !== undefined && most !== undefined) {
    const inside = [least, least + (most - least) / (salt + 2), most].filter(fits);
    return inside[salt === 0 ? 0 : Math.min(1, inside.length - 1)];
  }
  if (least !== undefined) return (least < 1 ? 1 : least + 1) + salt + off;
  return most === undefined || most > 1 + salt + off ? 1 + salt + off : most - 1 - salt - off;
}

function limit(a: unknown, b: unknown, choose: (a: number, b: number) => number): number | undefined {
  if (typeof a !== 'number') return typeof b === 'number' ? b : undefined;
  return typeof b === 'number' ? choose(a, b) : a;
}

/** What the number has to be a multiple of; an integer may also have to be one of 0.5, and then it is one of 1. */
function stepOf(multipleOf: unknown, isInteger: boolean): number | undefined {
  if (typeof multipleOf !== 'number' || multipleOf <= 0) return isInteger ? 1 : undefined;
  if (!isInteger) return multipleOf;
  for (let times = 1; times <= 10_000; times += 1)
    if (Number.isInteger(exact(multipleOf * times))) return exact(multipleOf * times);
  return multipleOf;
}

function stepped(
  step: number,
  least: number | undefined,
  most: number | undefined,
  salt: number,
  fits: (value: number) => boolean,
): number | undefined {
  const first = least === undefined || least <= step ? 1 : Math.ceil(least / step);
  const upwards = [0, 1, 2].map((more) => exact((first + salt + more) * step));
  const last = most === undefined ? 0 : Math.floor(most / step);
  const downwards = [0, 1, 2].map((more) => exact((last - salt - more) * step));
  const limits = [least, most].filter((one): one is number => one !== undefined && Number.isInteger(one / step));
  return [...upwards, ...downwards, 0, ...limits].find(fits);
}

/** Without the error that multiplying leaves in the last digits: 3 * 0.1 is 0.3. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}
