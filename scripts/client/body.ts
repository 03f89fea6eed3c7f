/** Lists, plain objects and single values are JSON, or a form where the call says so in its content type. Texts, files, forms, bytes and streams are sent as they are. */
export function serializeBody(body: unknown, headers: Headers): RequestInit['body'] {
  if (body === undefined || !/ (Obj|Array]|Nu|Boo)/.test({}.toString.call(body))) {
    return body as RequestInit['body'];
  }
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  if (headers.get('Content-Type')!.includes('urlencoded')) return new URLSearchParams(body as Record<string, string>);
  return JSON.stringify(body);
}

/**
 * The body of an answer: JSON is parsed, text is a string, and anything else a `Blob`, unless the call asks otherwise.
 * What fails may be of any form, from empty to a proxy's page, so there JSON is tried and text is what remains.
 */
export async function readBody(response: Response, parseAs?: string): Promise<unknown> {
  const { ok } = response;
  const type = response.headers.get('Content-Type') ?? 'json';
  const form = ok ? (parseAs ?? /json|text/.exec(type)?.[0] ?? 'blob') : 'json';
  if (form === 'stream') return response.body;
  if (form !== 'json') return response[form as 'text']();
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch (cause) {
    if (ok) throw new SyntaxError('The answer is no JSON; it may be cut off.', { cause });
    return text;
  }
}
