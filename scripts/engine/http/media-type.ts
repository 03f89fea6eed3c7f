/** Media types: parsing a Content-Type, and finding the documented entry that covers it. */

export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly essence: string;
  /** Names in lower case, values unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function parseMediaType(text: string): MediaType {
  const semicolon = text.indexOf(';');
  const parameters = new Map<string, string>();
  if (semicolon < 0) return { essence: text.trim().toLowerCase(), parameters };
  for (const match of text.slice(semicolon).matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g)) {
    const value = match[2] === undefined ? (match[3] ?? '').trim() : match[2].replaceAll(/\\(.)/g, '$1');
    parameters.set((match[1] as string).toLowerCase(), value);
  }
  return { essence: text.slice(0, semicolon).trim().toLowerCase(), parameters };
}

/** `application/json`, `text/json`, and every `+json` suffix; not the line-wise kinds (`x-ndjson`, `json-seq`). */
export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/** What no schema is held against: XML, whose mapping to JSON values the description only hints at, and streams of events. */
export function isOpaque(essence: string): boolean {
  return /[/+]xml$|^text\/event-stream$/.test(essence);
}

export function isText(essence: string): boolean {
  return essence.startsWith('text/');
}

/**
 * The key of a `content` map that covers a media type: the same type (rather the one whose parameters are all there;
 * `charset` never counts), else `application/*+json`, else `image/*`, else `*` + `/*`. `undefined` when none does.
 */
export function findMediaType(keys: readonly string[], actual: MediaType): string | undefined {
  let best: string | undefined;
  let bestRank = 0;
  for (const key of keys) {
    const rank = rankOf(parseMediaType(key), actual);
    if (rank > bestRank) {
      best = key;
      bestRank = rank;
    }
  }
  return best;
}

function rankOf(documented: MediaType, actual: MediaType): number {
  if (documented.essence === actual.essence) {
    let matching = 0;
    let differing = 0;
    for (const [name, value] of documented.parameters) {
      if (name === 'charset' || name === 'boundary') continue;
      if (actual.parameters.get(name)?.toLowerCase() === value.toLowerCase()) matching++;
      else differing++;
    }
    return 1000 + matching - 10 * differing;
  }
  if (documented.essence === '*/*' || documented.essence === '*') return 1;
  const slash = documented.essence.indexOf('/');
  const subtype = documented.essence.slice(slash + 1);
  if (!subtype.startsWith('*') || !actual.essence.startsWith(documented.essence.slice(0, slash + 1))) return 0;
  if (subtype === '*') return 2;
  return actual.essence.endsWith(subtype.slice(1)) ? 3 : 0;
}

const utf8 = new TextDecoder();

/** The text of a body by its charset; UTF-8 when none or an unknown one is named. */
export function decodeText(body: Uint8Array | string, { parameters }: MediaType): string {
  if (typeof body === 'string') return body;
  const charset = parameters.get('charset');
  if (charset === undefined || /^utf-?8$/i.test(charset)) return utf8.decode(body);
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return utf8.decode(body);
  }
}
