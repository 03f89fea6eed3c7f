import { Marked, type Token, type Tokens } from 'marked';
import { slugify } from '../description/areas.ts';
import type { Highlight } from './highlight.ts';
import { html, trusted, type Html } from './html.ts';
import { codeBlock, languageTabs } from './parts/code.ts';

/** What turns texts into markup, the same for all pages. */
export interface Renderer {
  /** Markdown as markup: headings get an id to link to, code is coloured, wide tables scroll by themselves. */
  markdown(text: string): Html;
  code(code: string, language?: string): Html;
}

/** Programs that follow one another without a word between them: the same thing in several languages. */
interface Tabs extends Tokens.Generic {
  readonly type: 'tabs';
  readonly programs: readonly Tokens.Code[];
}

/** `hrefOf` gives the address of an operation's page; where a text names the operation as code, it leads there. */
export function createRenderer(highlight: Highlight, hrefOf: (operationId: string) => string | undefined): Renderer {
  let used = new Map<string, number>();
  const code = (text: string, language?: string) => codeBlock(highlight(text, language));
  const marked = new Marked({
    gfm: true,
    renderer: {
      // Texts hold no markup of their own: what looks like it is text.
      html: ({ text }) => html`${text}`.html,
      heading({ tokens, depth }) {
        const markup = this.parser.parseInline(tokens);
        const slug = slugify(markup.replace(/<[^>]+>/g, '').replace(/&[#\w]+;/g, ''));
        const count = used.get(slug) ?? 0;
        used.set(slug, count + 1);
        return html`<h${depth} id="${count === 0 ? slug : `${slug}-${count}`}">${trusted(markup)}</h${depth}>
`.html;
      },
      codespan({ text }) {
        const href = /^[a-z]\w+$/.test(text) ? hrefOf(text) : undefined;
        return (href ? html`<a href="@/${href}"><code>${text}</code></a>` : html`<code>${text}</code>`).html;
      },
      table(token) {
        const cell = (tag: string, cells: typeof token.header) =>
          cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('');
        const rows = token.rows.map((row) => `<tr>${cell('td', row)}</tr>`).join('\n');
        return `<div class="scroll" tabindex="0"><table><thead><tr>${cell('th', token.header)}</tr></thead><tbody>\n${rows}\n</tbody></table></div>\n`;
      },
      code: ({ text, lang }) => code(text, lang).html,
    },
    extensions: [
      {
        name: 'tabs',
        renderer: (token) =>
          languageTabs((token as Tabs).programs.map(({ lang = '', text }) => [lang, code(text, lang)])).html,
      },
    ],
  });
  return {
    markdown(text) {
      used = new Map();
      return trusted(marked.parser(joinPrograms(marked.lexer(text))));
    },
    code,
  };
}

function joinPrograms(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens.filter(({ type }) => type !== 'space')) {
    const last = joined.at(-1);
    if (token.type !== 'code' || !last || (last.type !== 'code' && last.type !== 'tabs')) joined.push(token);
    else {
      const before = last.type === 'tabs' ? (last as Tabs).programs : [last as Tokens.Code];
      joined[joined.length - 1] = { type: 'tabs', raw: '', programs: [...before, token as Tokens.Code] } satisfies Tabs;
    }
  }
  return joined;
}

/** A Markdown text of blocks; a list of lines is one block, and what is not there leaves nothing. */
export function blocks(...parts: readonly (string | readonly string[] | false | undefined)[]): string {
  return parts
    .map((part) => (part ? [part].flat().join('\n') : ''))
    .filter((block) => block !== '')
    .join('\n\n');
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
