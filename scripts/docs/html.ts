import { markupOf, type Html, type Part } from '../cli/html.ts';

export { escapeHtml, type Html, type Part } from '../cli/html.ts';

/** Markup from a template; every text that is put into it, be it in an element or a quoted attribute, is escaped. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  // Templates are indented for those who read them here; pages need not be.
  const unindented = texts.map((text) => text.replace(/\s*\n\s*/g, '\n'));
  return { html: unindented.reduce((markup, text, index) => markup + markupOf(parts[index - 1]) + text) };
}

/** Markup that somebody else has made and escaped: what Markdown became, what was highlighted. */
export function trusted(markup: string): Html {
  return { html: markup };
}

/** Parts with commas between them. */
export function joined(parts: readonly Part[]): Html {
  return trusted(parts.map(markupOf).join(', '));
}

/** JSON that can stand inside a script element: nothing in it ends the element or starts a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
