/** Lists, plain objects and single values are JSON. Texts, files, forms, bytes and streams are sent as they are. */
export function serializeBody(body: unknown, headers: Headers): RequestInit['body'] {
  if (!/ (Obj|Array]|Nu|Boo)/.test({}.toString.call(body))) return body as RequestInit['body'];
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return JSON.stringify(body);
}

/**
 * The body of an answer: JSON is parsed, text is a string, and anything else a `Blob`, unless the call asks otherwise.
 * What fails may be of any form, from empty to a proxy's page, so there JSON is tried and text is what remains.
 *
 * @throws {SyntaxError} when the JSON of a success is none, because it is cut off for instance
 */
export async function readBody(response: Response, parseAs?: string): Promise<unknown> {
  const form = response.ok
    ? (parseAs ?? /json|text/.exec(response.headers.get('Content-Type') ?? 'json')?.[0] ?? 'blob')
    : 'json';
  if (form !== 'json') return form === 'stream' ? response.body : response[form as 'text']();
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch (error) {
    if (response.ok) throw error;
    return text;
  }
}
