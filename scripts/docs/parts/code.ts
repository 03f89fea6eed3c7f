import { html, type Html } from '../html.ts';
import { tabs } from './tabs.ts';

/** A program or a document; the site's script adds a button that copies it. */
export function codeBlock(markup: Html): Html {
  return html`<div class="code">
    <pre tabindex="0"><code>${markup}</code></pre>
  </div> `;
}

const languageNames: Readonly<Record<string, string>> = {
  bash: 'curl',
  sh: 'curl',
  ts: 'TypeScript',
  typescript: 'TypeScript',
  php: 'PHP',
  python: 'Python',
  json: 'JSON',
};

/** One thing in several languages. The choice is kept: what is chosen here is chosen everywhere. */
export function languageTabs(programs: readonly (readonly [language: string, markup: Html])[]): Html {
  return tabs(
    'Language',
    programs.map(([language, body]) => ({ title: languageNames[language] ?? language, body })),
    { isKept: true },
  );
}
