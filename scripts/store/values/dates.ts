import { numberOf, textOf, type Fields, type Json } from '../state/rows.ts';

/** How Ecwid writes a moment: `2026-03-02 09:15:00 +0000`. */
export function writeDate(milliseconds: Json | undefined): string {
  return `${new Date(numberOf(milliseconds)).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
}

/** UNIX time in whole seconds. */
export function toSeconds(milliseconds: Json | undefined): number {
  return Math.floor(numberOf(milliseconds) / 1000);
}

const written = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?: ?(?:([+-]\d\d):?(\d\d)|UTC|Z))?)?$/;

/**
 * Reads a moment in any of the forms that filters take: UNIX seconds, `yyyy-MM-dd HH:mm:ss Z`, `yyyy-MM-dd HH:mm:ss`,
 * `yyyy-MM-dd`; without a zone UTC is meant. Undefined when it is none of them.
 */
export function readDate(value: Json | undefined): number | undefined {
  const trimmed = textOf(value).trim();
  if (/^-?\d{1,12}$/.test(trimmed)) return Number(trimmed) * 1000;
  const match = written.exec(trimmed);
  if (!match) return undefined;
  const [, day, time = '00:00:00', hours, minutes] = match;
  const milliseconds = Date.parse(`${day}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** When a thing came and when it last changed, as answers tell of most things: as dates and in seconds. */
export function timesView(
  { created, updated }: Fields,
  names: readonly [created: string, updated: string] = ['createDate', 'updateDate'],
): Fields {
  return {
    [names[0]]: writeDate(created),
    [names[1]]: writeDate(updated),
    createTimestamp: toSeconds(created),
    updateTimestamp: toSeconds(updated),
  };
}

/** Whether a moment lies between two dates. One that is not there is no limit. */
export function isBetween(moment: number, start: Json | undefined, end: Json | undefined): boolean {
  return (readDate(start) ?? -Infinity) <= moment && moment <= (readDate(end) ?? Infinity);
}
