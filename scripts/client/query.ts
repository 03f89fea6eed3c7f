/**
 * The query part of a URL, without its `?`.
 *
 * Lists are joined by commas, and a `Date` is sent as a UNIX timestamp in seconds, which every filter reads. An object
 * holds parameters whose names are not known beforehand: each of them is sent by itself. Nothing is sent for `undefined`,
 * `null` and empty lists.
 *
 * @throws {TypeError} for a `Date` without a time and for `NaN`, which would filter by nothing
 */
export function serializeQuery(query: object): string {
  return Object.entries(query)
    .map(([name, value]: [string, unknown]) => {
      if ({}.toString.call(value) === '[object Object]') return serializeQuery(value as object);
      const values = [value ?? []].flat().map((one) => encode(name, one));
      return values.length > 0 ? `${encodeURIComponent(name)}=${values.join()}` : '';
    })
    .filter(Boolean)
    .join('&');
}

function encode(name: string, value: unknown): string {
  const plain = value instanceof Date ? Math.floor(+value / 1000) : value;
  if (plain !== plain) throw new TypeError(`The value of "${name}" is invalid.`);
  return encodeURIComponent(`${plain}`);
}
