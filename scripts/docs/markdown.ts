import { Marked } from 'marked';
import { escapeHtml } from './html.ts';
import { slugify } from '../description/areas.ts';

/** Markdown of our own files as HTML: headings get an id to link to, wide tables scroll by themselves. */
export function renderMarkdown(text: string): string {
  const used = new Map<string, number>();
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const slug = slugify(html.replace(/<[^>]+>/g, '').replace(/&[#\w]+;/g, ''));
        const count = used.get(slug) ?? 0;
        used.set(slug, count + 1);
        return `<h${depth} id="${count === 0 ? slug : `${slug}-${count}`}">${html}</h${depth}>\n`;
      },
      table(token) {
        const cell = (tag: string, cells: typeof token.header) =>
          cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('');
        const rows = token.rows.map((row) => `<tr>${cell('td', row)}</tr>`).join('\n');
        return `<div class="scroll" tabindex="0"><table><thead><tr>${cell('th', token.header)}</tr></thead><tbody>\n${rows}\n</tbody></table></div>\n`;
      },
      code({ text: code, lang }) {
        return `<pre tabindex="0"><code data-language="${escapeHtml(lang ?? 'text')}">${escapeHtml(code)}</code></pre>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}

/** Markdown as plain text, for search results and descriptions of pages. */
export function plainText(markdown: string): string {
  return (
    markdown
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*>#|]/g, '')
      // An underscore inside a word is part of a name: create_catalog.
      .replace(/(?<!\w)_|_(?!\w)/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** The first sentence of a Markdown text, without marks. */
export function firstSentence(markdown: string): string {
  const text = plainText(markdown.split(/\n\s*\n/)[0] ?? '');
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
