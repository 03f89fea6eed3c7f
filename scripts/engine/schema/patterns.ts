/**
 * Regular expressions of descriptions. JSON Schema means ECMA-262 with the `u` flag; many descriptions were written for other
 * engines. What can be read without changing its meaning is read, the rest is no pattern at all (`undefined`).
 */
const cache = new Map<string, RegExp | undefined>();

export function compilePattern(pattern: string): RegExp | undefined {
  if (!cache.has(pattern)) cache.set(pattern, compile(pattern));
  return cache.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const direct = attempt(pattern, 'u');
  if (direct) return direct;
  const ignoreCase = pattern.startsWith('(?i)');
  // \A and \z are the start and end of the text in Java, .NET, Python and Ruby; JavaScript reads them as letters.
  const portable = (ignoreCase ? pattern.slice(4) : pattern).replace(/^\\A/, '^').replace(/\\[zZ]$/, '$');
  const unicode = attempt(portable, ignoreCase ? 'iu' : 'u');
  if (unicode) return unicode;
  // Without `u`, needless escapes such as \- or \@ are allowed; escaped letters would change their meaning silently.
  if (/\\[^bBdDsSwWtnrvfcxu\d\W_]/.test(portable) || portable.includes('[[:')) return undefined;
  return attempt(portable, ignoreCase ? 'i' : '');
}

function attempt(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
