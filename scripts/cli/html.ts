/** Markup that may go into a page as it is. Only templates make it, so everything else is escaped. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template: markup goes in as it is, text is escaped, and nothing at all leaves nothing. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** Markup from a template; every text that is put into it, be it in an element or a quoted attribute, is escaped. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.reduce((markup, text, index) => markup + markupOf(parts[index - 1]) + text) };
}

/** Parts with a piece of markup between them. */
export function join(parts: readonly Part[], between: Html): readonly Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** The markup of one part of a template. */
export function markupOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(markupOf).join('');
}

/** Text made safe for HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
