/** JSON text to values, without losing what a double cannot hold, and without throwing. */

export type ParsedJson =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Set when the text has integers beyond 2^53: the same value with each of them as a `bigint`. */
      readonly exact?: unknown;
    }
  | { readonly ok: false; readonly truncated: boolean };

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const marker = '\u0000integer:';

/** @param suffices whether the value as doubles is enough, so that no integers beyond 2^53 need looking for */
export function parseJson(text: string, suffices?: (value: unknown) => boolean): ParsedJson {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return { ok: false, truncated: isTruncated(source) };
  }
  if (suffices?.(value)) return { ok: true, value };
  const exact = parseExactly(source);
  return exact === undefined ? { ok: true, value } : { ok: true, value, exact };
}

/** `undefined` when no integer of the text is beyond 2^53. */
function parseExactly(source: string): unknown {
  if (!/\d{16}/.test(source)) return undefined;
  let found = false;
  const marked = source.replace(stringOrNumber, (token) => {
    if (!/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token))) return token;
    found = true;
    return `"\\u0000integer:${token}"`;
  });
  if (!found) return undefined;
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(marker) ? BigInt(value.slice(marker.length)) : value,
  );
}

/** Whether the text stops inside a string, an array or an object that it has opened. */
function isTruncated(text: string): boolean {
  if (!/^\s*["[{]/.test(text)) return /^\s*-?(?:t|tr|tru|f|fa|fal|fals|n|nu|nul)?$/.test(text) && text.trim() !== '';
  const open: string[] = [];
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') open.push('}');
    else if (char === '[') open.push(']');
    else if ((char === '}' || char === ']') && open.pop() !== char) return false;
  }
  return inString || open.length > 0;
}
