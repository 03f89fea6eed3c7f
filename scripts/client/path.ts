/**
 * A path with its parameters filled in.
 *
 * @param who what the path is of, such as `GET /products/{productId}`
 * @throws {TypeError} for a parameter that is missing, or whose value would make it the path of another operation:
 *   empty, "." and ".." disappear from a URL, and `DELETE /products/` deletes everything.
 */
export function fillPath(who: string, path: string, values: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/{(.+?)}/g, (_, name: string) => {
    const value = `${values[name] ?? ''}`;
    return /^\.?\.?$/.test(value) ? refuse(who, name) : encodeURIComponent(value);
  });
}

/** Whatever is wrong with a value, it is not quoted: it may be a token. */
export function refuse(who: string, name: string): never {
  throw new TypeError(`${who} needs a valid ${name}.`);
}
