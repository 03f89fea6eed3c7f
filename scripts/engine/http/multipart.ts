import { escapeRegExp } from '../json.ts';

/** One part of a multipart body. Header names are in lower case. */
export interface Part {
  readonly name: string | undefined;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
  /** One character for each byte when the body was given as bytes. */
  readonly content: string;
}

/**
 * Splits a multipart body (RFC 2046) synchronously; the platform's own `formData()` is asynchronous and shows no part headers.
 * @returns `undefined` when the body is not what the boundary says: no first boundary, or no closing one
 */
export function parseMultipart(body: Uint8Array | string, boundary: string): Part[] | undefined {
  const text = toBinaryText(body);
  // A text may hold the boundary as well: it ends a part where nothing else stands on its line.
  const delimiter = new RegExp(`\\n--${escapeRegExp(boundary)}(?=(?:--)?[ \\t]*(?:\\r?\\n|$))`);
  const pieces = `\r\n${text}`.split(delimiter);
  if (!(pieces[pieces.length - 1] as string).startsWith('--')) return undefined;
  const parts: Part[] = [];
  for (const piece of pieces.slice(1, -1)) {
    const part = parsePart(piece);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

function parsePart(piece: string): Part | undefined {
  const match = /^[ \t]*\r?\n((?:[^\r\n]+\r?\n)*)\r?\n([\s\S]*)$/.exec(piece);
  if (!match) return undefined;
  const headers = new Map<string, string>();
  for (const line of (match[1] as string).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  return {
    name: quoted(disposition, 'name'),
    filename: quoted(disposition, 'filename'),
    contentType: headers.get('content-type'),
    headers,
    content: (match[2] as string).replace(/\r$/, ''),
  };
}

function quoted(disposition: string, parameter: string): string | undefined {
  const match = new RegExp(`;\\s*${parameter}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition);
  if (!match) return undefined;
  // Browsers encode what would end the name; everything else is UTF-8.
  const value = match[1] === undefined ? (match[2] as string) : match[1].replaceAll(/\\(["\\])/g, '$1');
  return fromBinaryText(value.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n'));
}

/** One character for each byte; text stays as it is. */
export function toBinaryText(bytes: Uint8Array | string): string {
  if (typeof bytes === 'string') return bytes;
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** Text of a part that was read byte by byte; text that holds other characters has been decoded already. */
export function fromBinaryText(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  } catch {
    return text;
  }
}
