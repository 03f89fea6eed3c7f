/**
 * The query part of a URL, without its `?`.
 *
 * Lists are joined by commas, and a `Date` is sent as a UNIX timestamp in seconds, which every filter reads. An object
 * holds filters whose names are not known beforehand, such as `{ attribute_Color: 'Red' }`: each becomes a parameter of
 * its own. Nothing is sent for `undefined`, `null` and empty lists.
 */
export function serializeQuery(query: object): string {
  let text = '';
  for (const [name, value] of Object.entries(query) as [string, unknown][]) {
    const part = isGroup(value) ? serializeQuery(value) : serializeParameter(name, value);
    if (part) text += text ? `&${part}` : part;
  }
  return text;
}

function serializeParameter(name: string, value: unknown): string {
  if (value == null || (Array.isArray(value) && value.length === 0)) return '';
  return `${encodeURIComponent(name)}=${[value]
    .flat()
    .map((one) => encode(name, one))
    .join()}`;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** @throws {TypeError} for a `Date` without a time, which would become a filter by nothing */
function encode(name: string, value: unknown): string {
  if (!(value instanceof Date)) return encodeURIComponent(`${value}`);
  if (Number.isNaN(+value)) throw new TypeError(`The date of "${name}" is invalid.`);
  return `${Math.floor(+value / 1000)}`;
}
