/** The ways in which a text may be written: as it is, quoted, escaped, percent-encoded, in base64. */

/** Longer values are looked for by their beginning: no token is as long. */
const longest = 2048;

/** Finds each of these secrets in any form, and all of a form; undefined when there is none worth hiding. */
export function secretPattern(secrets: readonly string[]): RegExp | undefined {
  const worth = [...new Set(secrets)].filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length);
  if (worth.length === 0) return undefined;
  const sources = worth.flatMap((secret) => {
    const text = secret.slice(0, longest);
    // Bytes before it shift it: base64 writes it in one of three ways.
    const encoded = text.length < 6 ? [] : [0, 1, 2].map((shift) => base64Source(text, shift));
    return [[...text].map(characterSource).join(''), ...encoded];
  });
  return new RegExp(sources.join('|'), 'gu');
}

/** One character: itself, in a JSON Pointer, escaped in JSON (once or more), or percent-encoded (once or twice). */
function characterSource(character: string): string {
  const code = character.charCodeAt(0);
  const bytes = [...new TextEncoder().encode(character)].map(hex);
  const percent = bytes.map((byte) => `%(?:25)?${anyCase(byte)}`).join('');
  if (/[\w.-]/.test(character)) {
    const own = character === '.' ? '\\.' : character;
    return `(?:${own}|${percent}|\\\\+u00${anyCase(hex(code))})`;
  }
  const own = /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
  const pointer = character === '/' ? '|~1' : character === '~' ? '|~0' : '';
  const space = character === ' ' ? '|\\+' : '';
  const unicode = code < 256 ? `|\\\\+u00${anyCase(hex(code))}` : '';
  return `(?:\\\\*${own}|${percent}${pointer}${space}${unicode})`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function anyCase(digits: string): string {
  return [...digits].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join('');
}

/** The characters of base64 that are the secret's alone, when so many bytes stand before it; with either alphabet. */
function base64Source(secret: string, shift: number): string {
  const bytes = new TextEncoder().encode(secret);
  const binary = '\0'.repeat(shift) + Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const whole = Math.floor((binary.length * 8) / 6);
  const text = btoa(binary).slice(Math.ceil((shift * 8) / 6), whole);
  const source = text.replaceAll('+', '(?:[-+]|%2[bB])').replaceAll('/', '(?:[_/]|%2[fF]|~1|\\\\\\/)');
  // What its first and last bits share with others goes too.
  return `${shift === 0 ? '' : '[\\w+/-]?'}${source}[\\w+/-]?={0,2}`;
}
