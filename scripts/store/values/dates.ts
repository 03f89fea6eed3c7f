/** How Ecwid writes a moment: `2026-03-02 09:15:00 +0000`. */
export function writeDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
}

/** UNIX time in whole seconds. */
export function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

const written = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?: ?(?:([+-]\d\d):?(\d\d)|UTC|Z))?)?$/;

/**
 * Reads a moment in any of the forms that filters take: UNIX seconds, `yyyy-MM-dd HH:mm:ss Z`, `yyyy-MM-dd HH:mm:ss`,
 * `yyyy-MM-dd`; without a zone UTC is meant. Undefined when it is none of them.
 */
export function readDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^-?\d{1,12}$/.test(trimmed)) return Number(trimmed) * 1000;
  const match = written.exec(trimmed);
  if (!match) return undefined;
  const [, day, time = '00:00:00', hours, minutes] = match;
  const milliseconds = Date.parse(`${day}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
