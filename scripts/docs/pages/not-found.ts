import { html } from '../html.ts';
import type { Page } from '../page.ts';

/** What a server shows for an address that leads nowhere. */
export function notFoundPage(): Page {
  return {
    file: '404.html',
    title: 'There is no such page',
    description: 'The address leads nowhere.',
    body: html`<h1>There is no such page</h1>
      <p>
        The address leads nowhere. The page may be called otherwise by now: search for it, or begin at the
        <a href="@/index.html">front page</a>.
      </p>`,
    markdown: '',
  };
}
