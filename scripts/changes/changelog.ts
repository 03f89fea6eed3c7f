import { marked, type Token, type Tokens } from 'marked';

/**
 * The entries of a changelog that were written since a release: the list items of all sections above the one of that
 * version, so that they count also while a release is prepared and "Unreleased" has been given its number.
 *
 * @param version of the last release, with or without `v`; without one, or one that has no section, "Unreleased" alone
 */
export function entriesSince(changelog: string, version?: string): readonly string[] {
  const tokens = marked.lexer(changelog);
  const sections: { title: string; entries: string[] }[] = [];
  for (const token of tokens) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth === 2)
      sections.push({ title: (token as Tokens.Heading).text, entries: [] });
    else sections.at(-1)?.entries.push(...itemsOf(token));
  }
  const number = version?.replace(/^v/, '');
  const released = sections.findIndex(({ title }) => number !== undefined && versionOf(title) === number);
  const since = released < 0 ? sections.filter(({ title }) => /unreleased/i.test(title)) : sections.slice(0, released);
  return since.flatMap(({ entries }) => entries);
}

/** Whether an entry announces a breaking change of one of these things: `**Breaking:** ... \`Product.price\` ...`. */
export function announces(entry: string, names: readonly string[]): boolean {
  if (!/^\*\*breaking[.:]?\*\*/i.test(entry)) return false;
  const quoted = new Set([...entry.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
  return names.some((name) => quoted.has(name));
}

function itemsOf(token: Token): string[] {
  return token.type === 'list' ? (token as Tokens.List).items.map(({ text }) => text) : [];
}

/** `[1.2.0] - 2026-03-01` is 1.2.0. */
function versionOf(title: string): string | undefined {
  return /\d+\.\d+\.\d+[\w.+-]*/.exec(title)?.[0];
}
