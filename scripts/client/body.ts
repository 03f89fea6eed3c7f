/** Lists, plain objects and single values are JSON, or a form where the call says so in its content type. Texts, files, forms, bytes and streams are sent as they are. */
export function serializeBody(body: unknown, headers: Headers): BodyInit | undefined {
  if (body === undefined || !/ (Object|Array|Number|Boolean|Null)]/.test(Object.prototype.toString.call(body))) {
    return body as BodyInit | undefined;
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
  if (response.ok && parseAs === 'stream') return response.body;
  if (response.ok && parseAs && parseAs !== 'json') return response[parseAs as 'text']();
  const type = response.headers.get('Content-Type') ?? 'json';
  if (response.ok && !parseAs && !/json|text/.test(type)) return response.blob();

  const text = await response.text();
  if (!text) return undefined;
  if (response.ok && !parseAs && !type.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (response.ok)
      throw new SyntaxError('The answer is not the JSON that it says it is; it may be cut off.', { cause });
    return text;
  }
}
