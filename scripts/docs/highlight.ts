import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { escapeHtml, trusted, type Html } from './html.ts';

/** Code as markup: colours are classes (`t-keyword`), which the site's style gives a colour in light and in dark. */
export type Highlight = (code: string, language: string | undefined) => Html;

/** Names that fenced blocks and samples use, and the grammar of each. Everything else stays without colour. */
const grammars: Readonly<Record<string, string>> = {
  json: 'json',
  sh: 'shellscript',
  bash: 'shellscript',
  ts: 'typescript',
  typescript: 'typescript',
  php: 'php',
  python: 'python',
};

/** A line that takes long on a busy machine would stay without colour, and the same page have other bytes. */
const withoutHaste = { tokenizeTimeLimit: 0 };

/** Colours of the theme that are the text's own. */
const plain = new Set(['foreground', 'token-punctuation']);

/** Loads the grammars. */
export async function createHighlight(): Promise<Highlight> {
  const theme = createCssVariablesTheme({ name: 'site', variablePrefix: '--', fontStyle: false });
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [
      import('shiki/langs/json.mjs'),
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/php.mjs'),
      import('shiki/langs/python.mjs'),
    ],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  return (code, language = '') => {
    const lang = grammars[language];
    if (!lang) return trusted(escapeHtml(code));
    return toMarkup(highlighter.codeToTokensBase(code, { lang, theme: 'site', ...withoutHaste }));
  };
}

interface Token {
  readonly content: string;
  readonly color?: string;
}

/** Neighbours of one colour share an element. */
function toMarkup(rows: readonly (readonly Token[])[]): Html {
  const runs: { name: string; text: string }[] = [];
  for (const token of rows.flatMap((row, index) => (index === 0 ? row : [{ content: '\n' }, ...row]))) {
    const { content, color }: Token = token;
    const variable = /--([\w-]+)/.exec(color ?? '')?.[1] ?? 'foreground';
    const name = plain.has(variable) ? '' : variable.replace('token-', 't-');
    const last = runs.at(-1);
    if (last && (last.name === name || content.trim() === '')) last.text += content;
    else runs.push({ name, text: content });
  }
  return trusted(
    runs
      .map(({ name, text }) => (name ? `<span class="${name}">${escapeHtml(text)}</span>` : escapeHtml(text)))
      .join(''),
  );
}
