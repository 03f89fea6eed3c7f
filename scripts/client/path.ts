/**
 * A path with its parameters filled in.
 *
 * @throws {TypeError} for a parameter that is missing, or whose value would make it the path of another operation:
 *   empty, "." and ".." disappear from a URL, and `DELETE /products/` deletes everything.
 */
export function fillPath(operation: string, path: string, values: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/{(.+?)}/g, (_, name: string) => {
    const value = `${values[name] ?? ''}`;
    if (/^\.?\.?$/.test(value)) throw new TypeError(`${operation} needs a value for "${name}".`);
    return encodeURIComponent(value);
  });
}
