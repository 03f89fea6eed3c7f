import { escapeHtml, markupOf, type Html, type Part } from '../cli/html.ts';

export { escapeHtml, type Html, type Part } from '../cli/html.ts';

/** Markup from a template; every text that is put into it, be it in an element or a quoted attribute, is escaped. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: unindented(texts).reduce((markup, text, index) => markup + markupOf(parts[index - 1]) + text) };
}

/** Templates are indented for those who read them here; pages need not be. */
function unindented(texts: TemplateStringsArray): readonly string[] {
  const known = templates.get(texts) ?? texts.map((text) => text.replace(/\s*\n\s*/g, '\n'));
  templates.set(texts, known);
  return known;
}

const templates = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Markup that somebody else has made and escaped: what Markdown became, what was highlighted. */
export function trusted(markup: string): Html {
  return { html: markup };
}

/** Parts with something between them: a comma, unless told otherwise. */
export function joined(parts: readonly Part[], separator = ', '): Html {
  return trusted(parts.map(markupOf).join(escapeHtml(separator)));
}

/** JSON that can stand inside a script element: nothing in it ends the element or starts a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
