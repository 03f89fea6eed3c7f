import { RE2JS } from 're2js';
import { NotJudged } from './not-judged.ts';

/** A regular expression of a description, made ready. */
export interface Pattern {
  /** @throws NotJudged when trying the text could take for ever */
  test(text: string): boolean;
}

/**
 * Regular expressions of descriptions. JSON Schema means ECMA-262 with the `u` flag; many descriptions were written for other
 * engines. What can be read without changing its meaning is read, the rest is no pattern at all (`undefined`).
 */
const cache = new Map<string, Pattern | undefined>();

export function compilePattern(pattern: string): Pattern | undefined {
  if (!cache.has(pattern)) {
    const native = compile(pattern);
    cache.set(pattern, native ? guard(native) : foreign(pattern));
  }
  return cache.get(pattern);
}

/** What Go, Python and others read, and JavaScript does not: `(?P<name>a)`, `[[:alpha:]]`, `(?i:a)`. */
function foreign(pattern: string): Pattern | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
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

/** Steps of a backtracking engine that are over in about a tenth of a second. */
const affordable = 1e7;

/** The expression itself where it cannot take long; else RE2, which reads every text once, but knows no lookaround. */
function guard(native: RegExp): Pattern {
  const { loops, nested } = shapeOf(native.source);
  const isSafe = ({ length }: string): boolean => (nested ? length <= 16 : length ** loops <= affordable);
  if (loops < 2 && !nested) return native;
  let linear: RE2JS | undefined;
  return {
    test(text) {
      if (isSafe(text)) return native.test(text);
      try {
        linear ??= RE2JS.compile(RE2JS.translateRegExp(native.source), native.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
      } catch {
        throw new NotJudged(`the pattern ${native.source} could take for ever on a text of ${text.length} characters`);
      }
      return linear.test(text);
    },
  };
}

/** How many loops an expression has, one for trying it at each place, and whether one of them repeats what may be read in several ways. */
function shapeOf(source: string): { loops: number; nested: boolean } {
  const groups = [{ ambiguous: false }];
  let loops = source.startsWith('^') ? 0 : 1;
  let nested = false;
  let last: { ambiguous: boolean } | undefined;
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[^]/g)) {
    const around = groups[groups.length - 1] as (typeof groups)[number];
    const repeats = token === '*' || token === '+' || /^\{(?!1\})/.test(token);
    if (token === '(') groups.push({ ambiguous: false });
    else if (token === ')' && groups.length > 1) {
      last = groups.pop();
      // What is ambiguous inside is so outside as well.
      if (last?.ambiguous) (groups[groups.length - 1] as (typeof groups)[number]).ambiguous = true;
      continue;
    } else if (token === '|') around.ambiguous = true;
    else if (repeats || token === '?') {
      if (repeats && last?.ambiguous) nested = true;
      if (repeats && !/^\{\d+\}$/.test(token)) loops++;
      if (!/^\{\d+\}$/.test(token)) around.ambiguous = true;
    }
    last = undefined;
  }
  return { loops, nested };
}
