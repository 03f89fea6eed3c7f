/**
 * The query part of a URL, without its `?`.
 *
 * Lists are joined by commas, and a `Date` is sent as a UNIX timestamp in seconds, which every filter reads. An object
 * holds filters whose names are not known beforehand, such as `{ attribute_Color: 'Red' }`: each becomes a parameter of
 * its own. Nothing is sent for `undefined`, `null` and empty lists.
 */
export function serializeQuery(query: object): string {
  return Object.entries(query)
    .flatMap(([name, value]: [string, unknown]) => {
      if (isGroup(value)) return serializeQuery(value) || [];
      const values = [value ?? []].flat().map((entry) => encodeURIComponent(toText(entry)));
      return values.length ? `${encodeURIComponent(name)}=${values.join()}` : [];
    })
    .join('&');
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && !!value && !Array.isArray(value) && !(value instanceof Date);
}

function toText(value: unknown): string {
  return `${value instanceof Date ? Math.floor(+value / 1000) : value}`;
}
