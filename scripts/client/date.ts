/**
 * A moment as Ecwid writes it in bodies: `2026-03-02 09:15:00 +0000`. Queries need no such help: there a `Date` can be
 * passed as it is.
 */
export function formatDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000`;
}
