import { refuse } from './path.ts';

/**
 * The query part of a URL, without its `?`.
 *
 * Lists are joined by commas, and a `Date` is sent as a UNIX timestamp in seconds, which every filter reads. Nothing is
 * sent for `undefined`, `null` and empty lists, and for what the path takes: no operation has one name for two values.
 *
 * @param operation method and path of the description, such as `GET /products/{productId}`
 * @throws {TypeError} for a `Date` without a time and for `NaN`, which would filter by nothing
 */
export function serializeQuery(operation: string, query: object = {}): string {
  return Object.entries(query)
    .flatMap(([name, value]: [string, unknown]) => {
      const values = [operation.includes(`{${name}}`) ? [] : (value ?? [])].flat().map((one) => {
        // A date may be of another realm, such as that of a test environment.
        const plain = (one as Date | null)?.getTime ? Math.floor(+(one as Date) / 1000) : one;
        return plain !== plain ? refuse(operation, name) : encodeURIComponent(plain as string);
      });
      return values.length ? encodeURIComponent(name) + '=' + values : [];
    })
    .join('&');
}
